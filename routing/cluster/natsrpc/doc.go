// Package natsrpc carries requests between the nodes of a cluster by NATS request and reply. A node is a subject: nobody
// listens on the network but the NATS servers, and where the nodes are does not matter.
//
//	tr, err := natsrpc.New(natsrpc.Config{Conn: nc})
//
// Who may publish on the subjects ("acdkit-rpc.>" by default) can command the centers: give that permission to the nodes
// only, by an account of their own or by the permissions of their users.
//
// A node that does not serve is ErrUnreachable at once, because the servers know who listens. A connection that is down is
// ErrUnreachable as well: nothing is kept for later. A call that has been sent ends with its reply, its context, or after
// Config.Timeout; a node that dies in the middle of it is noticed by these only.
package natsrpc
