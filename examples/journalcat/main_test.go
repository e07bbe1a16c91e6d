package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/acdkit/acdkit/contact/journal/lease"
	"github.com/acdkit/acdkit/contact/journal/postgres"
	"github.com/acdkit/acdkit/contact/journal/postgres/pgtest"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/acdkit/acdkit/internal/golden"
	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/nats-io/nats.go"
)

// fill writes logs of all kinds, as version 1 of their encodings has them, and a stream of no known kind.
func fill(t *testing.T, j journal.Journal) {
	t.Helper()
	for _, file := range []string{
		"routing/testdata/log-v1.txt", "chat/testdata/log-v1.txt", "email/testdata/log-v1.txt",
		"contact/history/testdata/log-v1.txt", "contact/journal/testdata/customers-v1.txt",
	} {
		golden.Copy(t, filepath.Join("../..", file), j)
	}
	add(t, j, "other/1", 0, "raw")
	add(t, j, "other/2", 0, "\x01\xa2\x01\x82\x02\xf9\x7e\x00\x61a\xc1\x03") // {1: [2, NaN], "a": a tagged 3}
}

func add(t *testing.T, j journal.Journal, stream string, after journal.Version, data string) {
	t.Helper()
	if _, err := j.Append(t.Context(), stream, after, journal.NewRecord(fmt.Sprint("r", after+1), []byte(data))); err != nil {
		t.Fatal(err)
	}
}

// file returns the path of a SQLite file with all that.
func file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "center.db")
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, j)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// cat runs the program.
func cat(t *testing.T, args ...string) (code int, lines []map[string]any, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	for text := range strings.Lines(out.String()) {
		var l map[string]any
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatalf("%q is not JSON: %v", text, err)
		}
		lines = append(lines, l)
	}
	return code, lines, out.String(), errs.String()
}

// TestAll prints everything there is. What it printed first is in testdata.
func TestAll(t *testing.T) {
	code, _, stdout, stderr := cat(t, file(t))
	if code != exitFine || stderr != "" {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	const name = "testdata/all.jsonl"
	want, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		t.Errorf("%s was not there; it is now: look at it", name)
		err = os.WriteFile(name, []byte(stdout), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(stdout, "\n")); want != nil && diff != "" {
		t.Errorf("output mismatch (-want +got):\n%s", diff)
	}
}

func TestPart(t *testing.T) {
	path := file(t)
	_, all, _, _ := cat(t, "-stream", "center/main", path)
	code, some, _, stderr := cat(t, "-stream", "center/main", "-after", "20", path)
	if code != exitFine || stderr != "" || len(some) == 0 || len(some) >= len(all) || some[0]["version"] != 21.0 {
		t.Errorf("after 20: exit code %d, %s, %d of %d lines", code, stderr, len(some), len(all))
	}
	if diff := cmp.Diff(all[len(all)-len(some):], some); diff != "" {
		t.Errorf("after 20 (-whole +part):\n%s", diff)
	}
	_, some, _, _ = cat(t, "-stream", "chat/c1", "-after", "2", path)
	if len(some) == 0 || some[0]["seq"] != 7.0 || some[0]["version"] != 3.0 {
		t.Errorf("after 2, the conversation begins with %v, want entry 7", some)
	}
}

func TestList(t *testing.T) {
	path := file(t)
	for args, want := range map[string]string{
		"-list": "center/main center/main/snapshot/1 center/main/snapshot/2 center/main/snapshots chat/c1 customer/k1 customer/k2 " +
			"customer/k3 email/c1 history/k1 history/k2 other/1 other/2",
		"-list -prefix customer/": "customer/k1 customer/k2 customer/k3",
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), append(strings.Fields(args), path), &out, &errs)
		if got := strings.Join(strings.Fields(out.String()), " "); code != exitFine || got != want {
			t.Errorf("%s: exit code %d, %s, listed %s, want %s", args, code, &errs, got, want)
		}
	}
	if code, _, _, stderr := cat(t, "-leases", path); code != exitFailed || !strings.Contains(stderr, "no leases") {
		t.Errorf("-leases of a file: exit code %d, %s", code, stderr)
	}
	_, lines, _, _ := cat(t, "-prefix", "customer/", path)
	if len(lines) != 4 || lines[3]["stream"] != "customer/k3" {
		t.Errorf("customers are printed as %v", lines)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range []string{"", "a b", "-after 1 a", "-follow a", "-list -leases a", "-list -after 1 a", "-leases -stream s a", "-leases -prefix s a", "-stream a -prefix a a", "-x a", "-after x -stream s a"} {
		if code, lines, _, stderr := cat(t, strings.Fields(args)...); code != exitUsage || stderr == "" || lines != nil {
			t.Errorf("%q: exit code %d, %q, want %d", args, code, stderr, exitUsage)
		}
	}
	if code, _, _, stderr := cat(t, "-h"); code != exitFine || !strings.Contains(stderr, "personal data") {
		t.Errorf("-h: exit code %d, %q", code, stderr)
	}
}

