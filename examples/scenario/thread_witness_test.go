package main

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
)

// The part of the witness that watches threads of mails.

// checkThreads checks all threads after a line.
func (w *witness) checkThreads(s *scene, o *outcome) {
	for _, h := range o.happened {
		if h.letter != nil {
			w.writeLetter(*h.letter)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.office.threads)) {
		w.checkThread(s, s.office.threads[id])
	}
	w.checkMailSystem(s)
}

// writeLetter notes an entry: the numbers have no gaps (I9).
func (w *witness) writeLetter(l letter) {
	log := w.letters[l.Contact]
	if l.Entry.Seq != uint64(len(log))+1 {
		w.errorf("%s: entry %d comes after %d (I9)", l.Contact, l.Entry.Seq, len(log))
	}
	if n := len(log); n > 0 && l.Entry.At.Before(log[n-1].At) {
		w.errorf("%s: entry %d is before the one before (I9)", l.Contact, l.Entry.Seq)
	}
	w.letters[l.Contact] = append(log, l.Entry)
}

func (w *witness) checkThread(s *scene, t *email.Thread) {
	id := t.ID()
	if told, has := asJSON(w.t, w.letters[id]), asJSON(w.t, t.All()); told != has {
		w.errorf("%s: not all entries were told:\n%s", id, cmp.Diff(has, told))
	}
	stored, err := s.office.archive.thread(id)
	if err != nil {
		w.t.Fatal(err)
	}
	if diff := cmp.Diff(w.threadState(t), w.threadState(stored)); diff != "" {
		w.errorf("%s: read from its log, it is another (-want +got)\n%s", id, diff)
	}
	w.checkPacking(t)
	w.checkRecipients(t)
	for _, e := range t.All() {
		w.checkClean(s, id, e)
	}
	if err := t.Err(); err != nil {
		w.errorf("%v", err)
	}
	if t.Errand().Want != email.Nothing {
		return // its queue does not take it for now
	}
	m := email.Match{Names: names{s.floor}}
	m.View, m.Known = s.floor.Contact(id)
	if news, err := stored.Step(s.now, m); len(news) > 0 || err != nil {
		w.errorf("%s does not match the floor (%v): %s", id, err, asJSON(w.t, news))
	}
}

// threadState is all that a thread tells.
func (w *witness) threadState(t *email.Thread) string {
	end, over := t.Ended()
	state := []any{
		t.ID(), t.Phase(), t.Len(), t.Mails(), t.Owner(), t.Served(), t.Began(), end, over, t.Queue(), t.Successor(), t.Drafts(),
		t.Leaving(), t.Newest(), t.Subject(), t.Errand(), t.All(),
	}
	for _, a := range append(t.Served(), "stranger") {
		list, err := t.Since(a, 0)
		state = append(state, list, err != nil, t.There(a))
	}
	return asJSON(w.t, state)
}

// checkPacking: entries survive being packed, and JSON.
func (w *witness) checkPacking(t *email.Thread) {
	var data, again bytes.Buffer
	if err := email.AppendEntries(&data, t.All()); err != nil {
		w.errorf("%s: %v", t.ID(), err)
	}
	entries, err := email.DecodeEntries(data.Bytes(), 0)
	if err == nil {
		err = email.AppendEntries(&again, entries)
	}
	if err != nil || !bytes.Equal(data.Bytes(), again.Bytes()) {
		w.errorf("%s: packed again, the entries are others (%v)", t.ID(), err)
	}
	told := asJSON(w.t, t.All())
	var read []email.Entry
	if err := json.Unmarshal([]byte(told), &read); err != nil || asJSON(w.t, read) != told {
		w.errorf("%s: the entries do not survive JSON (%v)", t.ID(), err)
	}
}

