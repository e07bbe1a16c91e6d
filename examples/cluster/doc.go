// Command cluster proves that nothing acknowledged is lost or done twice on many nodes:
//
//	go run ./examples/cluster -nodes 3 -journal jetstream -contacts 2000 -kill leader
//
// It starts nodes as processes, and what they store in: three NATS servers, which sync every write, or a PostgreSQL server
// of the local installation. Customers and agents work through all nodes; in the middle, several times, the node that
// leads is killed, paused or cut off, or the server that matters most is killed. In the end it reads the log from the
// journal and holds it against what the clients were told: see package proof. It prints what it found, and ends with 1 if
// anything is wrong.
//
// The first part of the contacts comes as fast as it can be served, without faults: that is what commands_per_second tells.
// takeover_ms is the time from a fault to the answer to the first command that was sent after it, at each center that the
// fault concerned.
package main