// TestNothing: nothing is begun where nothing is.
func TestNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	for _, source := range []string{path, "ftp://x/y", "postgres://127.0.0.1:1/none?connect_timeout=1", "nats://127.0.0.1:1"} {
		if code, _, _, stderr := cat(t, source); code != exitFailed || stderr == "" {
			t.Errorf("%s: exit code %d, %q, want %d", source, code, stderr, exitFailed)
		}
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is there now: %v", err)
	}
}

// TestDamage: what can be read is printed, then comes the error.
func TestDamage(t *testing.T) {
	sound, damaged := new(journal.Memory), new(journal.Memory)
	fill(t, sound)
	fill(t, damaged)
	var want []string
	for stream, data := range map[string]string{"customer/k1": "\x02what a later version has written", "center/main": "\x01\xff"} {
		last := journal.Version(0)
		for rec := range damaged.Read(t.Context(), stream, 0) {
			last = rec.Version
		}
		add(t, damaged, stream, last, data)
		want = append(want, fmt.Sprintf("%s at version %d", stream, last+1))
	}
	all, err := printed(t, sound)
	if err != nil {
		t.Fatal(err)
	}
	some, err := printed(t, damaged)
	for _, w := range want {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("print returned %v, want %s", err, w)
		}
	}
	unread := 0
	some = slices.DeleteFunc(some, func(l string) bool {
		is := strings.Contains(l, "cannot be read")
		if is {
			unread++
		}
		return is
	})
	if diff := cmp.Diff(all, some); diff != "" || unread != 2 {
		t.Errorf("%d records cannot be read, want 2; the other lines (-sound +damaged):\n%s", unread, diff)
	}
}

func printed(t *testing.T, j journal.Lister) ([]string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	p := newPrinter(&source{journal: j}, &out, &errs)
	err := p.print(t.Context(), options{})
	if p.flush() != nil || errs.Len() > 0 {
		t.Errorf("printed %s", &errs)
	}
	return strings.Split(out.String(), "\n"), err
}

// TestDamagedFile: a byte of a record is another one on the disk.
func TestDamagedFile(t *testing.T) {
	path := file(t)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("k2@customer.example"))
	if at < 0 {
		t.Fatal("the profile is not in the file")
	}
	data[at] = 'x'
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	code, lines, _, stderr := cat(t, path)
	if code != exitFailed || !strings.Contains(stderr, "damaged") || len(lines) < 50 {
		t.Errorf("exit code %d, %q, %d lines", code, stderr, len(lines))
	}
}

