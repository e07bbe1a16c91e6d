// Package natstest starts NATS servers with JetStream for tests and demonstrations: single ones and clusters, within the
// process or as processes of their own, on free ports of the loopback interface, each write synced to disk before it is
// acknowledged (sync_interval: always).
//
//	c := natstest.New(t, 3)
//	nc, err := nats.Connect(c.URL())
//
// Servers in the process start fast, but can only be shut down. Servers in processes ([Config].Command) can be killed and
// paused as well.
package natstest
