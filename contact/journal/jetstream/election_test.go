package jetstream_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream"
)

// three are records of which a Read has to ask more than where the stream ends.
func three() []held { return []held{whole(1, 1, "r-1"), whole(2, 2, "r-2"), whole(3, 3, "r-3")} }

// TestAsksSoonAgain: a question that nobody answers, as before an election is over, is asked again long before Try is over.
func TestAsksSoonAgain(t *testing.T) {
	for question, test := range map[string]struct {
		held []held
		ask  func(*testing.T, *jetstream.Journal, *jetstream.Leases)
	}{
		"STREAM.MSG.GET": {three(), readsThree}, "DIRECT.GET": {three(), readsThree}, "STREAM.INFO": {nil, hasNoNodes},
	} {
		t.Run(question, func(t *testing.T) {
			t.Parallel()
			s := newStub(t)
			j := s.open(t, time.Hour)
			table := openLeases(t, jetstream.Config{Conn: connect(t, s.url), Replicas: 1, Try: time.Hour, Patience: time.Hour})
			s.set(test.held, test.held)
			s.answer(func(q string) bool { return q != question || s.asked[q] > 2 })
			test.ask(t, j, table)
			if n := s.count(question); n < 3 {
				t.Errorf("%s was asked %d times, want 3 at least", question, n)
			}
		})
	}
}

func readsThree(t *testing.T, j *jetstream.Journal, _ *jetstream.Leases) {
	if got := last(t, j, "a", 0); got != 3 {
		t.Errorf("Read ended at version %d, want 3", got)
	}
}

func hasNoNodes(t *testing.T, _ *jetstream.Journal, table *jetstream.Leases) {
	if nodes, err := table.Nodes(t.Context()); err != nil || len(nodes) > 0 {
		t.Errorf("Nodes = %v, %v, want none", nodes, err)
	}
}

// TestSlowLeader: a leader that needs a while for each answer is served, because it is given longer each time.
func TestSlowLeader(t *testing.T) {
	s := newStub(t)
	j := s.open(t, time.Hour)
	s.set(three(), three())
	s.delay(600 * time.Millisecond)
	readsThree(t, j, nil)
}
