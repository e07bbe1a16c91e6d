package jetstream_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// stub answers for the servers of a store with one stream of records, "a": for the leader, and for a follower that may have
// something else, or lose what it sends.
type stub struct {
	nc  *nats.Conn
	url string

	mu       sync.Mutex
	leader   []held
	follower []held
	lost     map[uint64]int             // how often the message with that sequence gets lost in a batch
	asked    map[string]int             // by what is asked
	answers  func(question string) bool // whether it is answered; nil: always
	late     time.Duration              // how long an answer takes on its way
}

// held is a message that a server has.
type held struct {
	seq     uint64
	data    []byte
	subject string // "": that of the records
}

func subjectOf(h held) string { return cmp.Or(h.subject, "acdkit.log.a") }

// whole is a record in one message.
func whole(seq uint64, version journal.Version, id string) held {
	return held{seq: seq, data: jetstream.Part(version, 0, 1, journal.NewRecord(id, []byte(id)))}
}

func newStub(t *testing.T) *stub {
	t.Helper()
	ns, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	t.Cleanup(ns.Shutdown)
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server is not ready")
	}
	s := &stub{nc: connect(t, ns.ClientURL()), url: ns.ClientURL(), asked: make(map[string]int)}
	for question, answer := range map[string]func(*nats.Msg){
		"STREAM.INFO": s.info, "STREAM.MSG.GET": s.get, "STREAM.PURGE": s.purge, "DIRECT.GET": s.direct,
	} {
		_, err := s.nc.Subscribe("$JS.API."+question+".*", func(m *nats.Msg) {
			if late, ok := s.ask(question); ok {
				time.AfterFunc(late, func() {
					s.mu.Lock()
					defer s.mu.Unlock()
					answer(m)
				})
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return s
}

// open opens a journal on the stub, which is asked for an hour.
func (s *stub) open(t *testing.T, try time.Duration) *jetstream.Journal {
	t.Helper()
	return open(t, jetstream.Config{Conn: connect(t, s.url), Replicas: 1, Try: try, Patience: time.Hour})
}

// set says what the servers have, and forgets what was asked.
func (s *stub) set(leader, follower []held) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.leader, s.follower = leader, follower
	clear(s.asked)
}

// answer says which questions are answered.
func (s *stub) answer(answers func(question string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = answers
}

// delay says how long each answer takes.
func (s *stub) delay(late time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.late = late
}

// loses says how often messages get lost in a batch, by their sequences.
func (s *stub) loses(times map[uint64]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = times
}

// count returns how often a question was asked since set.
func (s *stub) count(question string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[question]
}

// ask counts a question, and tells when it is to be answered, if it is.
func (s *stub) ask(question string) (late time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[question]++
	return s.late, s.answers == nil || s.answers(question)
}

func (s *stub) reply(m *nats.Msg, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	_ = m.Respond(data) // it fails when the test is over
}

func (s *stub) info(m *nats.Msg) {
	if strings.HasSuffix(m.Subject, "-leases") {
		last := uint64(0)
		for _, h := range s.leader {
			last = h.seq
		}
		s.reply(m, map[string]any{"ts": time.Now(), "state": map[string]any{"last_seq": last}, "config": jetstream.LeaseSettings(jetstream.Config{Replicas: 1})})
		return
	}
	s.reply(m, map[string]any{"config": jetstream.LogSettings(jetstream.Config{Stream: "acdkit", Replicas: 1})})
}

// question is what the stub understands of a request.
type question struct {
	Last string `json:"last_by_subj"`
	Seq  uint64 `json:"seq"`
}

func parse(m *nats.Msg) (q question) {
	if err := json.Unmarshal(m.Data, &q); err != nil {
		panic(err)
	}
	return q
}

// since returns the messages whose sequence is not below seq.
func since(seq uint64, all []held) (some []held) {
	for _, m := range all {
		if m.seq >= seq {
			some = append(some, m)
		}
	}
	return some
}

func (s *stub) get(m *nats.Msg) {
	q := parse(m)
	found := since(q.Seq, s.leader)
	if len(found) == 0 {
		s.reply(m, map[string]any{"error": map[string]any{"code": 404, "err_code": 10037}})
		return
	}
	if q.Last != "" {
		found = found[len(found)-1:]
	}
	s.reply(m, map[string]any{"message": map[string]any{"subject": subjectOf(found[0]), "seq": found[0].seq, "data": found[0].data, "time": time.Now()}})
}

func (s *stub) purge(m *nats.Msg) {
	s.leader = since(parse(m).Seq, s.leader)
	s.reply(m, map[string]any{"success": true})
}

func (s *stub) direct(m *nats.Msg) {
	last := uint64(0)
	send := func(header nats.Header, data []byte) {
		header.Set("Nats-Last-Sequence", fmt.Sprint(last))
		_ = s.nc.PublishMsg(&nats.Msg{Subject: m.Reply, Header: header, Data: data}) // likewise
	}
	for _, h := range since(parse(m).Seq, s.follower) {
		if s.lost[h.seq] > 0 {
			s.lost[h.seq]--
		} else {
			send(nats.Header{"Nats-Sequence": {fmt.Sprint(h.seq)}, "Nats-Subject": {subjectOf(h)},
				"Nats-Time-Stamp": {time.Now().Format(time.RFC3339Nano)}}, h.data)
		}
		last = h.seq
	}
	send(nats.Header{"Status": {"204"}}, nil)
}
