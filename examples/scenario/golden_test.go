package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	tokens "github.com/acdkit/acdkit/email/token"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// golden names a file of golden logs to be written. Those that are there are never written again: they are what released
// versions have left in the journals of hosts.
var golden = flag.String("golden", "", "write golden logs of this name, such as v2, into testdata/golden")

const goldenDir = "testdata/golden"

// goldenRecord is a line of a golden file.
type goldenRecord struct {
	Stream string `json:"stream"`
	ID     string `json:"id"`
	Data   []byte `json:"data"`
}

// TestGoldenLogs replays the journals that every released encoding has written, and finds the state that was there then.
// When it fails, journals out there are read as something else than they were: mend the reading, never the files.
func TestGoldenLogs(t *testing.T) {
	if *golden != "" {
		writeGolden(t, filepath.Join(goldenDir, *golden))
	}
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden logs: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			m := loadGolden(t, name)
			want := read(t, strings.TrimSuffix(name, ".jsonl")+".sums")
			if got := sums(t, m); got != want {
				t.Errorf("the state is another one than was written. It is now\n%s\nand was\n%s", got, want)
			}
			rewritten(t, m)
		})
	}
}

func loadGolden(t *testing.T, name string) *journal.Memory {
	t.Helper()
	m, last := new(journal.Memory), map[string]journal.Version{}
	lines := bufio.NewScanner(strings.NewReader(read(t, name)))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var rec goldenRecord
		if err := json.Unmarshal(lines.Bytes(), &rec); err != nil {
			t.Fatal(err)
		}
		v, err := m.Append(t.Context(), rec.Stream, last[rec.Stream], journal.NewRecord(rec.ID, rec.Data))
		if err != nil {
			t.Fatal(err)
		}
		last[rec.Stream] = v
	}
	return m
}

// sums returns a line for each stream: its name, and the hash of what it says.
func sums(t *testing.T, m *journal.Memory) string {
	t.Helper()
	var b strings.Builder
	for _, name := range streams(t, m) {
		if state := stateOf(t, m, name); state != nil {
			sum := sha256.Sum256(state)
			fmt.Fprintf(&b, "%s %s\n", name, hex.EncodeToString(sum[:]))
		}
	}
	return b.String()
}

