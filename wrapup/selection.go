package wrapup

import "github.com/acdkit/acdkit/contact"

// Check reports whether an agent may submit the picked reasons for a contact of that channel and
// queue. The error is an *Error; the first bad pick decides (ErrUnknown, ErrInactive, ErrNotHere,
// ErrTwice), then the number of picks (ErrTooFew, ErrTooMany). The minimum in force is Minimum's.
func (c *Catalog) Check(p Policy, ch contact.Channel, q contact.QueueID, picked []ReasonID) error {
	seen := make(map[ReasonID]bool)
	for _, id := range picked {
		if code := c.fault(id, ch, q); code != "" {
			return &Error{Code: code, Reason: id}
		}
		if seen[id] {
			return &Error{Code: ErrTwice, Reason: id}
		}
		seen[id] = true
	}
	if least := c.Minimum(p, ch, q); len(picked) < least {
		return &Error{Code: ErrTooFew, Count: len(picked), Limit: least}
	}
	if p.Max > 0 && len(picked) > p.Max {
		return &Error{Code: ErrTooMany, Count: len(picked), Limit: p.Max}
	}
	return nil
}

// Minimum returns how many reasons must be picked: the policy's minimum, or the number of reasons
// that can be picked there if that is less, so that no wrap-up waits for a reason that does not
// exist (I2).
func (c *Catalog) Minimum(p Policy, ch contact.Channel, q contact.QueueID) int {
	want, have := p.minimum(), 0
	for range c.For(ch, q) {
		if have >= want {
			break
		}
		have++
	}
	return have
}

// fault returns why the reason cannot be picked there, or "".
func (c *Catalog) fault(id ReasonID, ch contact.Channel, q contact.QueueID) Code {
	r, ok := c.Get(id)
	switch {
	case !ok:
		return ErrUnknown
	case r.Inactive:
		return ErrInactive
	case !r.appliesTo(ch, q):
		return ErrNotHere
	}
	return ""
}
