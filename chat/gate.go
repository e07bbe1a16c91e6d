package chat

import (
	"slices"
	"strconv"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// A Gate is the Guard before one conversation: nothing gets into it but through here (P1, I12). It has in mind what
// each member has said lately, so that a card number in several messages is found, too. It is not safe for
// concurrent use. Make it with NewGate; wipe it with Close.
type Gate struct {
	guard   *pci.Guard
	windows map[Member]*pci.Window
}

// NewGate returns a gate. What was said before it was there, it reads from the conversation.
func NewGate(guard *pci.Guard) *Gate {
	return &Gate{guard: guard, windows: map[Member]*pci.Window{}}
}

// Close wipes what the gate has in mind.
func (g *Gate) Close() {
	for _, w := range g.windows {
		w.Close()
	}
	clear(g.windows)
}

// A Passage is what a Gate makes of a message.
type Passage struct {
	Command Command // what the conversation is to be told: a Say, or a Withhold if the policy drops it
	Outcome pci.Outcome
	Notices []pci.Notice // for the sender (P3)
	Audit   pci.Audit
}

// Pass has the Guard look through a message, alone and together with what its sender said before. A message that
// the conversation would refuse is refused before anything is kept in mind. Files are those that were examined
// when they were staged. The caller steps the Command, and calls Close if that fails.
func (g *Gate) Pass(c *Conversation, m Message, files []attachment.File) (Passage, error) {
	say := Say{From: m.From, ID: m.ID, To: m.To, Text: m.Text, Files: slices.Clone(files)}
	clean, err := c.check(say)
	if err != nil {
		return Passage{}, c.refused(err)
	}
	say.Text = clean // the Guard looks at what is kept: normalising may change what stands between digits
	at := place(m.From)
	if g.guard.Text(at, m.ID).Outcome != pci.Passed { // ids are kept, and may be a stranger's
		return Passage{}, c.refused(&Error{Code: ErrInvalidID, Member: m.From})
	}
	text := g.guard.Text(at, say.Text)
	p := Passage{Outcome: text.Outcome, Notices: text.Notices, Audit: text.Audit}
	say.Text, say.Redacted = text.Text, text.Outcome != pci.Passed
	if p.Outcome != pci.Dropped {
		g.join(c, &say, &p)
	}
	say.Notices = p.Notices
	p.Command = say
	if p.Outcome == pci.Dropped {
		p.Command = Withhold{From: m.From, ID: m.ID, Notices: p.Notices, Revise: say.Revise}
	}
	return p, nil
}

// place returns where a Guard looks at what a member says.
func place(m Member) pci.Place { return pci.Place{Lane: m.lane()} }

// join looks at a message together with its sender's earlier ones, and hides what they make together.
func (g *Gate) join(c *Conversation, say *Say, p *Passage) {
	w, heard := g.window(c, say.From), c.lastHeard(say.From) // an answer to it may be a verification code
	revised := map[string]string{}
	var found pci.Tally
	for i := range len(say.Files) + 1 {
		id, text := say.ID, say.Text
		if i < len(say.Files) {
			id, text = fileKey(say.ID, i), say.Files[i].Name
		}
		if text == "" {
			continue
		}
		w.Hear(heard) // the name of a file is no answer yet
		revisions, tally := w.Add(id, text)
		found = append(found, tally...)
		for _, v := range revisions {
			revised[v.ID] = v.Text
		}
	}
	if len(found) == 0 {
		return
	}
	say.Redacted = true
	revise(c, say, revised)
	at := place(say.From)
	p.Outcome = pci.Redacted
	if g.guard.Action(at.Lane) == pci.Drop {
		p.Outcome = pci.Dropped
	}
	p.Audit = append(p.Audit, pci.Record{Place: at, Outcome: p.Outcome, Found: found})
	p.Notices = append(p.Notices, pci.Notice{Outcome: p.Outcome, Kinds: found.Kinds()})
}

// fileKey is how a Window knows the name of a message's file. No message's id has a line break.
func fileKey(id string, i int) string { return id + "\n" + strconv.Itoa(i) }

// revise puts new texts into a message that is to be sent, and into those that were.
func revise(c *Conversation, say *Say, revised map[string]string) {
	text, names := swap(revised, say.ID, say.Text, say.Files)
	say.Text = text
	for i := range say.Files {
		say.Files[i].Name = names[i]
	}
	for _, seq := range c.lastSaid(say.From, windowPieces) {
		said := c.entries[seq-1].Payload.(Said)
		text, names := swap(revised, said.ID, said.Text, said.Files)
		same := slices.EqualFunc(said.Files, names, func(f attachment.File, n string) bool { return f.Name == n })
		if text != said.Text || !same {
			say.Revise = append(say.Revise, Revised{Of: seq, Text: text, Names: names})
		}
	}
}

// swap returns a message's text and the names of its files, with what was revised.
func swap(revised map[string]string, id, text string, files []attachment.File) (string, []string) {
	if t, ok := revised[id]; ok {
		text = t
	}
	var names []string
	for i, f := range files {
		name := f.Name
		if n, ok := revised[fileKey(id, i)]; ok {
			name = attachment.CleanName(n)
		}
		names = append(names, name)
	}
	return text, names
}

// windowPieces is how many of a member's messages are looked at together.
const windowPieces = 24

// window returns what the Guard keeps in mind of a member.
func (g *Gate) window(c *Conversation, m Member) *pci.Window {
	if w := g.windows[m]; w != nil {
		return w
	}
	w := g.guard.NewWindow()
	g.windows[m] = w
	for _, seq := range c.lastSaid(m, windowPieces) {
		said := c.entries[seq-1].Payload.(Said)
		for i, f := range said.Files {
			w.Add(fileKey(said.ID, i), f.Name)
		}
		if said.Text != "" {
			w.Add(said.ID, said.Text)
		}
	}
	return w
}