func streams(t *testing.T, m *journal.Memory) (names []string) {
	t.Helper()
	for name, err := range m.Streams(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// stateOf replays a stream and returns its state as text, nil for a stream that others refer to.
func stateOf(t *testing.T, m *journal.Memory, name string) []byte {
	t.Helper()
	kind, id, _ := strings.Cut(name, "/")
	var state any
	var err error
	switch {
	case kind == "center" && !strings.Contains(id, "/"):
		return centerState(t, m, id)
	case kind == "chat":
		conv := chat.New(chat.ConversationConfig{})
		for _, e := range goldenEntries(t, m, name, chat.DecodeEntries) {
			conv.Apply(e)
		}
		due, _ := conv.Deadline()
		state, err = []any{conv.All(), conv.Phase(), conv.Members(), conv.Queue(), conv.Served(), due.UTC()}, conv.Err()
	case kind == "email":
		thread := email.NewThread()
		for _, e := range goldenEntries(t, m, name, email.DecodeEntries) {
			thread.Apply(e)
		}
		state, err = []any{thread.All(), thread.Phase(), thread.Owner(), thread.Drafts(), thread.Leaving(), thread.Subject()}, thread.Err()
	case kind == "history":
		log := history.Log{Journal: m}
		state, err = log.Page(t.Context(), contact.CustomerID(id), "", history.MaxPage)
	case kind == "customer":
		state, err = (&journal.Customers{Journal: m}).Customer(t.Context(), contact.CustomerID(id))
	default:
		return nil
	}
	text, failed := json.Marshal(state)
	if err = errors.Join(err, failed); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text
}

// centerState reads a center's log from the beginning, and checks that a Center comes from its snapshot to the same.
func centerState(t *testing.T, m *journal.Memory, id string) []byte {
	t.Helper()
	floor := routing.NewFloor(routing.FloorConfig{})
	for rec, err := range journal.Replay(t.Context(), m, "center/"+id, 0) {
		if err != nil {
			t.Fatal(err)
		}
		events, err := routing.DecodeEvents(rec.Data)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range events {
			floor.Apply(ev)
		}
	}
	want, err := floor.Snapshot()
	if err = errors.Join(err, floor.Err()); err != nil {
		t.Fatal(err)
	}
	follow := func(context.Context, routing.Command) (journal.Version, error) { return 0, errors.New("nobody leads") }
	c, err := routing.Open(t.Context(), routing.Config{ID: id, Journal: m, Forward: follow, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	var got []byte
	if err := errors.Join(c.View(func(f *routing.Floor) { got, err = f.Snapshot() }), err); err != nil || !bytes.Equal(got, want) {
		t.Errorf("center %s: from the snapshot comes another state than from the log; %v", id, err)
	}
	return want
}

func goldenEntries[E any](t *testing.T, m *journal.Memory, stream string, decode func([]byte, uint64) ([]E, error)) (all []E) {
	t.Helper()
	for rec, err := range journal.Replay(t.Context(), m, stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		entries, err := decode(rec.Data, uint64(len(all)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entries...)
	}
	return all
}

// rewritten checks that what was read from logs of the encoding of today is written as it was.
func rewritten(t *testing.T, m *journal.Memory) {
	t.Helper()
	for _, name := range streams(t, m) {
		kind, id, _ := strings.Cut(name, "/")
		seq := uint64(0)
		for rec, err := range journal.Replay(t.Context(), m, name, 0) {
			var again bytes.Buffer
			switch {
			case err != nil:
			case kind == "center" && !strings.Contains(id, "/"):
				var events []routing.Event
				if events, err = routing.DecodeEvents(rec.Data); err == nil {
					err = routing.AppendEvents(&again, events)
				}
			case kind == "chat":
				var entries []chat.Entry
				if entries, err = chat.DecodeEntries(rec.Data, seq); err == nil {
					err = chat.AppendEntries(&again, entries)
				}
				seq += uint64(len(entries))
			case kind == "email":
				var entries []email.Entry
				if entries, err = email.DecodeEntries(rec.Data, seq); err == nil {
					err = email.AppendEntries(&again, entries)
				}
				seq += uint64(len(entries))
			default:
				continue
			}
			// A desk puts before the entries up to where it had followed the center.
			if err != nil || !bytes.HasSuffix(rec.Data, again.Bytes()) {
				t.Fatalf("%s at version %d is written otherwise now: %x, and was %x; %v", name, rec.Version, again.Bytes(), rec.Data, err)
			}
		}
	}
}

// writeGolden has people do what people do, and writes the journal down.
func writeGolden(t *testing.T, path string) {
	if _, err := os.Stat(path + ".jsonl"); err == nil {
		t.Fatalf("%s is there already, and stays as it is", path)
	}
	m := new(journal.Memory)
	synctest.Test(t, func(t *testing.T) { goldenDay(t, m) })
	var out bytes.Buffer
	for _, name := range streams(t, m) {
		for rec, err := range journal.Replay(t.Context(), m, name, 0) {
			if err = errors.Join(err, json.NewEncoder(&out).Encode(goldenRecord{name, rec.ID, rec.Data})); err != nil {
				t.Fatal(err)
			}
		}
	}
	err := errors.Join(os.WriteFile(path+".jsonl", out.Bytes(), 0o644), os.WriteFile(path+".sums", []byte(sums(t, m)), 0o644))
	if err != nil {
		t.Fatal(err)
	}
}

// goldenDay is a day with everything in it that leaves something in a journal.
func goldenDay(t *testing.T, m *journal.Memory) {
	ctx, quiet := context.Background(), slog.New(slog.DiscardHandler)
	done := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	customers := &journal.Customers{Journal: m}
	for id, name := range map[contact.CustomerID]string{"u1": "김민지", "u2": "Ann Bell"} {
		done(customers.Save(ctx, contact.Customer{ID: id, Name: name, Email: string(id) + "@home.example"}))
	}
	setup := []routing.Command{
		routing.SetSettings{Settings: routing.Settings{KeepClosed: 100}},
		routing.SetReason{Reason: wrapup.Reason{ID: "done", Name: "Done"}}, routing.SetIdleCode{IdleCode: routing.IdleCode{ID: "lunch", Name: "Lunch"}},
		routing.SetProfile{Profile: contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 3, contact.Email: 3}}},
		routing.SetQueue{Queue: routing.Queue{ID: "chat", Name: "Chat", Channel: contact.Chat, Decline: true, WrapUp: wrapup.Policy{After: time.Minute, Default: "done"}}},
		routing.SetQueue{Queue: routing.Queue{ID: "vip", Channel: contact.Chat, Skills: []routing.Skill{{Name: "ko", Level: 2}}, Relax: []routing.Relax{{After: time.Minute, Skill: "ko", Level: 1}}}},
		routing.SetQueue{Queue: routing.Queue{ID: "mail", Name: "Mail", Channel: contact.Email}},
	}
	for _, id := range []contact.AgentID{"kim", "lee", "park", "boss"} {
		setup = append(setup, routing.SetAgent{Agent: routing.Agent{
			ID: id, Name: string(id), Profile: "p", Skills: []routing.Skill{{Name: "ko", Level: 1}},
			Queues: []routing.Serves{{Queue: "chat"}, {Queue: "vip"}, {Queue: "mail"}},
		}})
	}
	center, err := routing.Open(ctx, routing.Config{Journal: m, Setup: setup, Customers: customers, Logger: quiet})
	done(err)
	talk, err := chat.OpenDesk(ctx, chat.Config{Center: center, Journal: m, Customers: customers, Blobs: new(blob.Memory), Logger: quiet})
	done(err)
	key, err := tokens.NewKey(1, bytes.Repeat([]byte("secret! "), 4))
	done(err)
	keys, err := tokens.NewKeys(key)
	done(err)
	left := new(email.Memory)
	mail, err := email.OpenDesk(ctx, email.Config{
		Center: center, Journal: m, Customers: customers, Blobs: new(blob.Memory), Keys: keys, Sender: left, Logger: quiet,
		Settings: email.Settings{Mailboxes: []email.Mailbox{{Address: message.Address{Name: "Help", Addr: "help@shop.example"}, Queue: "mail"}}},
	})
	done(err)
	wait := func() { time.Sleep(time.Second) }
	available := func(id contact.AgentID) {
		done(center.SignIn(ctx, id))
		done(center.SetState(ctx, id, contact.Available, ""))
	}

	available("kim")
	c1, err := talk.Begin(ctx, chat.Start{Contact: "c1", Customer: "u1", Queue: "chat", Language: "ko"})
	done(err)
	wait()
	done(center.Accept(ctx, "kim", c1))
	for i, text := range []string{"안녕하세요", "카드는 4539 1488 0343 6467", "order 12-7"} {
		_, err = talk.Say(ctx, chat.Message{Contact: c1, From: chat.Customer, ID: fmt.Sprint("m", i), Text: text})
		done(err)
		wait()
	}
	done(talk.Read(ctx, chat.AgentMember("kim"), c1, 4))
	done(center.SetNextState(ctx, "kim", contact.Idle, "lunch"))
	done(center.Hold(ctx, "kim", c1))
	done(center.Retrieve(ctx, "kim", c1))
	available("lee")
	done(center.Conference(ctx, "kim", c1, "lee"))
	wait()
	done(center.Accept(ctx, "lee", c1))
	_, err = talk.Say(ctx, chat.Message{Contact: c1, From: chat.AgentMember("lee"), ID: "n1", Text: "hello"})
	done(err)
	done(center.SignIn(ctx, "boss"))
	done(center.Supervise(ctx, "boss", c1, routing.Whisper))
	wait()
	done(center.Leave(ctx, "lee", c1))
	done(center.TransferToAgent(ctx, "kim", c1, "lee"))
	wait()
	done(center.Accept(ctx, "lee", c1))
	done(center.Snapshot(ctx)) // in the middle of it all
	done(center.End(ctx, "lee", c1))
	done(center.WrapUp(ctx, "lee", c1, "done"))

	c2, err := talk.Begin(ctx, chat.Start{Contact: "c2", Customer: "u2", Queue: "vip", Language: "en"})
	done(err)
	time.Sleep(3 * time.Minute) // relaxed, offered, missed: RONA
	done(center.Abandon(ctx, c2))
	wait()

	taken, err := mail.Take(ctx, email.Incoming{To: []string{"help@shop.example"}, Raw: []byte("From: Ann <u2@home.example>\r\n" +
		"To: help@shop.example\r\nCc: bob@home.example\r\nSubject: =?utf-8?b?7KO866y4?=\r\nMessage-ID: <1@home.example>\r\n\r\nWhere is it? 4539 1488 0343 6467\r\n")})
	done(err)
	for _, id := range []contact.AgentID{"kim", "lee"} {
		if v, _ := center.Agent(id); v.State != contact.Available {
			done(center.SetState(ctx, id, contact.Available, ""))
		}
	}
	wait()
	v, _ := center.Contact(taken.Contact)
	done(center.Accept(ctx, v.OfferedTo, taken.Contact))
	all, err := mail.Compose(ctx, v.OfferedTo, taken.Contact, reply.All)
	done(err)
	all.Draft.Body, err = document.FromHTML("<h1>Dear Ann</h1><ul><li>your <b>order</b></li></ul>", nil)
	done(err)
	_, err = mail.Save(ctx, v.OfferedTo, taken.Contact, all.Draft)
	done(err)
	answer, err := mail.Compose(ctx, v.OfferedTo, taken.Contact, reply.Quick)
	done(err)
	answer.Draft.Text = "It is on its way."
	answer, err = mail.Save(ctx, v.OfferedTo, taken.Contact, answer.Draft)
	done(err)
	_, err = mail.Send(ctx, v.OfferedTo, taken.Contact, reply.Quick, answer.Draft.Version)
	done(err)
	time.Sleep(time.Minute)
	done(errors.Join(mail.Close(ctx), talk.Close(ctx), center.Close(ctx)))
}
