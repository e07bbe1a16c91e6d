package postgres_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5/pgxpool"
)

// writerEnv has this test binary be a writing process: data source name and schema, then it appends to streams and
// prints each record that was acknowledged.
const writerEnv = "ACDKIT_TEST_WRITER"

// writeForEver is such a process.
func writeForEver(dsn, schema string) error {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return err
	}
	db, err := postgres.Open(ctx, postgres.Config{Pool: pool, Schema: schema})
	if err != nil {
		return err
	}
	j := &printer{Journal: db.Journal()}
	for _, name := range streamNames(8) {
		go newLedger().scribble(ctx, j, name)
	}
	select {}
}

// printer is a journal that prints what it has acknowledged.
type printer struct {
	journal.Journal
	mu sync.Mutex
}

func (p *printer) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	version, err := p.Journal.Append(ctx, stream, after, rec)
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		fmt.Println(stream, version, rec.ID)
	}
	return version, err
}

// TestKilledWriter: a writing process is killed at any moment, and what it was told is true.
func TestKilledWriter(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	j := openDB(t, postgres.Config{Pool: newPool(t, s, ""), Schema: schema}).Journal()
	l, random := newLedger(), rand.New(rand.NewPCG(3, 4))
	for range 6 {
		killWriter(t, s, schema, l, 1+random.IntN(150), time.Duration(random.IntN(5000))*time.Microsecond)
	}
	l.check(t, j, streamNames(8))
}

// killWriter starts a writing process and kills it a moment after so many acknowledgements.
func killWriter(t *testing.T, s *pgtest.Server, schema string, l *ledger, after int, moment time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+s.DSN()+"|"+schema)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		var stream, id string
		var version journal.Version
		if _, err := fmt.Sscan(lines.Text(), &stream, &version, &id); err != nil {
			break // the last line may be torn
		}
		l.note(stream, version, id, nil)
		if n == after {
			time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("the writer ended with %v", err)
	}
}

// TestKilledServer: the server is killed under load, as by a crash of its machine, and all that was acknowledged is there.
func TestKilledServer(t *testing.T) {
	t.Parallel()
	server(t) // skips if there is none
	s, names := pgtest.Start(t), streamNames(40)
	l := newLedger()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	for range 2 {
		j := openDB(t, postgres.Config{Pool: newPool(t, s, "")}).Journal()
		for _, name := range names {
			wg.Go(func() { l.scribble(ctx, j, name) })
		}
	}
	for range 3 {
		seen := l.acknowledged()
		until(t, ctx, func() bool { return l.acknowledged() > seen+150 })
		if err := s.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := s.Restart(); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	wg.Wait()
	l.check(t, openDB(t, postgres.Config{Pool: newPool(t, s, "")}).Journal(), names)
}
