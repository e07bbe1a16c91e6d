package imap_test

import (
	"bufio"
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"regexp"
	"strings"
	"sync"
)

// play is a server by a script, over TLS, with mails of its own. It can fail when a verb is heard for the first time.
type play struct {
	server *tls.Config
	at     string // the verb: greeting, CAPABILITY, AUTHENTICATE, SELECT, SEARCH, FETCH, BODY, IDLE, DONE or STORE
	fault  string // what it says then; drop and hang are faults, too. %s is the tag

	always bool   // it fails each time
	caps   string // instead of capabilities

	mu     sync.Mutex
	failed bool
	mails  int            // UIDs 1 to mails
	grows  int            // so many mails come, one with each SEARCH
	heard  map[string]int // verbs
}

const (
	drop = "drop"
	hang = "hang"
)

func (p *play) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go p.serve(tls.Server(server, p.server))
	return client, nil
}

// faulty returns the fault of a verb, if it is time for it.
func (p *play) faulty(verb string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.heard == nil {
		p.heard = map[string]int{}
	}
	p.heard[verb]++
	if verb != p.at || p.failed && !p.always {
		return ""
	}
	p.failed = true
	return p.fault
}

// times is how often a verb was heard.
func (p *play) times(verb string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.heard[verb]
}

// fails sets whether it always fails, and whether it has failed.
func (p *play) fails(always, failed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.always, p.failed = always, failed
}

// fail plays the fault of a verb. It reports whether there was one, and whether the play goes on.
func (p *play) fail(c net.Conn, verb, tag string) (failed, open bool) {
	switch fault := p.faulty(verb); fault {
	case "":
		return false, true
	case drop:
		return true, false
	case hang:
		_, _ = io.Copy(io.Discard, c)
		return true, false
	default:
		_, err := io.WriteString(c, strings.ReplaceAll(fault, "%s", tag))
		return true, err == nil
	}
}

const capabilities = "IMAP4rev1 IDLE UIDPLUS SASL-IR AUTH=PLAIN"

func (p *play) serve(c net.Conn) {
	defer c.Close()
	if failed, open := p.fail(c, "greeting", "*"); !open {
		return
	} else if !failed {
		if _, err := io.WriteString(c, "* OK [CAPABILITY "+cmp.Or(p.caps, capabilities)+"] zanzibar\r\n"); err != nil {
			return
		}
	}
	tag := ""
	for lines := bufio.NewScanner(c); lines.Scan(); {
		line := lines.Text()
		verb := verbOf(line)
		if verb != "DONE" {
			tag, _, _ = strings.Cut(line, " ")
		}
		failed, open := p.fail(c, verb, tag)
		if !failed {
			_, err := io.WriteString(c, p.answer(verb, tag, line))
			open = err == nil
		}
		if !open {
			return
		}
	}
}

func verbOf(line string) string {
	if line == "DONE" {
		return line
	}
	_, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimPrefix(rest, "UID ")
	verb, _, _ := strings.Cut(rest, " ")
	switch {
	case verb == "FETCH" && strings.Contains(line, "BODY"):
		return "BODY"
	case verb == "EXAMINE":
		return "SELECT"
	}
	return verb
}

var (
	uidOf   = regexp.MustCompile(`FETCH (\d+)`)
	firstOf = regexp.MustCompile(`UID (\d+):\*`)
)

func (p *play) answer(verb, tag, line string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	ok := tag + " OK zanzibar\r\n"
	uid := 0
	if m := uidOf.FindStringSubmatch(line); m != nil {
		_, _ = fmt.Sscan(m[1], &uid)
	}
	raw := mail(fmt.Sprint("number ", uid))
	switch verb {
	case "CAPABILITY":
		return "* CAPABILITY " + cmp.Or(p.caps, capabilities) + "\r\n" + ok
	case "SELECT":
		return fmt.Sprintf("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] zanzibar\r\n* OK [UIDNEXT %d] x\r\n", p.mails+1) + ok
	case "SEARCH":
		if p.grows > 0 {
			p.grows--
			p.mails++
		}
		from := 1
		if m := firstOf.FindStringSubmatch(line); m != nil {
			_, _ = fmt.Sscan(m[1], &from)
		}
		var found []int
		for uid := min(from, p.mails); uid <= p.mails; uid++ { // the last one always, for that is *
			found = append(found, uid)
		}
		return "* 1 EXISTS\r\n* SEARCH " + strings.Trim(fmt.Sprint(found), "[]") + "\r\n" + ok
	case "FETCH":
		return fmt.Sprintf("* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE \"09-Sep-2001 01:46:40 +0000\")\r\n", uid, uid, len(raw)) + ok
	case "BODY":
		return fmt.Sprintf("* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", uid, uid, len(raw), raw) + ok
	case "IDLE":
		return "+ zanzibar\r\n"
	}
	return ok
}
