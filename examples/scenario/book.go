package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// book is what an administrator decides about chats. It is a value: setting something makes another.
type book struct {
	guard     *pci.Guard
	policy    pci.Policy
	files     attachment.Rules
	timers    chat.Timers
	templates []template.Template
}

// newBook returns the book of the zero values: card data is redacted, and nobody attaches files.
func newBook() book {
	guard, _ := pci.NewGuard(pci.Policy{}) // the zero policy is one
	return book{guard: guard}
}

func (b book) conversation() chat.ConversationConfig { return chat.ConversationConfig{Files: b.files} }

var (
	inbound  = pci.Place{Lane: pci.Lane{Channel: contact.Chat, Direction: pci.Inbound}}
	outbound = pci.Place{Lane: pci.Lane{Channel: contact.Chat, Direction: pci.Outbound}}
)

var bookCommands = []command{
	{name: "files", usage: "on|off [types=.pdf,.png] [total=35MB] [count=N]", parse: parseFiles},
	{name: "policy", usage: "redact|drop [inbound|outbound] [pictures=drop|warn]", parse: parsePolicyOf},
	{
		name: "timers", parse: parseTimers,
		usage: "[customer-warn=2m] [customer-end=5m] [agent-warn=1m] [agent-end=10m] [grace=2m] [bot=15s]",
	},
}

func parseFiles(in *args) act {
	r := attachment.ChatRules()
	in.value("the switch", onOff(func(on bool) { r.Enabled = on }))
	in.option("types", func(s string) error {
		r.Types = nil
		return list(func(t string) error { r.Types = append(r.Types, t); return nil })(s)
	})
	in.option("total", size(&r.MaxTotal))
	in.option("count", number(&r.MaxCount))
	return func(s *scene) (*result, error) {
		if err := r.Validate(); err != nil {
			return nil, &chat.Error{Code: chat.ErrInvalidConfig, Cause: err}
		}
		s.book.files = r
		for _, t := range s.chats {
			t.conv.Configure(s.book.conversation())
		}
		count := "any number"
		if r.MaxCount > 0 {
			count = str(r.MaxCount)
		}
		return &result{r, table{
			{"enabled", "types", "count", "total below"}, {yesNo(r.Enabled), str(len(r.Types)), count, bytesOf(r.MaxTotal)},
		}}, nil
	}
}

// parsePolicyOf sets what becomes of messages with card data in them (P3).
func parsePolicyOf(in *args) act {
	var p pci.Policy
	switch action := in.word("redact or drop"); action {
	case "redact":
	case "drop":
		p.Default = pci.Drop
	default:
		in.fail("%q is neither redact nor drop", action)
	}
	switch lane := in.next(); lane {
	case "":
	case "inbound":
		p.Rules = []pci.Rule{{Direction: pci.Inbound, Action: p.Default}}
		p.Default = pci.Redact
	case "outbound":
		p.Rules = []pci.Rule{{Direction: pci.Outbound, Action: p.Default}}
		p.Default = pci.Redact
	default:
		in.fail("%q is neither inbound nor outbound", lane)
	}
	in.option("pictures", func(s string) error {
		what, known := map[string]pci.Pictures{"drop": pci.DropPictureFiles, "warn": pci.WarnPictures}[s]
		if p.Pictures = what; !known {
			return errNoWord
		}
		return nil
	})
	return func(s *scene) (*result, error) { return s.guardBy(p) }
}

func (s *scene) guardBy(p pci.Policy) (*result, error) {
	guard, err := pci.NewGuard(p)
	if err != nil {
		return nil, &chat.Error{Code: chat.ErrInvalidConfig, Cause: err}
	}
	s.book.guard, s.book.policy = guard, p
	for _, t := range s.chats {
		t.gate.Close()
		t.gate = chat.NewGate(guard)
	}
	in, out := guard.Action(inbound.Lane), guard.Action(outbound.Lane)
	return &result{map[string]pci.Action{"inbound": in, "outbound": out}, table{
		{"inbound", "outbound"}, {in.String(), out.String()},
	}}, nil
}

func parseTimers(in *args) act {
	var t chat.Timers
	in.option("customer-warn", duration(&t.CustomerWarn))
	in.option("customer-end", duration(&t.CustomerEnd))
	in.option("agent-warn", duration(&t.AgentWarn))
	in.option("agent-end", duration(&t.AgentEnd))
	in.option("grace", duration(&t.Grace))
	in.option("bot", duration(&t.Bot))
	return func(s *scene) (*result, error) {
		if err := t.Validate(); err != nil {
			return nil, err
		}
		s.book.timers = t
		head := []string{"customer-warn", "customer-end", "agent-warn", "agent-end", "grace", "bot"}
		row := []string{str(t.CustomerWarn), str(t.CustomerEnd), str(t.AgentWarn), str(t.AgentEnd), str(t.Grace), str(t.Bot)}
		for i, d := range row {
			if d == "0s" {
				row[i] = ""
			}
		}
		return &result{t, table{head, row}}, nil
	}
}

// size reads 35MB, 10KB or a number of bytes; a MB is 1,048,576 bytes (D5).
func size(to *int64) reader {
	return func(s string) error {
		unit := int64(1)
		if n, ok := strings.CutSuffix(s, "MB"); ok {
			s, unit = n, 1<<20
		} else if n, ok := strings.CutSuffix(s, "KB"); ok {
			s, unit = n, 1<<10
		}
		n, err := strconv.ParseInt(s, 10, 32)
		if err != nil || n < 0 {
			return errors.New("not a size such as 35MB, 10KB or 2048")
		}
		*to = n * unit
		return nil
	}
}

// bytesOf writes a size as size reads it.
func bytesOf(n int64) string {
	switch {
	case n > 0 && n%(1<<20) == 0:
		return fmt.Sprint(n>>20, "MB")
	case n > 0 && n%(1<<10) == 0:
		return fmt.Sprint(n>>10, "KB")
	}
	return fmt.Sprint(n, "B")
}
