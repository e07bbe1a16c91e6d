package routing

import "github.com/acdkit/acdkit/contact"

// timers is a heap of the contacts that wait for a time, the earliest first. Each knows its place,
// so that changing a deadline costs the logarithm of their number.
type timers []*item

// retime looks up when a contact next needs attention, and files it accordingly (I2).
func (f *Floor) retime(c *item) {
	c.due = c.deadline()
	t := &f.timers
	switch {
	case c.due == 0 && c.timer > 0:
		t.remove(int(c.timer) - 1)
	case c.due != 0 && c.timer == 0:
		*t = append(*t, c)
		c.timer = int32(len(*t))
		t.fix(len(*t) - 1)
	case c.due != 0:
		t.fix(int(c.timer) - 1)
	}
}

// deadline returns the earliest time that the contact waits for, 0 for none.
func (c *item) deadline() int64 {
	due := int64(0)
	sooner := func(t int64) {
		if t != 0 && (due == 0 || t < due) {
			due = t
		}
	}
	if c.offer.agent != nil {
		sooner(c.offer.deadline)
	}
	if c.State() == contact.Queued && c.waiting {
		sooner(c.nextStep())
	}
	for i := range c.wraps {
		if d := c.wraps[i].Deadline; !d.IsZero() {
			sooner(d.UnixNano())
		}
	}
	return due
}

func (t timers) less(i, j int) bool {
	if t[i].due != t[j].due {
		return t[i].due < t[j].due
	}
	return t[i].seq < t[j].seq
}

func (t timers) swap(i, j int) {
	t[i], t[j] = t[j], t[i]
	t[i].timer, t[j].timer = int32(i+1), int32(j+1)
}

func (t timers) fix(i int) {
	for i > 0 && t.less(i, (i-1)/2) {
		t.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
	for {
		child := 2*i + 1
		if child+1 < len(t) && t.less(child+1, child) {
			child++
		}
		if child >= len(t) || !t.less(child, i) {
			return
		}
		t.swap(i, child)
		i = child
	}
}

func (t *timers) remove(i int) {
	last := len(*t) - 1
	t.swap(i, last)
	(*t)[last].timer = 0
	(*t)[last] = nil
	*t = (*t)[:last]
	if i < last {
		t.fix(i)
	}
}
