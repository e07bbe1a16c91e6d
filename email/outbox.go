package email

import (
	"maps"
	"slices"
)

// parcel is a mail on its way.
type parcel struct {
	left   []string // recipients of whom nothing is known yet
	have   []string
	failed []Refusal
	gaveUp bool
}

// A Parcel is what is known of a mail that was sent.
type Parcel struct {
	Of      uint64    `json:"of"`             // its entry
	Left    []string  `json:"left,omitempty"` // who is still tried
	Have    []string  `json:"have,omitempty"`
	Refused []Refusal `json:"refused,omitempty"`
	GaveUp  bool      `json:"gave_up,omitempty"`
}

// Failed reports whether somebody has not got the mail and never will.
func (p Parcel) Failed() bool { return len(p.Refused) > 0 || p.GaveUp }

// Parcel returns what became of a mail that was sent, and whether there is one of that entry.
func (t *Thread) Parcel(seq uint64) (Parcel, bool) {
	p := t.outbox[seq]
	if p == nil {
		return Parcel{}, false
	}
	return Parcel{seq, slices.Clone(p.left), slices.Clone(p.have), slices.Clone(p.failed), p.gaveUp}, true
}

// Leaving returns the entries of the mails that are still on their way, oldest first.
func (t *Thread) Leaving() []uint64 {
	var list []uint64
	for _, seq := range slices.Sorted(maps.Keys(t.outbox)) {
		if len(t.outbox[seq].left) > 0 {
			list = append(list, seq)
		}
	}
	return list
}

// Deliver says what became of a mail on its way. What is known already is skipped.
type Deliver struct{ Delivery }

func (cmd Deliver) step(s stepper) error {
	p := s.outbox[cmd.Of]
	if p == nil {
		return ErrUnknownEntry
	}
	d := Delivery{Of: cmd.Of, GaveUp: cmd.GaveUp && len(p.left) > 0}
	for _, addr := range p.left {
		i := slices.IndexFunc(cmd.Refused, func(r Refusal) bool { return r.Addr == addr })
		switch {
		case slices.Contains(cmd.Have, addr):
			d.Have = append(d.Have, addr)
		case i >= 0:
			d.Refused = append(d.Refused, cmd.Refused[i])
		}
	}
	if len(d.Have)+len(d.Refused) > 0 || d.GaveUp {
		s.emit(d)
	}
	return nil
}

func (p Delivery) apply(t *Thread, _ Entry) bool {
	mail := t.outbox[p.Of]
	if mail == nil {
		return false
	}
	mail.left = slices.DeleteFunc(mail.left, func(addr string) bool {
		return p.GaveUp || slices.Contains(p.Have, addr) ||
			slices.ContainsFunc(p.Refused, func(r Refusal) bool { return r.Addr == addr })
	})
	mail.have = append(mail.have, p.Have...)
	mail.failed = append(mail.failed, p.Refused...)
	mail.gaveUp = mail.gaveUp || p.GaveUp
	return true
}
