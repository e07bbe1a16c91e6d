package email

import (
	"slices"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

func (p Opened) apply(t *Thread, e Entry) bool {
	t.opened = p
	t.queue = Queued{p.Queue, p.QueueName}
	return true
}

func (p Received) apply(t *Thread, e Entry) bool {
	t.letters[p.Digest] = e.Seq
	t.knows(p.Letter, e.Seq)
	if p.Class == auto.Person || len(t.letters) == 1 { // a bounce can be forged: it brings nobody into the thread
		t.admit(p.Letter)
	}
	if len(t.letters) == 1 && t.phase == Waiting {
		t.ask(WantAgent, e.Seq)
	}
	return true
}

// knows notes where a mail is.
func (t *Thread) knows(l Letter, seq uint64) {
	if t.ids[l.ID] == 0 {
		t.ids[l.ID] = seq
	}
}

// admit gives all who are named in a mail part in the thread.
func (t *Thread) admit(l Letter) {
	for _, list := range [][]message.Address{l.From, l.Sender, l.ReplyTo, l.To, l.Cc} {
		for _, a := range list {
			t.people[a.Key()] = true
		}
	}
}

// ask notes what routing has to do.
func (t *Thread) ask(w Want, seq uint64) { t.want, t.wanted = w, seq }

// granted forgets what was wanted, if it was that.
func (t *Thread) granted(w Want) {
	if t.want == w {
		t.want = Nothing
	}
}

func (p Queued) apply(t *Thread, _ Entry) bool {
	if t.phase != Waiting {
		return false
	}
	t.queue = p
	t.granted(WantAgent)
	return true
}

func (p Joined) apply(t *Thread, _ Entry) bool {
	if !p.Party.Supervises {
		if !t.fire(join) {
			return false
		}
		t.owner = p.Party.Agent
		t.granted(WantAgent)
		if !slices.Contains(t.served, t.owner) {
			t.served = append(t.served, t.owner)
		}
	}
	t.seats[p.Party.Agent] = &seat{party: p.Party, there: true}
	return true
}

func (p Left) apply(t *Thread, e Entry) bool {
	s := t.seats[p.Party.Agent]
	if s == nil || !s.there || p.Party.Agent == t.owner {
		return false
	}
	s.there, s.left = false, e.Seq
	return true
}

func (p Transferred) apply(t *Thread, e Entry) bool {
	if !t.fire(transfer) {
		return false
	}
	if p.Queue != "" {
		t.queue = Queued{p.Queue, p.QueueName}
	}
	t.granted(WantEnd)
	t.empty(e.Seq)
	return true
}

// empty takes everybody's place with the entry that says so, which is the last that they may read.
func (t *Thread) empty(seq uint64) {
	for _, s := range t.seats {
		if s.there {
			s.there, s.left = false, seq
		}
	}
	t.owner = ""
}

func (p Drafted) apply(t *Thread, _ Entry) bool {
	if p.Version <= t.versions[p.Mode] {
		return false
	}
	t.litter(t.drafts[p.Mode].Files, p.Files)
	t.drafts[p.Mode] = p.Draft
	t.versions[p.Mode] = p.Version
	return true
}

func (p Discarded) apply(t *Thread, _ Entry) bool {
	t.litter(t.drafts[p.Mode].Files, nil)
	delete(t.drafts, p.Mode)
	return true
}

func (p Sent) apply(t *Thread, e Entry) bool {
	t.knows(p.Letter, e.Seq)
	t.admit(p.Letter)
	t.outbox[e.Seq] = &parcel{left: slices.Clone(p.Rcpt)}
	if p.Agent != "" {
		t.sent[answer{p.Mode, p.Version}] = e.Seq
		t.litter(t.drafts[p.Mode].Files, nil)
		delete(t.drafts, p.Mode)
		t.ask(WantEnd, e.Seq)
	}
	return true
}

func (p Continued) apply(t *Thread, _ Entry) bool {
	t.successor = p.By
	return p.By != ""
}

func (p Ended) apply(t *Thread, e Entry) bool {
	if !t.fire(finish) {
		return false
	}
	t.ended, t.endedAt, t.endedSeq = p, e.At, e.Seq
	t.want = Nothing
	for _, d := range t.drafts {
		t.litter(d.Files, nil)
	}
	clear(t.drafts)
	t.empty(e.Seq)
	return true
}

// litter notes the staged files that nobody needs any more.
func (t *Thread) litter(files, kept []attachment.File) {
	for _, f := range files {
		if !slices.ContainsFunc(kept, func(k attachment.File) bool { return k.ID == f.ID }) {
			t.unneeded = append(t.unneeded, f.ID)
		}
	}
}
