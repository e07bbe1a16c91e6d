package cluster

import (
	"fmt"
	"hash/fnv"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact/journal/lease"
	"pgregory.net/rapid"
)

func membersOf(ids ...string) members {
	var m members
	for _, id := range ids {
		m = append(m, lease.Node{ID: id, Addr: "at " + id})
	}
	slices.SortFunc(m, func(a, b lease.Node) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) })
	return m
}

func anybody(string) bool { return true }

// TestWeight pins the numbers: nodes of different versions must agree.
func TestWeight(t *testing.T) {
	for _, test := range []struct {
		node, center string
		want         uint64
	}{
		{"", "", 0x25fc6dd36ce04b20}, {"a", "b", 0xeb38c838c62d597e}, {"ab", "", 0xe2085096df8fb4ed},
	} {
		h := fnv.New64a()
		h.Write([]byte(test.node + "\x00" + test.center))
		x := h.Sum64()
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		if x ^= x >> 31; x != test.want {
			t.Errorf("the definition gives %#x for %q and %q, want %#x", x, test.node, test.center, test.want)
		}
		if got := weight(test.node, test.center); got != test.want {
			t.Errorf("weight(%q, %q) = %#x, want %#x", test.node, test.center, got, test.want)
		}
	}
}

// TestSpread: nodes get about the same share, with ids that are much alike as well.
func TestSpread(t *testing.T) {
	const nodes, centers = 5, 10000
	var ids []string
	for i := range nodes {
		ids = append(ids, fmt.Sprintf("01890a5d-ac96-774b-bcce-b302099a805%d", i))
	}
	m := membersOf(ids...)
	share := map[string]int{}
	for i := range centers {
		best, _ := m.first(fmt.Sprintf("center-%d", i), anybody)
		share[best.ID]++
	}
	for _, id := range ids {
		if n := share[id]; n < centers/nodes*9/10 || n > centers/nodes*11/10 {
			t.Errorf("node %s gets %d of %d centers, want about %d", id, n, centers, centers/nodes)
		}
	}
}

// TestFewMove: when a node comes, centers move to it only; when it goes, only those that it had move.
func TestFewMove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringN(1, 8, -1), 2, 8, rapid.ID).Draw(t, "nodes")
		center := rapid.String().Draw(t, "center")
		with, without := membersOf(ids...), membersOf(ids[1:]...)
		before, _ := without.first(center, anybody)
		after, _ := with.first(center, anybody)
		if after != before && after.ID != ids[0] {
			t.Fatalf("%q came, and %q moved from %q to %q", ids[0], center, before.ID, after.ID)
		}
		order := with.order(center)
		for i, node := range order {
			if rank := with.rank(center, node.ID); rank != i {
				t.Errorf("%q has rank %d, and is at place %d of %v", node.ID, rank, i, order)
			}
			if found, ok := with.find(node.ID); !ok || found != node {
				t.Errorf("find(%q) = %v, %v", node.ID, found, ok)
			}
			if first, ok := with.first(center, func(id string) bool { return with.rank(center, id) >= i }); !ok || first != node {
				t.Errorf("of those from place %d on the first is %v, want %v", i, first, node)
			}
		}
		if _, ok := with.find("none of them, they are shorter"); ok {
			t.Error("find found what is not there")
		}
	})
}
