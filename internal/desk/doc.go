// Package desk is the shell that the desks of all channels share: it keeps a pure machine for each contact of a
// channel, makes it durable, and has it follow a routing.Center.
//
// # The life of a room
//
// A contact has a [Room], and in it a [Tenant]: the machine, and what its package keeps beside it. A room is made when the
// center is given a contact of the channel, or when anybody calls for one. Who calls waits until the room's mail has all
// that the center had acknowledged by then, takes the room's lock, reads the machine from its stream if it is not
// there, and has it follow the mail; after a gap, it is matched with where the center stands. Then it is up to date, and
// may be stepped: what happens is appended before anybody hears of it. If that fails, the machine is not what its log
// says; it is forgotten and read anew. When the room is left, all that goes on by itself goes on: the alarm for the next
// deadline is set, an errand of routing is run until it is done, the customer's history is told until it knows, and the
// tenant starts what is its own. Once the contact is over and no work is left, the room is given up. It comes back from
// its stream.
//
// A machine that nobody has used for a while leaves the memory. Its alarm, its mail and those who wait stay, and it comes back
// from its stream when there is something to do.
//
// # Many nodes
//
// If the center is shared, each node has a desk, on its own center and the same journal. A contact's stream is written by
// whichever node is called: a call begins with a look at the end of the stream, and if another node is faster with the next
// record, the call is done again with what is there then. A room that is used follows its stream, so that who waits on one
// node hears what happens on another.
//
// What routing did is told to the stream by whichever node comes first. So that it is told once, and in order, a record says
// up to which version of the center's log its writer had told the stream (package wire, Follows); events up to there are
// dropped everywhere, and a node whose center is behind waits until it is not. Who had nothing to tell of later events, and then
// reads what another node tells of earlier ones, matches the machine anew. The stream is read after the events were taken, so
// that it has what caused them.
//
// What one node acknowledged of routing, another one knows when its center has read it, some milliseconds later. Before it
// refuses a contact, a member or a queue as unknown, it asks the node that leads, and looks once more.
//
// What is to be done without being called for is done by the node whose center leads: it tells streams what routing did,
// watches the deadlines, runs errands, tells the histories, and its tenants deliver and send (Room.Drives). It follows the
// streams of all contacts that routing has. When a center comes to lead, its desk takes everything up as if it were opened;
// when it does not lead any more, all that stops at its next step. On other nodes rooms are there for who calls, and given up
// when they are idle. A contact that routing does not have yet, which the leader does not know, is driven by each node that
// was called for it.
//
// # Duties of the package above
//
//  1. Name the kinds of its errors (Errors), and make a tenant for a room.
//  2. Step the machine only in [Desk.With], append what it steps with [Room.Append] at once, and forget it if that cannot
//     be encoded. What is done there may be done again, if the room was [Room.Beaten]: it begins anew, and has no effect
//     before the append but such as may come twice.
//  3. Put a contact into the customer's history with [Room.List] before its first record, or an erasure does not find it;
//     call [Room.Record] when the history is to know more.
package desk
