package cluster

import (
	"cmp"
	"slices"

	"github.com/acdkit/acdkit/contact/journal/lease"
)

// members are the nodes that have a session, ordered by id.
type members []lease.Node

// find returns a node by its id.
func (m members) find(id string) (lease.Node, bool) {
	i, ok := slices.BinarySearchFunc(m, id, func(n lease.Node, id string) int { return cmp.Compare(n.ID, id) })
	if !ok {
		return lease.Node{}, false
	}
	return m[i], true
}

// weight is a number that the pair of a node and a center always has, and that is not like that of another pair: FNV-1a
// of both ids, with the bits mixed as SplitMix64 does.
//
// The node of the greatest weight should lead the center (rendezvous hashing; Thaler and Ravishankar, 1998). So the
// centers are spread evenly without anybody deciding it, and a node that comes or goes moves its own share only.
func weight(node, center string) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := range len(node) {
		h = (h ^ uint64(node[i])) * prime
	}
	h *= prime // a zero byte between the two: neither id has one
	for i := range len(center) {
		h = (h ^ uint64(center[i])) * prime
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// before reports whether a should lead the center rather than b.
func before(center, a, b string) bool {
	x, y := weight(a, center), weight(b, center)
	return x > y || x == y && a < b
}

// rank returns how many nodes should lead the center rather than the node with that id.
func (m members) rank(center, id string) int {
	n := 0
	for _, other := range m {
		if other.ID != id && before(center, other.ID, id) {
			n++
		}
	}
	return n
}

// first returns who should lead the center: the best of those for whom fit returns true.
func (m members) first(center string, fit func(id string) bool) (best lease.Node, ok bool) {
	for _, n := range m {
		if fit(n.ID) && (!ok || before(center, n.ID, best.ID)) {
			best, ok = n, true
		}
	}
	return best, ok
}

// order returns all nodes, who should lead the center first.
func (m members) order(center string) members {
	all := slices.Clone(m)
	slices.SortFunc(all, func(a, b lease.Node) int {
		if before(center, a.ID, b.ID) {
			return -1
		}
		return 1
	})
	return all
}
