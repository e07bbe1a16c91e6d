// Package store opens what the nodes of a cluster have in common, journal and leases, and what carries requests between them;
// and it runs the servers behind that, which can be killed.
package store
