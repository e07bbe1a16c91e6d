// Package jetstream keeps journals and leases in NATS JetStream.
package jetstream
