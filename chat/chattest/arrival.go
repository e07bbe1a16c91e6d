package chattest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/chat"
)

// check brings a last entry, takes what arrives up to that, and expects all that was delivered, and nothing else.
func (l *line) check() {
	l.t.Helper()
	if err := l.arrive(); err != nil {
		l.t.Errorf("%s of %q: %v", l.to, l.contact, err)
	}
}

// checkAll checks several lines. All their last entries are on their way before the first line is looked at, so that
// what reaches the wrong recipient is seen there.
func checkAll(lines []*line) {
	for _, l := range lines {
		l.t.Helper()
		l.send(l.said("almost the last"))
	}
	for _, l := range lines {
		l.check()
	}
}

func (l *line) arrive() error {
	last := l.following(l.said("the last"))
	if err := l.bring(last); err != nil {
		return fmt.Errorf("Deliver(%s) failed %d times: %w", last.ID(), persistence, err)
	}
	return l.takeUntil(last)
}

// takeUntil takes what arrives up to a delivery. Of what was delivered, in order, those may be missing that the
// transport refused, and repetitions. What it repeats itself must follow at once.
func (l *line) takeUntil(last chat.Delivery) error {
	for {
		d, err := l.Take(l.ctx, l.contact, l.to)
		switch {
		case err != nil:
			return fmt.Errorf("after %d of %d deliveries, Take returned %w", l.next, len(l.tries), err)
		case d.Contact != l.contact || d.To != l.to:
			return fmt.Errorf("a delivery for %q of %q arrived", d.To, d.Contact)
		case d.Typing != nil:
			if err := l.seen(d); err != nil {
				return err
			}
			continue
		}
		found, err := l.find(d)
		if err != nil {
			return err
		}
		l.tries[found].arrived = true
		if l.next = found + 1; d.Entry.Seq == last.Entry.Seq {
			return nil
		}
	}
}

// find returns which try has arrived: the next one, the last one once more, or one behind those that are missing.
func (l *line) find(d chat.Delivery) (int, error) {
	is := func(i int) bool { return i >= 0 && i < len(l.tries) && same(d, l.tries[i].Delivery) }
	if !is(l.next) && is(l.next-1) {
		return l.next - 1, nil
	}
	for i := l.next; i < len(l.tries); i++ {
		if is(i) {
			return i, nil
		}
		// What comes again with other contents may arrive with these at once.
		if t := l.tries[i]; t.taken && t.Entry.Seq != d.Entry.Seq && !l.has(t.Entry.Seq) {
			return 0, fmt.Errorf("instead of what is next, something else arrived:\n%s", difference(d, t.Delivery))
		}
	}
	return 0, fmt.Errorf("something arrived that was not delivered: %.300s", written(d))
}

// has reports whether the delivery of an entry has arrived, with whatever contents.
func (l *line) has(seq uint64) bool {
	return slices.ContainsFunc(l.tries[:l.next], func(t try) bool { return t.arrived && t.Entry.Seq == seq })
}

// written is a delivery as hosts see it.
func written(d chat.Delivery) []byte {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Appendf(nil, "%s cannot be written: %v", d.ID(), err)
	}
	return data
}

// same compares what is written: an empty list is the same as none, and a time is the same in every zone named UTC.
func same(a, b chat.Delivery) bool {
	return a.Entry.Seq == b.Entry.Seq && bytes.Equal(written(a), written(b))
}

// difference shows the place where two deliveries begin to differ.
func difference(got, want chat.Delivery) string {
	g, w := written(got), written(want)
	i := 0
	for i < min(len(g), len(w)) && g[i] == w[i] {
		i++
	}
	around := func(data []byte) []byte { return data[max(0, i-100):min(len(data), i+100)] }
	return fmt.Sprintf("got  %d bytes ...%s...\nwant %d bytes ...%s...", len(g), around(g), len(w), around(w))
}
