package host_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/host"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/routing"
	"github.com/google/go-cmp/cmp"
)

// centers has one center, x, or an error for others.
type centers struct{ x *routing.Center }

func (c centers) Center(_ context.Context, id string) (*routing.Center, error) {
	if id != "x" {
		return nil, errors.New("no such center")
	}
	return c.x, nil
}

// open returns the door to a node with a center that has an agent a0.
func open(t *testing.T) (*host.Door, *routing.Center, *host.Clock) {
	t.Helper()
	clock := new(host.Clock)
	x, err := routing.Open(t.Context(), routing.Config{
		ID: "x", Journal: new(journal.Memory), Setup: load.Setup(1, time.Minute), Now: clock.Now, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close(context.Background()) })
	desks := &host.Desks{Journal: new(journal.Memory), Logger: slog.New(slog.DiscardHandler)}
	t.Cleanup(desks.Opened("x", x))
	api := &host.API{Centers: centers{x}, Clock: clock, Desks: desks}
	server := httptest.NewServer(api.Handler())
	t.Cleanup(server.Close)
	return host.NewDoor(strings.TrimPrefix(server.URL, "http://")), x, clock
}

func TestDoor(t *testing.T) {
	door, x, _ := open(t)
	for _, tc := range []struct {
		cmd  routing.Command
		want error
	}{
		{routing.Once{ID: "1", Command: routing.SignIn{Agent: "a0"}}, nil},
		{routing.Once{ID: "1", Command: routing.SignIn{Agent: "a0"}}, nil},
		{routing.Once{ID: "2", Command: routing.SignIn{Agent: "a0"}}, routing.ErrState},
		{routing.SetState{Agent: "a0", State: contact.Available}, nil},
		{routing.Enqueue{Contact: "c1", Queue: "chat"}, nil},
		{routing.Enqueue{Contact: "c2", Queue: "chat"}, nil},
		{routing.Accept{Agent: "a0", Contact: "c1"}, nil},
		{routing.Accept{Agent: "a0", Contact: "c3"}, routing.ErrUnknownContact},
		{routing.Tick{}, routing.ErrInvalidCommand},
	} {
		if err := door.Do(t.Context(), "x", tc.cmd); !errors.Is(err, tc.want) || (err == nil) != (tc.want == nil) {
			t.Errorf("Do(%+v) returned %v, want %v", tc.cmd, err, tc.want)
		}
	}
	got, err := door.Work(t.Context(), "x", "a0")
	want := load.Work{State: contact.Available, Offers: []contact.ID{"c2"}, Owned: []contact.ID{"c1"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("Work returned %v, mismatch (-want +got)\n%s", err, diff)
	}
	if err := door.Do(t.Context(), "x", routing.End{Agent: "a0", Contact: "c1"}); err != nil {
		t.Error(err)
	}
	if got, err := door.Work(t.Context(), "x", "a0"); err != nil || len(got.Wrapping) != 1 || len(got.Owned) != 0 {
		t.Errorf("Work returned %+v, %v, want a wrap-up", got, err)
	}
	if status, err := door.Status(t.Context(), "x"); err != nil || !status.Leads || status.Version != uint64(x.Version()) {
		t.Errorf("Status returned %+v, %v", status, err)
	}
}

func TestDoorRefusals(t *testing.T) {
	door, x, _ := open(t)
	cmd := routing.SignIn{Agent: "a0"}
	if err := door.Do(t.Context(), "y", cmd); !errors.Is(err, load.ErrUnreachable) {
		t.Errorf("Do in a center that cannot be opened returned %v, want ErrUnreachable", err)
	}
	if _, err := door.Work(t.Context(), "x", "nobody"); err == nil {
		t.Error("there is work of an agent whom nobody knows")
	}
	if _, err := door.Status(t.Context(), "y"); err == nil {
		t.Error("there is a status of a center that cannot be opened")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := door.Do(ctx, "x", cmd); !errors.Is(err, context.Canceled) {
		t.Errorf("Do returned %v, want the context's error", err)
	}
	if err := x.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := door.Do(t.Context(), "x", cmd); !errors.Is(err, routing.ErrClosed) {
		t.Errorf("Do in a closed center returned %v, want ErrClosed", err)
	}
	if err := host.NewDoor("127.0.0.1:1").Do(t.Context(), "x", cmd); !errors.Is(err, load.ErrUnreachable) {
		t.Errorf("Do where nobody listens returned %v, want ErrUnreachable", err)
	}
}

// TestDoorOpen: an answer that does not come, or cannot be read, leaves the outcome open.
func TestDoorOpen(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"cut":     func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"timeout": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGatewayTimeout) },
		"noise":   func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("{{")) },
	} {
		server := httptest.NewServer(answer)
		door := host.NewDoor(strings.TrimPrefix(server.URL, "http://"))
		err := door.Do(t.Context(), "x", routing.SignIn{Agent: "a0"})
		if _, answered := errors.AsType[*routing.Error](err); err == nil || answered || errors.Is(err, load.ErrUnreachable) {
			t.Errorf("%s: Do returned %v, want the outcome to be open", name, err)
		}
		server.Close()
	}
}

