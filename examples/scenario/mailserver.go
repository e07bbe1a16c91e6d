package main

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
)

// server is the mail system that mails leave by: how it answers, and what it has taken.
type server struct {
	answers map[string]string // by address, "" for all others; ok if there is none
	tries   map[string]try    // mails on their way
	taken   map[string][]taken
}

// try is how often a mail was tried, and when it is again.
type try struct {
	n    int
	due  time.Time
	left []string
}

// taken is a mail that the mail system has taken for some of its recipients.
type taken struct {
	at time.Time
	email.Outgoing
}

func newServer() server {
	return server{answers: make(map[string]string), tries: make(map[string]try), taken: make(map[string][]taken)}
}

func (v server) copy() server {
	return server{maps.Clone(v.answers), maps.Clone(v.tries), maps.Clone(v.taken)}
}

// answer returns who is refused, and how.
func (v server) answer(to []string) (list []email.Refusal) {
	for _, addr := range to {
		how, special := v.answers[message.Address{Addr: addr}.Key()]
		if !special {
			how = v.answers[""]
		}
		switch how {
		case "refuse":
			list = append(list, email.Refusal{Addr: addr, Permanent: true, Code: 550, Status: "5.1.1"})
		case "busy":
			list = append(list, email.Refusal{Addr: addr, Code: 450, Status: "4.2.0"})
		}
	}
	return list
}

var errNotYet = errors.New("the mail is not due")

// Send implements email.Sender. What is not due, which a desk tries all the same since it has been opened, meets a mail system
// that is not there.
func (x *session) Send(ctx context.Context, mail email.Outgoing) ([]email.Refusal, error) {
	id := message.Parse(mail.Raw).ID
	x.mu.Lock()
	may := x.may(id) && !x.tried[id]
	late := false
	if i := slices.IndexFunc(x.scene.office.sent, func(p posted) bool { return p.id == id }); i >= 0 {
		p := x.scene.office.sent[i]
		e, _ := x.scene.office.threads[p.contact].At(p.seq)
		late = x.late(e.At)
	}
	if !may {
		x.mu.Unlock()
		if late { // or it would be given up before its time
			<-ctx.Done()
		}
		return nil, errNotYet
	}
	defer x.mu.Unlock()
	defer x.signal()
	return x.try(id, mail), nil
}

// try is the answer of the mail system.
func (x *session) try(id string, mail email.Outgoing) []email.Refusal {
	v, now := x.scene.office.server, x.scene.now
	refusals := v.answer(mail.To)
	t := try{n: v.tries[id].n + 1}
	t.due = now.Add(x.scene.office.settings.Retry.Pause(t.n))
	got := slices.DeleteFunc(slices.Clone(mail.To), func(addr string) bool {
		i := slices.IndexFunc(refusals, func(r email.Refusal) bool { return r.Addr == addr })
		if i >= 0 && !refusals[i].Permanent {
			t.left = append(t.left, addr)
		}
		return i >= 0
	})
	if len(got) > 0 {
		v.taken[id] = append(slices.Clip(v.taken[id]), taken{now, email.Outgoing{From: mail.From, To: got, Raw: mail.Raw}})
	}
	v.tries[id], x.tried[id] = t, true
	return refusals
}

var mailserverCommands = []command{
	{name: "mailserver", usage: "ok|refuse|busy [ADDRESS]", parse: parseMailserver},
	{name: "outbox", usage: "[N]", parse: parseOutbox},
}

func parseMailserver(in *args) act {
	how := in.word("ok, refuse or busy")
	addr := in.next()
	if addr != "" {
		addr = message.Address{Addr: addr}.Key()
	}
	if !slices.Contains([]string{"ok", "refuse", "busy"}, how) {
		in.fail("%q is neither ok, refuse nor busy", how)
	}
	return func(s *scene) (*result, error) {
		s.office.server.answers[addr] = how
		t := table{{"answer", "address"}}
		for _, a := range slices.Sorted(maps.Keys(s.office.server.answers)) {
			t.add(s.office.server.answers[a], cmp.Or(a, "all others"))
		}
		return &result{maps.Clone(s.office.server.answers), t}, nil
	}
}