// TestCut: a stream is printed from where it is left.
func TestCut(t *testing.T) {
	m := new(journal.Memory)
	fill(t, m)
	if err := m.Trim(t.Context(), "chat/c1", 4); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	p := newPrinter(&source{journal: m}, &out, &errs)
	if err := p.print(t.Context(), options{stream: "chat/c1"}); err != nil {
		t.Fatal(err)
	}
	p.flush()
	if !strings.Contains(errs.String(), "cut up to version 4") || !strings.HasPrefix(out.String(), `{"stream":"chat/c1","version":5`) {
		t.Errorf("printed %.60s and %s", &out, &errs)
	}
}

// lines hands over what is printed, line by line.
type lines chan string

func (l lines) Write(data []byte) (int, error) {
	l <- string(data)
	return len(data), nil
}

func TestFollow(t *testing.T) {
	m := new(journal.Memory)
	add(t, m, "other/1", 0, "a")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, done := make(lines), make(chan error)
	go func() {
		done <- newPrinter(&source{journal: m}, out, os.Stderr).print(ctx, options{stream: "other/1", follow: true})
	}()
	for n := range journal.Version(3) {
		if got, want := <-out, fmt.Sprintf(`"version":%d`, n+1); !strings.Contains(got, want) {
			t.Errorf("printed %s, want %s", got, want)
		}
		add(t, m, "other/1", n+1, "b")
	}
	<-out
	cancel()
	if err := <-done; err == nil {
		t.Error("it ended by itself")
	}
}

// TestPostgres and TestNATS: the same journal in other stores gives the same lines.
func TestPostgres(t *testing.T) {
	server := pgtest.Start(t)
	url := "postgres://postgres@/postgres?port=5432&host=" + server.Dir()
	if code, _, _, stderr := cat(t, url); code != exitFailed || !strings.Contains(stderr, "no such schema") {
		t.Errorf("without a schema: exit code %d, %q", code, stderr)
	}
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	db, err := postgres.Open(t.Context(), postgres.Config{Pool: pool, Schema: "other", Session: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	fill(t, db.Journal())
	holds(t, db.Leases())
	sameAsFile(t, "-name", "other", url)
}

func TestNATS(t *testing.T) {
	cluster := natstest.New(t, 1)
	if code, _, _, stderr := cat(t, cluster.URL()); code != exitFailed || !strings.Contains(stderr, "not found") {
		t.Errorf("without a stream: exit code %d, %q", code, stderr)
	}
	nc, err := nats.Connect(cluster.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	cfg := jetstream.Config{Conn: nc, Replicas: 1, TTL: time.Hour, Logger: quiet}
	j, err := jetstream.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(j.Close)
	fill(t, j)
	if code, _, _, stderr := cat(t, "-leases", cluster.URL()); code != exitFailed || !strings.Contains(stderr, "no leases") {
		t.Errorf("without leases: exit code %d, %q", code, stderr)
	}
	leases, err := jetstream.OpenLeases(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(leases.Close)
	holds(t, leases)
	sameAsFile(t, cluster.URL())
}

// holds has a node hold a center.
func holds(t *testing.T, table lease.Table) {
	t.Helper()
	if err := table.Renew(t.Context(), lease.Node{ID: "n1", Addr: "10.0.0.1:80"}); err != nil {
		t.Fatal(err)
	}
	if _, err := table.Claim(t.Context(), "center/main", "n1"); err != nil {
		t.Fatal(err)
	}
}

func sameAsFile(t *testing.T, args ...string) {
	t.Helper()
	_, _, want, _ := cat(t, file(t))
	code, _, got, stderr := cat(t, args...)
	if code != exitFine || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("other lines than those of a file (-file +this):\n%s", diff)
	}
	code, lines, _, stderr := cat(t, append([]string{"-leases"}, args...)...)
	if code != exitFine || len(lines) != 2 || lines[0]["node"] != "n1" || lines[1]["name"] != "center/main" || lines[1]["node"] != "n1" {
		t.Errorf("-leases: exit code %d, %s, %v", code, stderr, lines)
	}
}
