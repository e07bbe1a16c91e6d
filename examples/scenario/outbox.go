package main

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
)

// outRow is a mail of the outbox.
type outRow struct {
	Number  int             `json:"number"`
	Contact contact.ID      `json:"contact"`
	From    string          `json:"from"` // of the envelope, "" for mail that nobody is to answer
	To      []string        `json:"to"`
	Subject string          `json:"subject"`
	Auto    bool            `json:"auto"`
	Left    []string        `json:"left"` // who has it
	Waits   []string        `json:"waits,omitempty"`
	Refused []email.Refusal `json:"refused,omitempty"`
	GaveUp  bool            `json:"gave_up,omitempty"`
}

func parseOutbox(in *args) act {
	n := 0
	if w := in.next(); w != "" {
		if err := number(&n)(w); err != nil || n < 1 {
			in.fail("N: not a number of the outbox")
		}
	}
	return func(s *scene) (*result, error) {
		if n == 0 {
			return s.outbox(), nil
		}
		_, out, err := s.outgoing(n)
		if err != nil {
			return nil, err
		}
		return mailResult(email.Read(out.Raw)), nil
	}
}

// outbox lists the mails that were sent; what was erased is not among them.
func (s *scene) outbox() *result {
	rows := []outRow{}
	t := table{{"outbox", "contact", "auto", "from", "to", "state", "subject"}}
	for i, p := range s.office.sent {
		thread := s.office.threads[p.contact]
		if thread == nil {
			continue
		}
		e, _ := thread.At(p.seq)
		sent, _ := e.Payload.(email.Sent)
		parcel, _ := thread.Parcel(p.seq)
		r := outRow{
			Number: i + 1, Contact: p.contact, From: sent.Return, To: sent.Rcpt, Subject: sent.Subject, Auto: sent.Agent == "",
			Left: append([]string{}, parcel.Have...), Waits: parcel.Left, Refused: parcel.Refused, GaveUp: parcel.GaveUp,
		}
		rows = append(rows, r)
		t.add(str(r.Number), string(r.Contact), yesNo(r.Auto), r.From, strings.Join(r.To, " "), s.stateOf(r, p.id), r.Subject)
	}
	return &result{rows, t}
}

// stateOf tells in a word where a mail is.
func (s *scene) stateOf(r outRow, id string) string {
	var parts []string
	if len(r.Left) > 0 {
		parts = append(parts, "left")
	}
	if len(r.Refused) > 0 {
		parts = append(parts, "refused")
	}
	if r.GaveUp {
		parts = append(parts, "given-up")
	}
	if len(r.Waits) > 0 {
		parts = append(parts, "again-at-"+stamp(s.office.server.tries[id].due))
	}
	return strings.Join(parts, " ")
}

// outgoing returns a mail of the outbox by its number, as the mail system has it.
func (s *scene) outgoing(n int) (posted, email.Outgoing, error) {
	if n < 1 || n > len(s.office.sent) {
		return posted{}, email.Outgoing{}, &email.Error{Code: email.ErrUnknownEntry}
	}
	p := s.office.sent[n-1]
	list := s.office.server.taken[p.id]
	if len(list) == 0 {
		return p, email.Outgoing{}, &email.Error{Code: email.ErrUnknownEntry, Contact: p.contact}
	}
	out := list[0].Outgoing
	for _, l := range list[1:] {
		out.To = append(slices.Clip(out.To), l.To...)
	}
	return p, out, nil
}
