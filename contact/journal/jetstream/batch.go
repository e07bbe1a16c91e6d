package jetstream

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
)

// How much one request for many messages may bring.
const (
	batchMessages = 1024
	batchBytes    = 4 << 20
)

// batchWait is how long the next message of a batch may take. It is short, because the server that was picked may have
// stopped, and another may be picked next time.
const batchWait = time.Second

// statuses of an answer to a direct get.
const (
	statusEnd       = "204"
	statusNoMessage = "404"
)

// batch returns messages of the subject from the sequence from on, in order: as many as one request may bring. Any server
// that keeps the stream may answer, also one that lags behind the leader: then there are fewer, or none, and what was purged
// may still be there. If one gets lost on the way, the batch ends before it; what the server itself has lost does not show.
func (s *store) batch(ctx context.Context, subject string, from uint64) (msgs []stored, err error) {
	err = s.repeat(ctx, s.soon, func(ctx context.Context, wait time.Duration) error {
		msgs, err = s.tryBatch(ctx, wait, subject, from)
		if len(msgs) > 0 {
			return nil // a part of it will do
		}
		return err
	})
	return msgs, err
}

func (s *store) tryBatch(ctx context.Context, wait time.Duration, subject string, from uint64) ([]stored, error) {
	if err := s.up(); err != nil {
		return nil, refused(err)
	}
	data, err := json.Marshal(struct {
		query
		Batch    int `json:"batch"`
		MaxBytes int `json:"max_bytes"`
	}{query{Next: subject, Seq: from}, batchMessages, batchBytes})
	if err != nil {
		return nil, err
	}
	sub, err := s.nc.SubscribeSync(nats.NewInbox())
	if err != nil {
		return nil, refused(err)
	}
	defer sub.Unsubscribe()
	if err := s.nc.PublishRequest("$JS.API.DIRECT.GET."+s.name, sub.Subject, data); err != nil {
		return nil, refused(err)
	}
	line := s.current()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(line, cancel)()
	return s.collect(ctx, wait, sub)
}

// collect takes messages until the one that says that this is all. It waits so long for the first one.
func (s *store) collect(ctx context.Context, wait time.Duration, sub *nats.Subscription) (msgs []stored, err error) {
	for last := uint64(0); ; {
		try, cancel := context.WithTimeout(ctx, wait)
		msg, err := sub.NextMsgWithContext(try)
		cancel()
		if err != nil {
			return msgs, fmt.Errorf("%w: %w", errOpen, err)
		}
		switch status := msg.Header.Get("Status"); status {
		case "":
		case statusEnd, statusNoMessage:
			return msgs, nil
		default:
			code, _ := strconv.Atoi(status)
			if code == 503 {
				return msgs, refused(nats.ErrNoResponders)
			}
			return msgs, &ServerError{Code: code, Description: msg.Header.Get("Description")}
		}
		m, before, err := direct(msg)
		if err != nil {
			return msgs, err
		}
		if before != last {
			return msgs, nil
		}
		msgs, last, wait = append(msgs, m), m.Seq, min(s.try, batchWait)
	}
}

// direct reads what a direct get brought, and the sequence of the message that the server sent before; 0 for the first.
func direct(msg *nats.Msg) (m stored, before uint64, err error) {
	for name, value := range map[string]*uint64{"Nats-Sequence": &m.Seq, "Nats-Last-Sequence": &before} {
		if *value, err = strconv.ParseUint(msg.Header.Get(name), 10, 64); err != nil {
			return stored{}, 0, fmt.Errorf("jetstream: direct get without %s: %w", name, err)
		}
	}
	if m.Time, err = time.Parse(time.RFC3339Nano, msg.Header.Get("Nats-Time-Stamp")); err != nil {
		return stored{}, 0, fmt.Errorf("jetstream: direct get without a time: %w", err)
	}
	m.Subject, m.Data = msg.Header.Get("Nats-Subject"), msg.Data
	return m, before, nil
}
