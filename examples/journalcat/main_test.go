package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
	"github.com/acdkit/acdkit/routing"
)

// write makes a journal in which a customer and an agent have talked.
func write(t *testing.T, path string) {
	t.Helper()
	ctx := context.Background()
	j, err := sqlite.Open(ctx, sqlite.Config{Path: path})
	ok(t, err)
	defer func() { ok(t, j.Close()) }()
	customers := &journal.Customers{Journal: j}
	ok(t, customers.Save(ctx, contact.Customer{ID: "u1", Name: "김민지"}))
	center, err := routing.Open(ctx, routing.Config{Journal: j, Customers: customers, Logger: slog.New(slog.DiscardHandler), Setup: []routing.Command{
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 1}}},
		routing.SetQueue{Queue: routing.Queue{ID: "help", Channel: contact.Chat}},
		routing.SetAgent{Agent: routing.Agent{ID: "kim", Profile: "p", Queues: []routing.Serves{{Queue: "help"}}}},
		routing.SignIn{Agent: "kim"}, routing.SetState{Agent: "kim", State: contact.Available},
	}})
	ok(t, err)
	desk, err := chat.OpenDesk(ctx, chat.Config{Center: center, Journal: j, Customers: customers, Logger: slog.New(slog.DiscardHandler)})
	ok(t, err)
	id, err := desk.Begin(ctx, chat.Start{Contact: "c1", Customer: "u1", Queue: "help"})
	ok(t, err)
	ok(t, center.Accept(ctx, "kim", id))
	_, err = desk.Say(ctx, chat.Message{Contact: id, From: chat.Customer, ID: "m1", Text: "hello"})
	ok(t, err)
	ok(t, center.Snapshot(ctx))
	ok(t, desk.Close(ctx))
	ok(t, center.Close(ctx))
	_, err = journal.Commit(ctx, j, "other/1", 0, journal.NewRecord("x", []byte{0xff}))
	ok(t, err)
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// cats runs the program and returns what it printed.
func cats(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, bad bytes.Buffer
	if got := run(t.Context(), args, &out, &bad); got != code {
		t.Errorf("%q ended with %d, want %d: %s", args, got, code, &bad)
	}
	return out.String()
}

func TestCat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	write(t, path)
	names := strings.Fields(cats(t, exitFine, "-list", path))
	for _, want := range []string{"center/main", "center/main/snapshots", "chat/c1", "customer/u1", "history/u1", "other/1"} {
		if !strings.Contains(strings.Join(names, " ")+" ", want+" ") {
			t.Errorf("%s is not listed: %q", want, names)
		}
	}
	all := cats(t, exitFine, path)
	kinds := map[string]int{}
	for text := range strings.Lines(all) {
		var l struct {
			Stream       string
			Version      uint64
			Event, Entry json.RawMessage
			CBOR, Base64 any
		}
		ok(t, json.Unmarshal([]byte(text), &l))
		if l.Version == 0 {
			t.Errorf("no version: %s", text)
		}
		for kind, there := range map[string]bool{
			"event": l.Event != nil, "entry": l.Entry != nil, "cbor": l.CBOR != nil, "base64": l.Base64 != nil,
		} {
			if there {
				kinds[kind]++
			}
		}
	}
	if kinds["event"] < 8 || kinds["entry"] < 6 || kinds["cbor"] == 0 || kinds["base64"] == 0 {
		t.Errorf("lines %v", kinds)
	}
	for _, want := range []string{`"type":"offer-accepted"`, `"text":"hello"`, `"name":"김민지"`, `"channel":"chat"`, `"base64":"/w=="`} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not printed in\n%s", want, all)
		}
	}
	chat := cats(t, exitFine, "-stream", "chat/c1", path)
	last := cats(t, exitFine, "-stream", "chat/c1", "-after", "1", path)
	if _, rest, found := strings.Cut(chat, `"version":2`); !found || !strings.Contains(last, rest) || strings.Contains(last, `"version":1,`) {
		t.Errorf("behind version 1:\n%s\nof\n%s", last, chat)
	}
}

// TestDamage: what is before and behind a record that cannot be read is printed, with exit code 1.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	write(t, path)
	j, err := sqlite.Open(t.Context(), sqlite.Config{Path: path})
	ok(t, err)
	for i, data := range []string{"\x01\x84\x18", "\x07"} {
		_, err = journal.Commit(t.Context(), j, "center/broken", journal.Version(i), journal.NewRecord(fmt.Sprint(i), []byte(data)))
		ok(t, err)
	}
	ok(t, j.Close())
	out := cats(t, exitFailed, "-prefix", "center/", path)
	if strings.Count(out, `"error":`) != 2 || !strings.Contains(out, "offer-accepted") {
		t.Errorf("printed\n%s", out)
	}
}

func TestUsage(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none.db")
	cats(t, exitUsage)
	cats(t, exitUsage, "-follow", missing)
	cats(t, exitUsage, "-wrong", missing)
	cats(t, exitFine, "-h")
	cats(t, exitFailed, missing)
	cats(t, exitFailed, "postgres://%zz")
}

// TestFollow prints what is there and then what comes.
func TestFollow(t *testing.T) {
	m := new(journal.Memory)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := journal.Commit(ctx, m, "other/1", 0, journal.NewRecord("a", []byte{1}))
	ok(t, err)
	lines := make(chan string)
	go printer{w: channel(lines)}.stream("other/1", 0, journal.Follow(ctx, m, "other/1", 0))
	for i, id := range []string{"a", "b"} {
		if text := <-lines; !strings.Contains(text, fmt.Sprintf(`"record":%q`, id)) {
			t.Errorf("line %s", text)
		}
		if i == 0 {
			_, err := journal.Commit(ctx, m, "other/1", 1, journal.NewRecord("b", []byte{2}))
			ok(t, err)
		}
	}
}

// channel is a writer that hands on what is written.
type channel chan string

func (c channel) Write(p []byte) (int, error) {
	c <- string(p)
	return len(p), nil
}
