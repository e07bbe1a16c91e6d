package smtp_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// play is a server by a script: what it answers to each step. A step without an answer is answered well.
type play struct {
	answers map[string]string // by verb, "greeting" and "."; drop and hang are answers, too
	ehlo    string            // lines between the first and the last
	mu      sync.Mutex
	heard   []string // the verbs
	lines   []string // all that was said outside of mails
	mails   int
}

const (
	drop = "drop" // closes the connection
	hang = "hang" // says nothing until the other side closes the connection
)

var well = map[string]string{
	"greeting": "220 relay.example.com\r\n", "MAIL": "250 2.1.0 ok\r\n", "RCPT": "250 2.1.5 ok\r\n",
	"DATA": "354 go on\r\n", ".": "250 2.0.0 taken\r\n", "RSET": "250 2.0.0 ok\r\n", "QUIT": "221 2.0.0 bye\r\n",
}

// dial is for SenderConfig.Dial.
func (p *play) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go p.serve(server)
	return client, nil
}

func (p *play) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	if !p.say(c, "greeting") {
		return
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		p.hear(verb, line)
		if !p.say(c, verb) {
			return
		}
		if verb == "DATA" && strings.HasPrefix(p.answer("DATA"), "354") {
			for line != ".\r\n" {
				if line, err = in.ReadString('\n'); err != nil {
					return
				}
			}
			if !p.say(c, ".") {
				return
			}
		}
	}
}

func (p *play) hear(verb, line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard = append(p.heard, verb)
	p.lines = append(p.lines, strings.TrimRight(line, "\r\n"))
}

func (p *play) answer(verb string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if answer, set := p.answers[verb]; set {
		return answer
	}
	if verb == "EHLO" {
		return "250-relay.example.com\r\n" + p.ehlo + "250 ENHANCEDSTATUSCODES\r\n"
	}
	return well[verb]
}

// say answers a step, and reports whether the play goes on.
func (p *play) say(c net.Conn, verb string) bool {
	answer := p.answer(verb)
	switch answer {
	case drop:
		return false
	case hang:
		_, _ = io.Copy(io.Discard, c)
		return false
	}
	if verb == "." && strings.HasPrefix(answer, "250") {
		p.mu.Lock()
		p.mails++
		p.mu.Unlock()
	}
	_, err := io.WriteString(c, answer)
	return err == nil && verb != "QUIT"
}

// said returns the verbs that were heard.
func (p *play) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.heard, " ")
}

// set changes an answer.
func (p *play) set(verb, answer string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.answers == nil {
		p.answers = map[string]string{}
	}
	p.answers[verb] = answer
}

// taken is how many mails were taken.
func (p *play) taken(t *testing.T, want int) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mails != want {
		t.Errorf("%d mails were taken, want %d", p.mails, want)
	}
}
