package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
)

// The part of the witness that watches conversations. It keeps what a shell would: the entries of each, packed as
// they came.

// checkTalks checks all conversations after a line.
func (w *witness) checkTalks(s *scene, o *outcome) {
	for _, h := range o.happened {
		if h.entry != nil {
			w.write(*h.entry)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		w.checkTalk(s, s.chats[id])
	}
	for c := range s.floor.Contacts() {
		if t := s.chats[c.ID]; c.Channel == contact.Chat && t == nil {
			w.errorf("%s has no conversation", c.ID)
		}
	}
}

// write appends an entry to its log: the numbers have no gaps (I9).
func (w *witness) write(e entry) {
	log := w.entries[e.Contact]
	if e.Entry.Seq != uint64(len(log))+1 {
		w.errorf("%s: entry %d comes after %d (I9)", e.Contact, e.Entry.Seq, len(log))
	}
	if n := len(log); n > 0 && e.Entry.At.Before(log[n-1].At) {
		w.errorf("%s: entry %d is before the one before (I9)", e.Contact, e.Entry.Seq)
	}
	w.entries[e.Contact] = append(log, e.Entry)
	if w.packed[e.Contact] == nil {
		w.packed[e.Contact] = new(bytes.Buffer)
	}
	if err := chat.AppendEntries(w.packed[e.Contact], []chat.Entry{e.Entry}); err != nil {
		w.errorf("%s: %v", e.Contact, err)
	}
}

func (w *witness) checkTalk(s *scene, t *talk) {
	id := t.conv.ID()
	if n := uint64(len(w.entries[id])); n != t.conv.Len() {
		w.errorf("%s: %d entries of %d were told", id, n, t.conv.Len())
	}
	replayed := w.replay(s, id)
	w.compareTalks(t.conv, replayed)
	w.compareTalks(t.conv, applied(s, t.conv.All())) // what was hidden since then replays as hidden
	for _, m := range w.members(id) {
		w.checkReading(t.conv, m)
	}
	if due, waits := t.conv.Deadline(); waits && !due.After(s.now) {
		w.errorf("%s waits since %v, it is %v (I2)", id, due, s.now)
	}
	if want := t.conv.Errand().Want; want != chat.Nothing {
		w.errorf("%s still wants %d of the floor (I2)", id, want)
	}
	// Whoever has followed everything is where the floor stands.
	if news, err := replayed.Step(s.now, s.where(t)); len(news) > 0 || err != nil {
		w.errorf("%s does not match the floor (%v): %s", id, err, asJSON(w.t, news))
	}
}

// replay unpacks a log and applies it, and checks each message by the table of roles on the way.
func (w *witness) replay(s *scene, id contact.ID) *chat.Conversation {
	entries, err := chat.DecodeEntries(w.packed[id].Bytes(), 0)
	if err != nil {
		w.t.Fatal(err)
	}
	var again bytes.Buffer
	if err := chat.AppendEntries(&again, entries); err != nil || !bytes.Equal(again.Bytes(), w.packed[id].Bytes()) {
		w.errorf("%s: packed again, the entries are others (%v)", id, err)
	}
	told := asJSON(w.t, w.entries[id])
	if diff := cmp.Diff(told, asJSON(w.t, entries)); diff != "" {
		w.errorf("%s: unpacked, the entries are others (-want +got)\n%s", id, diff)
	}
	var read []chat.Entry
	if err := json.Unmarshal([]byte(told), &read); err != nil || asJSON(w.t, read) != told {
		w.errorf("%s: the entries do not survive JSON (%v)", id, err)
	}
	c := chat.New(s.book.conversation())
	for _, e := range entries {
		w.checkTable(c, e)
		c.Apply(e)
	}
	if c.Err() != nil {
		w.errorf("%s does not replay: %v", id, c.Err())
	}
	return c
}

func applied(s *scene, entries []chat.Entry) *chat.Conversation {
	c := chat.New(s.book.conversation())
	for _, e := range entries {
		c.Apply(e)
	}
	return c
}

// checkTable: what the table of roles forbids does not happen.
func (w *witness) checkTable(c *chat.Conversation, e chat.Entry) {
	var who chat.Member
	var actions []chat.Action
	switch p := e.Payload.(type) {
	case chat.Said:
		who, actions = p.From.Member, []chat.Action{chat.CanSay}
		if p.To == chat.Staff {
			actions[0] = chat.CanNote
		}
		if len(p.Files) > 0 {
			actions = append(actions, chat.CanAttach)
		}
	case chat.HandedOver:
		if who = chat.Bot; p.Cause == chat.Asked {
			who = chat.Customer
		}
		actions = []chat.Action{chat.CanAskAgent}
	}
	role, _ := c.Role(who)
	for _, a := range actions {
		i := slices.IndexFunc(chat.Rules(), func(r chat.Rule) bool { return r.Role == role && r.Action == a })
		if i < 0 || !slices.Contains(chat.Rules()[i].Phases, c.Phase()) {
			w.errorf("%s: %s as %q may not %s while %s, but did", c.ID(), who, role, a, c.Phase())
		}
	}
}

// compareTalks: two conversations are in the same state, as far as anybody can see.
func (w *witness) compareTalks(a, b *chat.Conversation) {
	if diff := cmp.Diff(w.told(a), w.told(b)); diff != "" {
		w.errorf("%s: replayed, it is another (-want +got)\n%s", a.ID(), diff)
	}
}

// told returns all that a conversation tells.
func (w *witness) told(c *chat.Conversation) map[string]string {
	due, waits := c.Deadline()
	end, over := c.Ended()
	all := map[string]string{
		"state": asJSON(w.t, []any{
			c.ID(), c.Phase(), c.Len(), c.Messages(), c.Served(), c.Began(), end, over, due, waits, c.Queue(), c.Errand(), c.Members(),
		}),
	}
	for _, m := range w.members(c.ID()) {
		since, err := c.Since(m, 0)
		may, refusal := c.Actions(m)
		all[string(m)] = asJSON(w.t, []any{since, err != nil, may, refusal != nil, c.Reading(m)})
	}
	return all
}

// members returns who was ever in a conversation, and somebody who was not.
func (w *witness) members(id contact.ID) []chat.Member {
	list := []chat.Member{chat.Customer, chat.Bot, chat.AgentMember("stranger")}
	for _, e := range w.entries[id] {
		if p, ok := e.Payload.(chat.Joined); ok && !slices.Contains(list, p.Party.Member) {
			list = append(list, p.Party.Member)
		}
	}
	return list
}

// checkReading: a member reads what is for the member's role, all of that, and nothing else. The role is the one that
// the member has, or had last; who has left reads up to that.
func (w *witness) checkReading(c *chat.Conversation, m chat.Member) {
	role, end := w.lastRole(c, m)
	list, err := c.Since(m, 0)
	if (err != nil) != (role == "") {
		w.errorf("%s: %s as %q reads: %v", c.ID(), m, role, err)
	}
	read := make(map[uint64]bool)
	for _, e := range list {
		read[e.Seq] = true
	}
	for _, e := range c.All() {
		may := e.Seq <= end && audible[role][e.Audience()]
		if n, ok := e.Payload.(chat.Noticed); ok {
			may = e.Seq <= end && n.Member == m
		}
		if read[e.Seq] != may {
			w.errorf("%s: %s as %q reads entry %d for %s: %v, want %v", c.ID(), m, role, e.Seq, e.Audience(), !may, may)
		}
	}
}

// audible is which audiences a role is part of.
var audible = map[chat.Role]map[chat.Audience]bool{
	chat.RoleCustomer: {chat.Everyone: true},
	chat.RoleBot:      {chat.Everyone: true},
	chat.RoleAgent:    {chat.Everyone: true, chat.Staff: true},
	chat.RoleGuest:    {chat.Everyone: true, chat.Staff: true},
	chat.RoleMonitor:  {chat.Everyone: true, chat.Staff: true, chat.Supervisors: true},
	chat.RoleWhisper:  {chat.Everyone: true, chat.Staff: true, chat.Supervisors: true},
	chat.RoleBarge:    {chat.Everyone: true, chat.Staff: true, chat.Supervisors: true},
}

// lastRole finds in the entries what a member is or was last, and the last entry that may be read.
func (w *witness) lastRole(c *chat.Conversation, m chat.Member) (role chat.Role, end uint64) {
	there := false
	leave := func(seq uint64) {
		if there {
			there, end = false, seq
		}
	}
	_, isAgent := m.Agent()
	for _, e := range c.All() {
		switch p := e.Payload.(type) {
		case chat.Opened:
			if m == chat.Customer {
				role, there = chat.RoleCustomer, true
			}
		case chat.Joined:
			if p.Party.Member == m {
				role, there = p.Party.Role, true
			}
		case chat.Left:
			if p.Party.Member == m {
				leave(e.Seq)
			}
		case chat.HandedOver:
			if m == chat.Bot {
				leave(e.Seq)
			}
		case chat.CustomerLeft:
			if m == chat.Customer {
				leave(e.Seq)
			}
		case chat.Transferred:
			if isAgent {
				leave(e.Seq)
			}
		case chat.Ended:
			leave(e.Seq)
		}
	}
	if there {
		end = c.Len()
	}
	return role, end
}

// twinTalks returns the conversations as a restart would leave them: read from their logs, with gates that have
// nothing in mind. Drafts, which a restart would lose, stay.
func (w *witness) twinTalks(s *scene) map[contact.ID]*talk {
	twins := make(map[contact.ID]*talk)
	for id, t := range s.chats {
		twin := newTalk(s.book)
		twin.files = t.files
		for m, d := range t.drafts {
			copied := *d
			copied.Files, copied.Templates = slices.Clone(d.Files), slices.Clone(d.Templates)
			twin.drafts[m] = &copied
		}
		entries, err := chat.DecodeEntries(w.packed[id].Bytes(), 0)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, e := range entries {
			twin.conv.Apply(e)
		}
		twins[id] = twin
	}
	return twins
}

// entriesOf returns the entries of a line, those that are not shown included.
func entriesOf(o *outcome) (entries []entry) {
	for _, h := range o.happened {
		if h.entry != nil {
			entries = append(entries, *h.entry)
		}
	}
	return entries
}

func asJSON(t reporter, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
