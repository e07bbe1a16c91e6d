// Package httprpc carries requests between the nodes of a cluster by HTTP, for hosts that have no message system.
//
// A [Transport] is a handler that the host mounts in a server of its own, and a client of the other nodes' handlers:
//
//	rpc, err := httprpc.New(httprpc.Config{URL: "https://10.0.0.7:8443/cluster", Token: secret})
//	mux.Handle("POST /cluster", rpc)
//	node, err := cluster.Start(ctx, cluster.Config{Transport: rpc, ...})
//
// Who reaches a handler with the token can command all centers. So there is no transport without a rule for whom to let
// in: a token that all nodes share, which is compared in constant time, or a function of the host's, for instance one
// that looks at the client certificates of mutual TLS. Without TLS the token and all commands are on the wire for
// everybody to read: use plain HTTP only on a network that is the nodes' own.
//
// A request is a POST of bytes, and so is its reply; both are at most cluster.MaxMessage long. HTTP/1.1 and HTTP/2 are
// fine, and so is a proxy between the nodes that does not send a POST twice. Limits of time on reading a request are those
// of the host's server; one on writing must not be less than what a command may take.
package httprpc
