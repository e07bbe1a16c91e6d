// Package jetstream keeps journals and leases in NATS JetStream.
package jetstream

import _ "github.com/acdkit/acdkit/contact/journal" // the port
