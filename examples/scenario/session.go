package main

import (
	"cmp"
	"context"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
)

// session is a desk at work while the clock of the scene stands. A desk has goroutines and a center; to have the same come of
// the same, it is opened for a line, on a center that has all that has happened, and closed again when it has nothing left to
// do. So a line is what a restart would make of it, too.
type session struct {
	scene *scene
	due   string // the one mail that may be tried again

	mu      sync.Mutex
	tape    []happening     // in the order in which it was written
	tried   map[string]bool // mails
	err     error           // what must not be
	changed chan struct{}   // gets a token when something has
}

// withDesk does something with a desk, and waits until nothing moves any more.
func (s *scene) withDesk(due string, do func(context.Context, *email.Desk) error) error {
	x := &session{scene: s, due: due, tried: make(map[string]bool), changed: make(chan struct{}, 1)}
	ctx := context.Background()
	log, err := x.log(ctx)
	if err != nil {
		return err
	}
	center, err := routing.Open(ctx, routing.Config{
		Journal: log, SnapshotEvery: -1, Now: x.clock, NewID: x.newID, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	cfg, err := x.config(center)
	if err != nil {
		return err
	}
	desk, err := email.OpenDesk(ctx, cfg)
	if err == nil {
		if err = x.rest(); err == nil {
			err = do(ctx, desk)
			err = cmp.Or(x.rest(), err)
		}
		err = cmp.Or(desk.Close(ctx), err)
	}
	err = cmp.Or(center.Close(ctx), err)
	return cmp.Or(s.played(x.tape), err)
}

// played takes over what happened in a session.
func (s *scene) played(tape []happening) error {
	s.happened = append(s.happened, tape...)
	for _, h := range tape {
		switch {
		case h.event != nil:
			s.remember(*h.event)
			if err := s.followChat(*h.event); err != nil {
				return err
			}
		case h.letter.Entry.Seq == 2: // the first mail
			s.meet(h.letter.Contact)
		}
	}
	leaving := s.leaving()
	for id := range s.office.server.tries {
		if _, still := leaving[id]; !still {
			delete(s.office.server.tries, id)
		}
	}
	return nil
}

func (x *session) config(center *routing.Center) (email.Config, error) {
	s := x.scene
	k, err := keys()
	return email.Config{
		Center: center, Journal: mailLog{s.office.archive, x}, Blobs: s.office.blobs, Keys: k, Sender: x, Guard: s.book.guard,
		Customers: s, Identify: s.identify, Settings: s.mailSettings(), Now: x.clock, NewID: x.newID, NewContact: x.newContact, NewFile: x.newFile,
		Logger: slog.New(slog.DiscardHandler),
	}, err
}

func (x *session) clock() time.Time { return x.scene.now }

// newID returns the id of a record, which nobody sees: several goroutines ask for them at once.
func (x *session) newID() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.scene.office.records++
	return "r" + strconv.Itoa(x.scene.office.records)
}

// newContact is the next of m1, m2 and so on that no contact has.
func (x *session) newContact() contact.ID {
	x.mu.Lock()
	defer x.mu.Unlock()
	for {
		x.scene.office.begun++
		id := contact.ID("m" + strconv.Itoa(x.scene.office.begun))
		if _, taken := x.scene.floor.Contact(id); !taken && x.scene.chats[id] == nil {
			return id
		}
	}
}

// newFile is the next of f1, f2 and so on.
func (x *session) newFile() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.scene.office.files++
	return "f" + strconv.Itoa(x.scene.office.files)
}

// signal has whoever waits look again. It is called with the lock.
func (x *session) signal() {
	select {
	case x.changed <- struct{}{}:
	default:
	}
}
