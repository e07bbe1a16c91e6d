package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// startPooler runs a PgBouncer that lends each transaction one of three connections to the server, and returns where it
// listens.
func startPooler(t *testing.T, s *pgtest.Server) (dsn string) {
	t.Helper()
	if _, err := os.Stat("/usr/sbin/pgbouncer"); err != nil {
		t.Skip("PgBouncer is not installed: ", err)
	}
	dir := filepath.Join(s.Dir(), "pooler")
	config := fmt.Sprintf("[databases]\n* = host=%s port=5432 user=postgres\n[pgbouncer]\nunix_socket_dir=%s\nlisten_addr=\nlisten_port=6432\nauth_type=any\n"+
		"pool_mode=transaction\ndefault_pool_size=3\nmax_client_conn=200\nignore_startup_parameters=extra_float_digits\nlogfile=%[2]s/log\n", s.Dir(), dir)
	install := s.Command("/bin/sh", "-c", "mkdir "+dir+" && cat > "+dir+"/ini")
	install.Stdin = bytes.NewBufferString(config)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := s.Command("/usr/sbin/pgbouncer", filepath.Join(dir, "ini"))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(cmd.Process.Kill(), ended(cmd)); err != nil || t.Failed() {
			t.Error(err, out.String())
		}
	})
	dsn = fmt.Sprintf("host=%s port=6432 user=postgres dbname=postgres", dir)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	until(t, ctx, func() bool {
		conn, err := pgx.Connect(ctx, dsn)
		return err == nil && conn.Close(ctx) == nil
	})
	return dsn
}

// ended waits for a process that was killed.
func ended(cmd *exec.Cmd) error {
	if _, ok := errors.AsType[*exec.ExitError](cmd.Wait()); ok {
		return nil
	}
	return errors.New("it ended by itself")
}

// TestPooler: all works through a pooler that lends connections for a transaction each, with the query mode that such
// poolers need. Notifications come by a connection that leads past it.
func TestPooler(t *testing.T) {
	t.Parallel()
	s, schema := server(t), newSchema()
	dsn := startPooler(t, s)
	past, err := pgx.ParseConfig(s.DSN())
	if err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"cache_describe", "exec"} {
		var nodes []*postgres.DB
		for range 2 {
			pool, err := pgxpool.New(t.Context(), dsn+" pool_max_conns=10 default_query_exec_mode="+mode)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(pool.Close)
			nodes = append(nodes, openDB(t, postgres.Config{Pool: pool, Schema: schema + mode, Listen: past}))
		}
		usePooled(t, nodes[0], nodes[1])
		listening(t, s, schema+mode, 1)
	}
}

// usePooled has two nodes use all parts.
func usePooled(t *testing.T, a, b *postgres.DB) {
	t.Helper()
	hints := watch(t, b.Journal(), stream)
	soon(t, hints)
	for round := range 10 {
		appendTo(t, a.Journal(), stream, version(round))
		soon(t, hints)
	}
	l, names := newLedger(), streamNames(10)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	for _, db := range []*postgres.DB{a, b} {
		for _, name := range names {
			wg.Go(func() { l.scribble(ctx, db.Journal(), name) })
		}
	}
	until(t, ctx, func() bool { return l.acknowledged() >= 200 })
	cancel()
	wg.Wait()
	l.check(t, b.Journal(), names)
	if err := errors.Join(a.Journal().Trim(t.Context(), stream, 5), a.Journal().Delete(t.Context(), stream)); err != nil {
		t.Error(err)
	}
	_, errPut := a.Blobs().Put(t.Context(), worldKey, bytes.NewReader(worldBlob()))
	errRenew := a.Leases().Renew(t.Context(), lease.Node{ID: "a"})
	held, errClaim := a.Leases().Claim(t.Context(), stream, "a")
	errPass := a.Leases().Pass(t.Context(), stream, "a", "")
	if err := errors.Join(errPut, errRenew, errClaim, errPass); err != nil || held.Node != "a" {
		t.Errorf("%v; the holder is %q", err, held.Node)
	}
	if _, err := b.Blobs().Open(t.Context(), blob.Key{Owner: worldKey.Owner, ID: worldKey.ID}); err != nil {
		t.Error(err)
	}
}