// TestTalk: a customer and an agent talk, by their nodes.
func TestTalk(t *testing.T) {
	door, x, _ := open(t)
	ctx := t.Context()
	say := func(who chat.Member, id string) error {
		return door.Say(ctx, "x", chat.Message{Contact: "c1", From: who, ID: id, Text: "this is " + id})
	}
	if err := say(chat.Customer, "m0"); !errors.Is(err, chat.ErrNotOpen) {
		t.Errorf("Say before Begin returned %v, want ErrNotOpen", err)
	}
	for range 2 {
		if err := door.Begin(ctx, "x", "c1", "chat"); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range []routing.Command{
		routing.SignIn{Agent: "a0"}, routing.SetState{Agent: "a0", State: contact.Available}, routing.Accept{Agent: "a0", Contact: "c1"},
	} {
		if err := x.Do(ctx, cmd); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{say(chat.Customer, "m1"), say(chat.AgentMember("a0"), "m2"), say(chat.Customer, "m1")} {
		if err != nil {
			t.Error(err)
		}
	}
	if err := say(chat.AgentMember("a1"), "m3"); !errors.Is(err, chat.ErrNotMember) {
		t.Errorf("Say by a stranger returned %v, want ErrNotMember", err)
	}
	if err := x.Do(ctx, routing.End{Agent: "a0", Contact: "c1"}); err != nil {
		t.Fatal(err)
	}
	lines, err := door.Since(ctx, "x", "c1", chat.Customer, 0)
	var said []string
	for _, l := range lines {
		if l.Said != "" {
			said = append(said, l.Said)
		}
	}
	if diff := cmp.Diff([]string{"m1", "m2"}, said); diff != "" || err != nil || lines[len(lines)-1].Kind != "ended" {
		t.Errorf("Since returned %+v, %v", lines, err)
	}
	if _, err := door.Since(ctx, "y", "c1", chat.Customer, 0); !errors.Is(err, load.ErrUnreachable) {
		t.Errorf("Since in a center that cannot be opened returned %v, want ErrUnreachable", err)
	}
	if _, err := host.NewDoor("127.0.0.1:1").Since(ctx, "x", "c1", chat.Customer, 0); !errors.Is(err, load.ErrUnreachable) {
		t.Errorf("Since where nobody listens returned %v, want ErrUnreachable", err)
	}
}

func TestClock(t *testing.T) {
	door, _, clock := open(t)
	if err := door.Shift(t.Context(), -time.Hour); err != nil {
		t.Fatal(err)
	}
	if off := time.Since(clock.Now()); off < time.Hour-time.Minute || off > time.Hour+time.Minute {
		t.Errorf("the clock is off by %v, want an hour", off)
	}
}

// FuzzAPI: whatever a stranger sends is answered, and what is no command is not acknowledged.
func FuzzAPI(f *testing.F) {
	f.Add("/centers/x/commands", "")
	f.Add("/centers/x/commands", `{"type":"accept","agent":"a0"}`)
	f.Add("/centers/x/commands", `{"type":"tick"}`)
	f.Add("/clock?shift=1", "")
	x, err := routing.Open(f.Context(), routing.Config{ID: "x", Journal: new(journal.Memory), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { x.Close(context.Background()) })
	api := (&host.API{Centers: centers{x}, Clock: new(host.Clock)}).Handler()
	f.Fuzz(func(t *testing.T, path, body string) {
		r, err := http.NewRequest(http.MethodPost, "http://node/", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Path = "/" + strings.TrimPrefix(path, "/")
		w := httptest.NewRecorder()
		api.ServeHTTP(w, r)
		if _, err := routing.UnmarshalCommand([]byte(body)); err != nil && w.Code == http.StatusOK && r.URL.Path == "/centers/x/commands" {
			t.Errorf("%q was acknowledged", body)
		}
		if w.Code == http.StatusInternalServerError {
			t.Errorf("%q to %q: status %d", body, path, w.Code)
		}
	})
}
