// Package natsrpc carries commands between the nodes of a cluster by NATS request and reply.
package natsrpc

import _ "github.com/acdkit/acdkit/routing" // the commands
