package postgres_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal/postgres"
)

// TestCutConnections: connections break at any byte, and every answer is true all the same.
func TestCutConnections(t *testing.T) {
	t.Parallel()
	s, schema, names := server(t), newSchema(), streamNames(6)
	direct := openDB(t, postgres.Config{Pool: newPool(t, s, "pool_max_conns=4"), Schema: schema}).Journal()
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(1, 2))
	p := newProxy(t, s, func() (up, down int64) {
		mu.Lock()
		defer mu.Unlock()
		if random.IntN(2) == 0 {
			return 3000 + random.Int64N(20_000), -1
		}
		return -1, 3000 + random.Int64N(10_000)
	})
	l := newLedger()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	for range 2 {
		j := openThrough(t, postgres.Config{Pool: p.pool(t, "pool_max_conns=4"), Schema: schema}).Journal()
		for _, name := range names {
			wg.Go(func() { l.scribble(ctx, j, name) })
		}
	}
	until(t, ctx, func() bool { return p.count() >= 40 && l.acknowledged() >= 150 })
	cancel()
	wg.Wait()
	t.Logf("%d connections were cut off", p.count())
	l.check(t, direct, names)
}

// openThrough opens a DB though connections may break.
func openThrough(t *testing.T, cfg postgres.Config) *postgres.DB {
	t.Helper()
	for {
		db, err := postgres.Open(t.Context(), cfg)
		if err == nil {
			t.Cleanup(db.Close)
			return db
		}
		if t.Context().Err() != nil {
			t.Fatal(err)
		}
	}
}

// until waits for a condition, which must come true before ctx ends.
func until(t *testing.T, ctx context.Context, met func() bool) {
	t.Helper()
	for !met() {
		select {
		case <-ctx.Done():
			t.Fatal("waited in vain")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (p *proxy) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cuts
}
