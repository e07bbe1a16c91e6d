// Package clustertest holds [Run], the conformance suite that every [cluster.Transport] passes.
package clustertest
