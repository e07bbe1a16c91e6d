package routing

import (
	"encoding/binary"

	"github.com/tidwall/btree"
)

// class is the contacts of one queue that need the same skills, and the agents who have them.
type class struct {
	key     string
	queue   *queue
	needs   []need
	only    *agent // of contacts held for their last agent (R5)
	waiting *btree.BTreeG[place]
	head    place // the first of waiting; none if c is nil
	free    freeList
	members int
	used    bool // since the hand last came by
}

// place is a contact's place in line.
type place struct {
	key int64
	seq uint64
	c   *item
}

func comesFirst(a, b place) bool {
	if a.key != b.key {
		return a.key < b.key
	}
	return a.seq < b.seq
}

// add puts a contact into the class's line.
func (k *class) add(p place) {
	k.waiting.Load(p) // faster if it is the last, as it mostly is
	if k.head.c == nil || comesFirst(p, k.head) {
		k.head = p
	}
}

// remove takes a contact out of the class's line.
func (k *class) remove(p place) {
	k.waiting.Delete(p)
	if k.head.c == p.c {
		k.head, _ = k.waiting.Min()
	}
}

// before counts the contacts of the class that come before a place, by bisection.
func (k *class) before(p place) int {
	low, high := 0, k.waiting.Len()
	for low < high {
		mid := (low + high) / 2
		if at, _ := k.waiting.GetAt(mid); comesFirst(at, p) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// admits reports whether an agent belongs to the class, whatever the agent's state, and the place of
// the class's queue among the agent's.
func (k *class) admits(a *agent) (order int, admitted bool) {
	if k.only != nil && k.only != a || a.profile.Capacity[k.queue.cfg.Channel] == 0 {
		return 0, false
	}
	order, s := a.in(k.queue)
	return order, s != nil && meets(a.skills, k.needs)
}

func appendKey(key []byte, q *queue, needs []need, only *agent) []byte {
	holder := uint64(0)
	if only != nil {
		holder = only.seq
	}
	key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(q.seq)), holder)
	for _, n := range needs {
		key = binary.AppendUvarint(binary.AppendUvarint(key, uint64(n.skill)), uint64(n.level))
	}
	return key
}

func newLine() *btree.BTreeG[place] {
	return btree.NewBTreeGOptions(comesFirst, btree.Options{NoLocks: true, Degree: 16})
}
