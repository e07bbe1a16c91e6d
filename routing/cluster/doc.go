// Package cluster shares many centers among several nodes: processes that have a journal and a table of leases in common.
package cluster
