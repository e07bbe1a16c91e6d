package main

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email"
)

// desks are scenes that send each other what they write to each other.
type desks struct {
	t      *testing.T
	scenes map[string]*scene // by the domain of their mailbox
	passed map[string]int    // mails that were, by the domain that they left from
}

func newDesks(t *testing.T, domains ...string) *desks {
	d := &desks{t: t, scenes: map[string]*scene{}, passed: map[string]int{}}
	for _, domain := range domains {
		s := newScene()
		d.scenes[domain] = s
		for line := range strings.Lines(`profile p email=9
queue post channel=email
agent a1 profile=p queues=post
sign-in a1
state a1 available
mailbox post address=post@` + domain + ` acknowledge="We have got your mail."
automatic per-day=1000
`) {
			d.play(domain, line)
		}
	}
	return d
}

func (d *desks) play(domain, line string) {
	d.t.Helper()
	if o, err := d.scenes[domain].play(1, strings.TrimSpace(line)); err != nil || o.err != nil {
		d.t.Fatalf("%s: %v %v", line, err, o)
	}
}

// pass hands over what is for another desk, until nothing is. It fails if that has no end.
func (d *desks) pass() {
	d.t.Helper()
	for again, rounds := true, 0; again; rounds++ {
		if again = false; rounds > 10 {
			d.t.Fatalf("the desks go on writing: %v", d.passed)
		}
		for domain, s := range d.scenes {
			for _, p := range s.office.sent[d.passed[domain]:] {
				out := s.office.server.taken[p.id][0]
				_, to, _ := strings.Cut(out.To[0], "@")
				d.passed[domain]++
				again = true
				if other := d.scenes[to]; other != nil {
					in := email.Incoming{Raw: out.Raw, From: out.From, Null: out.From == "", To: out.To, Received: other.now}
					if _, err := other.takeMail(in); err != nil {
						d.t.Fatal(err)
					}
				}
			}
		}
	}
}

// TestDesksFallSilent: two desks that acknowledge whatever they get do not do so for ever (I13).
func TestDesksFallSilent(t *testing.T) {
	d := newDesks(t, "a.example", "b.example")
	d.play("a.example", `mail from=post@b.example subject="Hello" text="Hi" queue=post`)
	d.pass()
	if d.passed["a.example"] != 1 || d.passed["b.example"] != 0 {
		t.Errorf("after a mail: %v, want one acknowledgement", d.passed)
	}
	for _, line := range []string{"accept a1 m1", "reply a1 m1 mode=quick", `body a1 m1 "Hello"`, "send a1 m1"} {
		d.play("a.example", line)
	}
	d.pass() // an agent's answer asks other machines not to answer
	if d.passed["a.example"] != 2 || d.passed["b.example"] != 0 {
		t.Errorf("after an answer: %v, want that alone", d.passed)
	}
	d.play("a.example", `mail from=post@b.example subject="Again" text="Hi" queue=post`)
	d.play("b.example", `mail from=post@a.example subject="Again" text="Hi" queue=post`)
	d.pass()
	if d.passed["a.example"] != 3 || d.passed["b.example"] != 1 {
		t.Errorf("after a mail to each: %v, want an acknowledgement of each", d.passed)
	}
}
