// Package lease is the port for who leads what when several nodes share one store. A node has a session, which it renews;
// a name, such as that of a center, is held by one node at a time, for as long as the node's session lasts. So a node
// renews one session, however many names it holds.
//
// A lease keeps nodes out of each other's way. It is no fence: a node that was paused, or cut off, may believe that
// it holds what another has by now. What keeps its writes out is the version that every append to a journal expects.
//
// [Memory] is a table within one process. Stores have their own, beside their journals; all of them pass leasetest.Run.
//
// # Duties of the caller
//
//  1. Renew well before TTL has passed, three times in it, and measure by the process's own clock from before the call of
//     Renew: when TTL has passed since the last Renew that succeeded was begun, stop leading, whatever else is known.
//  2. Make node ids anew for each process. Two processes with one id share a session.
//  3. Names and ids turn up in errors and logs: put no personal data in them.
//
// # Duties of the implementer
//
//  1. Be safe for concurrent use, by any number of processes. Claim, Pass and Leave are each one atomic step.
//  2. Measure sessions by the store's clock. A node's own may be wrong.
//  3. A name that was claimed once stays in the table, held by nobody after Pass to "", until Forget.
//  4. A call whose ctx has ended before does nothing and returns the ctx's error. After another error the step may have
//     been done or not; it can be repeated.
//  5. Call [CheckName] first. Return *[Error].
package lease
