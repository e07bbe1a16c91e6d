// Package cluster shares many centers among several nodes: processes that have a journal and a table of leases in common.
//
// Each center is led by one node at a time, which decides and appends; the center is open on other nodes as well if
// somebody there wants it. Such a node follows the log and forwards commands to the one that leads. To a host all nodes
// are alike:
//
//	node, err := cluster.Start(ctx, cluster.Config{
//		Leases:    table,      // of the store that the journal is in
//		Transport: transport,  // natsrpc, httprpc, or Local within one process
//		Center:    func(id string) routing.Config { return routing.Config{Journal: journal, Setup: setup[id]} },
//	})
//	center, err := node.Center(ctx, "seoul")   // a *routing.Center, whoever leads it
//	err = center.Do(ctx, cmd)
//	node.Release("seoul")                      // when nobody on this node needs it any more
//	err = node.Close(ctx)                      // hands over what the node leads
//
// # Who leads
//
// Nodes have a session in the table of leases, which they renew three times in TTL. A center should be led by the node that
// comes first by a hash of the two ids, so that each node has about the same share, and one that comes or goes moves no
// other's. A center that nobody leads is claimed by that node at once, by the next one after TTL, and so on. If another node
// than the first leads, it hands the center over: the first opens it and reads on, then the other finishes what it was
// sent, passes the lease, and the first begins; commands that come in between wait, some milliseconds. [Node.Close]
// does the same with all centers.
//
// When a node ends without that, its session runs out, and others take over: TTL after its last sign of life, and as long
// as it takes to read the logs. A node that followed has read them already. A node that cannot reach the table for TTL stops
// leading by itself, and one that has a session but not the journal gives its centers to others. So does one that finds a
// log damaged, and does so again when it reads it anew: others may read it, or have a version of the program that can.
//
// # What is guaranteed
//
//   - What was acknowledged is in the log once, whatever fails, and of two commands that exclude each other one is
//     acknowledged. It does not rest on leases or clocks, but on the version that each append expects: a node that was
//     stopped, or cut off, and still believes to lead finds its place in the log taken.
//   - A command is done once though it is sent again: Center.Do wraps it in a routing.Once and sends it to whoever leads,
//     until there is an answer or routing.Config.Patience is over. Refusals are on every node the same *routing.Error.
//   - Who sent a command sees on the same node what came of it as soon as Do has returned.
//
// # What is not
//
//   - Views on a node that follows are of some moments ago, for all but what was sent there.
//   - While a node reaches the table but other nodes do not reach it, it goes on leading. Commands on those others fail
//     with ErrNotLeading or ErrUnavailable. Nothing is lost, and it ends when the network is whole again.
//   - A command in the middle of a take-over takes as long as that does; up to TTL and a little.
//   - Tick and Resume are the leader's own and are not forwarded, nor is a command of more than 256 KiB as JSON.
//
// # Duties of the host
//
//  1. Give all nodes the same configuration of a center. A difference in the Setup is brought about by whoever leads.
//  2. Let nobody reach the transport but nodes of the cluster. Who does can command its centers.
//  3. Close a node before its process ends. Only what was killed should have to run out.
//  4. Send a command that may have to be sent again by another process as a routing.Once with an id of your own (I8).
//  5. Take a center that is not to be led any more out of the table with Forget. It stays for as long as somebody calls
//     [Node.Center] for it.
//  6. Use a journal whose calls end: one that hangs for ever is given up after routing.Config.Patience only, and when
//     a center is opened, after ten times TTL.
package cluster
