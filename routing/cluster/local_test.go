package cluster_test

import (
	"testing"

	"github.com/acdkit/acdkit/routing/cluster"
	"github.com/acdkit/acdkit/routing/cluster/clustertest"
)

func TestLocalConforms(t *testing.T) {
	clustertest.Run(t, func(*testing.T) (a, b cluster.Transport) {
		net := new(cluster.Local)
		return net.Transport("a"), net.Transport("b")
	})
}
