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
// # Duties of the package above
//
//  1. Name the kinds of its errors (Errors), and make a tenant for a room.
//  2. Step the machine only in [Desk.With], append what it steps with [Room.Append] at once, and forget it if that cannot
//     be encoded.
//  3. Put a contact into the customer's history with [Room.List] before its first record, or an erasure does not find it;
//     call [Room.Record] when the history is to know more.
package desk
