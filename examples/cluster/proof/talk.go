package proof

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
)

// Saying is a message that a member of a conversation sent, however often.
type Saying struct {
	Contact contact.ID
	From    chat.Member
	ID      string
	Call    time.Duration
	Return  time.Duration
	Outcome Outcome
}

// Line is an entry of a conversation as a member was shown it.
type Line struct {
	Seq  uint64 `json:"seq"`
	Said string `json:"said,omitempty"` // the id of the message, if it is one
	Kind string `json:"kind"`
}

// Hearing is what a member was shown at once: all there was behind an entry, for those who may read what everyone may.
type Hearing struct {
	Contact contact.ID
	By      chat.Member
	After   uint64
	Lines   []Line
}

// Talk is what the stream of a conversation holds.
type Talk struct {
	Contact contact.ID
	Entries []chat.Entry
	Broken  error // why it cannot be read farther
}

// ReadTalk reads a conversation. The error is the journal's, or the context's; damage is no error here, but a finding.
func ReadTalk(ctx context.Context, j journal.Journal, id contact.ID) (Talk, error) {
	t := Talk{Contact: id}
	for rec, err := range journal.Replay(ctx, j, "chat/"+string(id), 0) {
		var entries []chat.Entry
		if err == nil {
			entries, err = chat.DecodeEntries(rec.Data, uint64(len(t.Entries)))
		}
		if errors.Is(err, journal.ErrCorrupt) || errors.Is(err, chat.ErrDamaged) {
			t.Broken = err
			return t, nil
		}
		if err != nil {
			return t, err
		}
		t.Entries = append(t.Entries, entries...)
	}
	return t, nil
}

// Listen holds what members of a conversation said and heard against its stream: what was acknowledged is there once and in
// order, and nobody was shown anything else, or less, than what is there.
func Listen(t Talk, sayings []Saying, hearings []Hearing) Findings {
	var f Findings
	if t.Broken != nil {
		f.note(&f.Gaps, "%s: %v", t.Contact, t.Broken)
	}
	places := f.places(t)
	f.said(t, places, sayings)
	for _, h := range hearings {
		if h.Contact == t.Contact {
			f.heard(t, h)
		}
	}
	return f
}

// places returns the number of each message.
func (f *Findings) places(t Talk) map[string]uint64 {
	places := make(map[string]uint64)
	for _, e := range t.Entries {
		if s, is := e.Payload.(chat.Said); is {
			if places[s.ID] > 0 {
				f.note(&f.Duplicated, "%s: message %s is there as %d and as %d", t.Contact, s.ID, places[s.ID], e.Seq)
			}
			places[s.ID] = e.Seq
		}
	}
	return places
}

func (f *Findings) said(t Talk, places map[string]uint64, sayings []Saying) {
	sayings = slices.DeleteFunc(slices.Clone(sayings), func(s Saying) bool { return s.Contact != t.Contact })
	slices.SortFunc(sayings, func(a, b Saying) int { return cmp.Compare(a.Call, b.Call) })
	for i, s := range sayings {
		at := places[s.ID]
		switch {
		case s.Outcome == Acknowledged && at == 0:
			f.note(&f.Lost, "lost message: %+v", s)
		case s.Outcome == Refused && at > 0:
			f.note(&f.Disordered, "message was refused, and is there as %d: %+v", at, s)
		}
		for _, earlier := range sayings[:i] {
			if earlier.Outcome == Acknowledged && earlier.Return < s.Call && at > 0 && places[earlier.ID] > at {
				f.note(&f.Disordered, "message %+v is there before %+v", s, earlier)
			}
		}
	}
}

// heard compares what was shown with what is there.
func (f *Findings) heard(t Talk, h Hearing) {
	if len(h.Lines) == 0 {
		return
	}
	shown := make(map[uint64]string)
	last := h.After
	for _, l := range h.Lines {
		if l.Seq <= last {
			f.note(&f.Gaps, "%s: %s was shown entry %d after %d", t.Contact, h.By, l.Seq, last)
		}
		last = l.Seq
		shown[l.Seq] = l.Said
	}
	for _, e := range t.Entries[min(h.After, uint64(len(t.Entries))):min(last, uint64(len(t.Entries)))] {
		said, is := e.Payload.(chat.Said)
		if got, there := shown[e.Seq]; is && (!there || got != said.ID) || !is && got != "" {
			f.note(&f.Gaps, "%s: entry %d is message %q, and %s was shown %q", t.Contact, e.Seq, said.ID, h.By, got)
		}
	}
	if last > uint64(len(t.Entries)) {
		f.note(&f.Gaps, "%s: %s was shown entry %d of %d", t.Contact, h.By, last, len(t.Entries))
	}
}
