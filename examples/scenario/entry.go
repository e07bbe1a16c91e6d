package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// describe returns an entry as one line, as routing.Describe does of events.
func (e entry) describe() string {
	return fmt.Sprintf("%s #%d: %s", word(e.Contact), e.Entry.Seq, what(e.Entry.Payload))
}

// what says what was said, or what happened.
func what(p chat.Payload) string {
	switch p := p.(type) {
	case chat.Opened:
		return "opened for " + word(p.Queue) + about(" by ", p.Name) + about(", in ", p.Language) + about(", bot ", p.Bot)
	case chat.Said:
		return said(p)
	case chat.Noticed:
		return noticed(p)
	case chat.Revised:
		return fmt.Sprintf("#%d is now %s", p.Of, quote(strings.Join(append([]string{p.Text}, p.Names...), " ")))
	case chat.Receipt:
		if p.Read {
			return fmt.Sprintf("%s has read up to #%d", nameOf(p.Member), p.Through)
		}
		return fmt.Sprintf("%s has received up to #%d", nameOf(p.Member), p.Through)
	}
	if text := parties(p); text != "" {
		return text
	}
	return moves(p)
}

func said(p chat.Said) string {
	verb := " says "
	switch {
	case p.To == chat.Staff:
		verb = " notes "
	case p.Text == "":
		verb = " sends "
	}
	text := party(p.From) + verb + saying(p.Text, p.Files)
	if p.Redacted {
		text += " (redacted)"
	}
	return text
}

// saying prints a text, or files, or both.
func saying(text string, files []attachment.File) string {
	switch {
	case len(files) == 0:
		return quote(text)
	case text == "":
		return "file " + fileNames(files)
	}
	return quote(text) + " with file " + fileNames(files)
}

// noticed tells what a sender is told (P3).
func noticed(p chat.Noticed) string {
	parts := make([]string, len(p.Notices))
	for i, n := range p.Notices {
		parts[i] = notice(n)
	}
	return "to " + nameOf(p.Member) + " alone: " + strings.Join(parts, ", ")
}

func notice(n pci.Notice) string {
	if n.Kinds == 0 {
		return n.Outcome.String()
	}
	return fmt.Sprintf("%s %s (%s)", n.Field, n.Outcome, n.Kinds)
}

// parties tells who comes and goes.
func parties(p chat.Payload) string {
	switch p := p.(type) {
	case chat.Joined:
		return party(p.Party) + " joined as " + string(p.Party.Role)
	case chat.Left:
		return party(p.Party) + " left" + because(p.Cause)
	case chat.Transferred:
		text := "transferred"
		if p.From.Member != "" {
			text += " from " + party(p.From)
		}
		if p.To.Member != "" {
			text += " to " + party(p.To)
		} else {
			text += " to queue " + word(p.Queue)
		}
		if p.By != "" {
			text += " by " + word(p.By)
		}
		return text
	case chat.Invited:
		return party(p.Guest) + " is asked to join"
	case chat.InviteEnded:
		return party(p.Guest) + " does not join" + because(p.Cause)
	}
	return ""
}

// moves tells what else happened.
func moves(p chat.Payload) string {
	switch p := p.(type) {
	case chat.HandedOver:
		return "handed over to an agent" + because(p.Cause)
	case chat.Queued:
		return "waits in " + word(p.Queue)
	case chat.Held:
		if p.On {
			return "on hold"
		}
		return "no longer on hold"
	case chat.CustomerLeft:
		return "the customer left"
	case chat.Disconnected:
		return "the customer's connection is lost"
	case chat.Reconnected:
		return "the customer is back"
	case chat.Warned:
		return string(p.Of) + " warned of the silence"
	case chat.Expired:
		return string(p.Of) + " silent for too long" + because(p.Cause)
	case chat.Resumed:
		return "times begin anew"
	case chat.Ended:
		if p.By.Member != "" {
			return "ended by " + party(p.By) + because(p.Cause)
		}
		return "ended" + because(p.Cause)
	}
	return "nothing"
}

func because(c chat.Cause) string {
	if c == "" {
		return ""
	}
	return " (" + string(c) + ")"
}

// party names somebody, with the name that others are shown.
func party(p chat.Party) string { return word(nameOf(p.Member)) + about(" ", p.Name) }

// about returns a text behind what it is, if there is one.
func about(what, text string) string {
	if text == "" {
		return ""
	}
	return what + quote(text)
}

// shownText is how many characters of a text are printed; of longer ones, the beginning is.
const shownText = 100

// quote prints a text that somebody wrote on one line.
func quote(text string) string {
	n := utf8.RuneCountInString(text)
	if n <= shownText {
		return strconv.Quote(text)
	}
	runes := []rune(text)
	return fmt.Sprintf("%s... (%d code points)", strconv.Quote(string(runes[:20])), n)
}

// word prints an id or a name as it is, or quoted if it could be mistaken for other words.
func word[ID ~string](id ID) string {
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.@/+:", r)
	}
	if id == "" || strings.ContainsFunc(string(id), odd) {
		return strconv.Quote(string(id))
	}
	return string(id)
}