// checkRecipients: an answer goes to people of the one mail that it answers and to those that its agent has added, to nobody
// else (I11), by an agent who has the contact, and once; an automatic mail goes to one person, and nobody is to answer it (I13).
func (w *witness) checkRecipients(t *email.Thread) {
	var owner contact.AgentID
	drafts := map[string]email.Draft{}
	answers := map[uint64]int{}
	for _, e := range t.All() {
		switch p := e.Payload.(type) {
		case email.Joined:
			if !p.Party.Supervises {
				owner = p.Party.Agent
			}
		case email.Transferred, email.Ended:
			owner = ""
		case email.Drafted:
			drafts[string(p.Mode)] = p.Draft
		case email.Sent:
			w.checkSent(t, e.Seq, p, owner, drafts[string(p.Mode)])
			if answers[p.Answers]++; p.Agent == "" && (len(p.Rcpt) != 1 || p.Return != "" || answers[p.Answers] > 1) {
				w.errorf("%s: automatic mail #%d goes to %d from %q, answer %d (I13)", t.ID(), e.Seq, len(p.Rcpt), p.Return, answers[p.Answers])
			}
		}
	}
}

func (w *witness) checkSent(t *email.Thread, seq uint64, p email.Sent, owner contact.AgentID, d email.Draft) {
	e, _ := t.At(p.Answers)
	answered, ok := e.Payload.(email.Received)
	if !ok || p.Agent != "" && (p.Agent != owner || d.Version != p.Version || d.Answers != p.Answers) {
		w.errorf("%s: #%d answers %d by %s of version %d", t.ID(), seq, p.Answers, p.Agent, p.Version)
	}
	may := map[string]bool{}
	for _, list := range [][]message.Address{answered.From, answered.Sender, answered.ReplyTo, answered.To, answered.Cc, d.Cc} {
		for _, a := range list {
			may[a.Key()] = true
		}
	}
	for _, addr := range p.Rcpt {
		if key := (message.Address{Addr: addr}).Key(); !may[key] {
			w.errorf("%s: #%d goes to %s, who is not in #%d (I11)", t.ID(), seq, addr, p.Answers)
		} else if strings.HasSuffix(key, mailDomain) {
			w.errorf("%s: #%d goes to the desk itself (I13)", t.ID(), seq)
		}
	}
}

// checkClean: what is kept and shown has no card data in it (I12).
func (w *witness) checkClean(s *scene, id contact.ID, e email.Entry) {
	var texts []string
	switch p := e.Payload.(type) {
	case email.Opened:
		texts = []string{p.Name}
	case email.Received:
		texts = []string{p.Subject, p.Text, people(p.From)}
		for _, f := range p.Files {
			texts = append(texts, f.Name)
		}
	case email.Drafted:
		texts = []string{p.Text, p.Body.Text(), fileNames(p.Files)}
	case email.Sent:
		texts = []string{p.Subject, p.Text, people(p.To)}
	}
	for _, text := range texts {
		if s.book.guard.Text(inbound, text).Outcome != pci.Passed {
			w.errorf("%s: #%d has card data in it (I12)", id, e.Seq)
		}
	}
}

// checkMailSystem: nobody gets a mail twice, and what leaves and what is stored is clean (I8, I12).
func (w *witness) checkMailSystem(s *scene) {
	for id, list := range s.office.server.taken {
		got := map[string]bool{}
		for _, l := range list {
			for _, addr := range l.To {
				if got[addr] {
					w.errorf("%s has got a mail twice: %s (I8)", addr, id)
				}
				got[addr] = true
			}
		}
	}
	for key, r := range s.office.blobs.all {
		data, err := io.ReadAll(r)
		if err != nil {
			w.t.Fatal(err)
		}
		if bytes.Contains(data, []byte("4111111111111111")) || bytes.Contains(data, []byte("4111 1111 1111 1111")) {
			w.errorf("blob %s/%s has card data in it (I12)", key.Owner, key.ID)
		}
	}
}

// lettersOf returns the entries of threads of a line, those that are not shown included.
func lettersOf(o *outcome) (letters []letter) {
	for _, h := range o.happened {
		if h.letter != nil {
			letters = append(letters, *h.letter)
		}
	}
	return letters
}
