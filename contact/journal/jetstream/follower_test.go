package jetstream_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
)

// parts is a record in several messages, from a sequence on.
func parts(seq uint64, version journal.Version, id string) (all []held) {
	rec := journal.NewRecord(id, []byte(id))
	for part := range uint64(len(id)) {
		piece := rec
		piece.Data = rec.Data[part : part+1]
		all = append(all, held{seq: seq + part, data: jetstream.Part(version, part, uint64(len(id)), piece)})
	}
	return all
}

// TestFollower: whatever the server that is asked for the messages has and sends, Read yields what the leader has.
func TestFollower(t *testing.T) {
	s := newStub(t)
	five := append(three(), whole(7, 4, "r-4"), whole(9, 5, "r-5"))
	long := slices.Concat(three()[:1], parts(2, 2, "long"), []held{whole(7, 3, "r-3"), whole(8, 4, "r-4")})
	all, trimmed, corrupt := []string{"r-1", "r-2", "r-3", "r-4", "r-5"}, journal.ErrTrimmed, journal.ErrCorrupt
	for name, test := range map[string]struct {
		leader, follower []held
		lost             map[uint64]int
		after            journal.Version
		want             []string
		err              error
	}{
		"same":              {leader: five, follower: five, want: all},
		"lags behind":       {leader: five, follower: five[:2], want: all},
		"nothing yet":       {leader: five, want: all},
		"former life":       {leader: []held{whole(20, 1, "new-1"), whole(21, 2, "new-2"), whole(22, 3, "new-3")}, follower: five, want: []string{"new-1", "new-2", "new-3"}},
		"trimmed":           {leader: five[2:], follower: five, err: trimmed},
		"trimmed for after": {leader: five[2:], follower: five, after: 1, err: trimmed},
		"trimmed before":    {leader: five[2:], follower: five, after: 2, want: all[2:]},
		"first lost":        {leader: five, follower: five, lost: map[uint64]int{2: 1}, want: all},
		"one lost":          {leader: five, follower: five, lost: map[uint64]int{3: 1}, want: all},
		"some lost":         {leader: five, follower: five, lost: map[uint64]int{2: 2, 3: 1, 7: 3}, want: all},
		"part lost":         {leader: long, follower: long, lost: map[uint64]int{4: 1}, want: []string{"r-1", "long", "r-3", "r-4"}},
		"hole":              {leader: five, follower: slices.Concat(five[:2], five[3:]), want: all},
		"holes":             {leader: five, follower: slices.Concat(five[:1], five[2:3], five[4:]), want: all},
		"part missing":      {leader: long, follower: slices.Concat(long[:3], long[4:]), want: []string{"r-1", "long", "r-3", "r-4"}},
		"hole everywhere":   {leader: slices.Concat(five[:2], five[3:]), follower: five[:2], want: all[:2], err: corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			j := s.open(t, time.Minute)
			s.set(test.leader, test.follower)
			s.loses(test.lost)
			var got []string
			var last error
			for rec, err := range journal.Replay(t.Context(), j, "a", test.after) {
				if last = err; err == nil {
					got = append(got, rec.ID)
				}
			}
			if !slices.Equal(got, test.want) || !errors.Is(last, test.err) {
				t.Errorf("Replay yielded %q and %v, want %q and %v", got, last, test.want, test.err)
			}
		})
	}
}

// TestReadCosts: what is read often, the end of a stream, takes few requests.
func TestReadCosts(t *testing.T) {
	s := newStub(t)
	j := s.open(t, time.Minute)
	six := append(three(), whole(7, 4, "r-4"), whole(9, 5, "r-5"), whole(11, 6, "r-6"))
	for _, test := range []struct {
		from, to    journal.Version
		get, direct int
	}{{0, 1, 1, 0}, {1, 1, 1, 0}, {1, 3, 2, 0}, {3, 6, 2, 1}, {6, 6, 1, 0}} {
		s.set(six[:test.to], six[:test.to])
		if got := last(t, j, "a", test.from); got != test.to {
			t.Errorf("Read after %d ended at %d, want %d", test.from, got, test.to)
		}
		if get, direct := s.count("STREAM.MSG.GET"), s.count("DIRECT.GET"); get != test.get || direct != test.direct {
			t.Errorf("Read of %d to %d asked the leader %d times and others %d times, want %d and %d", test.from, test.to, get, direct, test.get, test.direct)
		}
	}
}

// TestNodeLost: a session that gets lost on its way is asked for again.
func TestNodeLost(t *testing.T) {
	s := newStub(t)
	table := openLeases(t, jetstream.Config{Conn: connect(t, s.url), Replicas: 1})
	var sessions []held
	for seq := range uint64(3) {
		sessions = append(sessions, held{seq + 1, []byte(`{"v":1,"epoch":1}`), fmt.Sprintf("acdkit-leases.session.n-%d", seq+1)})
	}
	for lost := range uint64(3) {
		s.set(sessions, sessions)
		s.loses(map[uint64]int{lost + 1: 1})
		nodes, err := table.Nodes(t.Context())
		if err != nil || len(nodes) != 3 {
			t.Errorf("Nodes, of which %d got lost once, returned %v, %v", lost+1, nodes, err)
		}
	}
}
