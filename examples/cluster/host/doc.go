// Package host is one node of a cluster as a small server: centers, and an HTTP API in front of them.
package host
