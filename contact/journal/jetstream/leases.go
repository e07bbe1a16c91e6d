package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/lease"
)

var _ lease.Table = (*Leases)(nil)

// Leases is a table of leases in a JetStream stream of its own, which keeps the last message of each session and name. What
// changes hands does so by the expected sequence of that message; sessions are measured by the clock of the stream's leader,
// which dates the messages. It is safe for concurrent use, by any number of processes.
//
// When a name changes hands because its holder's session has run out, that session is closed for good first. So a holder that
// comes back late either finds its session as it was, or begins a new one without what the old one held.
type Leases struct {
	store
	ttl time.Duration

	mu    sync.Mutex
	known map[string]known // by node: what Renew has stored last
}

// known is a session as it was last seen.
type known struct{ seq, epoch uint64 }

// OpenLeases opens the table, and creates its JetStream stream if it is not there. The errors are those of Open. A table
// whose sessions are to last for another time than Config.TTL is ErrStream.
func OpenLeases(ctx context.Context, cfg Config) (*Leases, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, err
	}
	want := leaseSettings(cfg)
	t := &Leases{ttl: cfg.TTL, known: make(map[string]known)}
	t.store = store{link: newLink(cfg, func() {}), name: want.Name}
	if _, err := t.ensure(ctx, want); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// Close has further calls refused with ErrClosed. The connection stays open, and sessions last as long as they last.
func (t *Leases) Close() { t.link.close() }

// TTL implements [lease.Table].
func (t *Leases) TTL() time.Duration { return t.ttl }

// leaseFormat is the version of the stored form of sessions and names, JSON. What is newer is ErrFormat.
const leaseFormat = 1

// session is what is stored of a node.
type session struct {
	Format int    `json:"v"`
	Addr   string `json:"addr,omitempty"`
	Epoch  uint64 `json:"epoch"` // tells this session of a node from those before it
	Over   bool   `json:"over,omitempty"`

	seq uint64 // 0: there is none
	at  time.Time
}

// alive tells whether the session lasts at a time by the leader's clock.
func (s session) alive(now time.Time, ttl time.Duration) bool {
	return s.seq > 0 && !s.Over && now.Sub(s.at) < ttl
}

// holding is what is stored of a name.
type holding struct {
	Format int    `json:"v"`
	Node   string `json:"node,omitempty"` // "": nobody
	Epoch  uint64 `json:"epoch,omitempty"`
	Term   uint64 `json:"term"`
	Gone   bool   `json:"gone,omitempty"` // forgotten

	seq uint64 // 0: there is none
}

func (t *Leases) sessionSubject(node string) string { return t.name + ".session." + token(node) }
func (t *Leases) nameSubject(name string) string    { return t.name + ".name." + token(name) }

// session asks the leader for a node's.
func (t *Leases) session(ctx context.Context, node string) (s session, err error) {
	m, ok, err := t.get(ctx, query{Last: t.sessionSubject(node)})
	if err != nil || !ok {
		return session{}, err
	}
	return readSession(m)
}

func readSession(m stored) (s session, err error) {
	if err := json.Unmarshal(m.Data, &s); err != nil {
		return session{}, fmt.Errorf("%w: %w", journal.ErrCorrupt, err)
	}
	s.seq, s.at = m.Seq, m.Time
	return s, checkFormat(s.Format)
}

// holding asks the leader for a name's.
func (t *Leases) holding(ctx context.Context, name string) (h holding, err error) {
	m, ok, err := t.get(ctx, query{Last: t.nameSubject(name)})
	if err != nil || !ok {
		return holding{}, err
	}
	return readHolding(m)
}

func readHolding(m stored) (h holding, err error) {
	if err := json.Unmarshal(m.Data, &h); err != nil {
		return holding{}, fmt.Errorf("%w: %w", journal.ErrCorrupt, err)
	}
	h.seq = m.Seq
	return h, checkFormat(h.Format)
}

func checkFormat(v int) error {
	if v != leaseFormat {
		return fmt.Errorf("%w: %d, newest known %d", ErrFormat, v, leaseFormat)
	}
	return nil
}

// kept is how long what is over stays in the stream: longer than any request is under way.
const kept = time.Hour

// storeSession stores a node's session behind the message with the sequence after.
func (t *Leases) storeSession(ctx context.Context, node string, after uint64, s session) (seq uint64, err error) {
	s.Format = leaseFormat
	return t.storeJSON(ctx, t.sessionSubject(node), after, s, t.ttl+kept)
}

func (t *Leases) storeHolding(ctx context.Context, name string, after uint64, h holding) (seq uint64, err error) {
	h.Format = leaseFormat
	var keep time.Duration
	if h.Gone {
		keep = kept
	}
	return t.storeJSON(ctx, t.nameSubject(name), after, h, keep)
}

func (t *Leases) storeJSON(ctx context.Context, subject string, after uint64, v any, keep time.Duration) (uint64, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return 0, err
	}
	return t.put(ctx, subject, after, keep, data)
}

// again does a step that begins with looking until nothing has changed between looking and storing.
func again(ctx context.Context, step func() error) error {
	for round := 0; ; round++ {
		err := step()
		if !errors.Is(err, errMoved) {
			return err
		}
		if round > 0 && pause(ctx, round) != nil {
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
	}
}

// fail makes an error of the port.
func fail(op lease.Op, name, node string, err error) error {
	if err == nil {
		return nil
	}
	return &lease.Error{Op: op, Name: name, Node: node, Err: err}
}
