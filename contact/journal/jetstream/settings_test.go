package jetstream_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/jetstream"
	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
	"github.com/nats-io/nats.go"
	api "github.com/nats-io/nats.go/jetstream"
)

func TestConfig(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	for name, cfg := range map[string]jetstream.Config{
		"no connection":     {},
		"dot":               {Conn: nc, Stream: "a.b"},
		"slash":             {Conn: nc, Stream: "a/b"},
		"space":             {Conn: nc, Stream: "a b"},
		"wildcard":          {Conn: nc, Stream: "*"},
		"long":              {Conn: nc, Stream: strings.Repeat("a", 65)},
		"replicas":          {Conn: nc, Replicas: 6},
		"negative replicas": {Conn: nc, Replicas: -1},
		"pending":           {Conn: nc, MaxPending: -1},
		"try":               {Conn: nc, Try: -1},
		"patience":          {Conn: nc, Patience: -1},
		"TTL":               {Conn: nc, TTL: -1},
	} {
		if _, err := jetstream.Open(t.Context(), cfg); !errors.Is(err, jetstream.ErrConfig) {
			t.Errorf("%s: Open returned %v, want %v", name, err, jetstream.ErrConfig)
		}
		if _, err := jetstream.OpenLeases(t.Context(), cfg); !errors.Is(err, jetstream.ErrConfig) {
			t.Errorf("%s: OpenLeases returned %v, want %v", name, err, jetstream.ErrConfig)
		}
	}
}

// TestReplicas: one server cannot keep three replicas; the server says so.
func TestReplicas(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	_, err := jetstream.Open(t.Context(), jetstream.Config{Conn: nc})
	if e, ok := errors.AsType[*jetstream.ServerError](err); !ok || e.Description == "" {
		t.Errorf("Open returned %v, want a *ServerError", err)
	}
}

// TestSettings: a stream that Open has made is taken again; one whose settings lose data is refused, with their names.
func TestSettings(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	js, err := api.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	for setting, spoil := range map[string]func(*api.StreamConfig){
		"":                     func(*api.StreamConfig) {},
		"max_age":              func(c *api.StreamConfig) { c.MaxAge = time.Hour },
		"discard":              func(c *api.StreamConfig) { c.Discard = api.DiscardOld },
		"retention":            func(c *api.StreamConfig) { c.Retention = api.InterestPolicy },
		"storage":              func(c *api.StreamConfig) { c.Storage = api.MemoryStorage },
		"max_msgs_per_subject": func(c *api.StreamConfig) { c.MaxMsgsPerSubject = 5 },
		"max_msg_size":         func(c *api.StreamConfig) { c.MaxMsgSize = 1000 },
		"no_ack":               func(c *api.StreamConfig) { c.NoAck = true },
		"deny_purge":           func(c *api.StreamConfig) { c.DenyPurge = true },
		"allow_direct":         func(c *api.StreamConfig) { c.AllowDirect = false },
		"allow_msg_ttl":        func(c *api.StreamConfig) { c.AllowMsgTTL = true },
		"allow_rollup_hdrs":    func(c *api.StreamConfig) { c.AllowRollup = true },
		"persist_mode":         func(c *api.StreamConfig) { c.PersistMode = api.AsyncPersistMode },
		"republish":            func(c *api.StreamConfig) { c.RePublish = nil },
		"subjects":             func(c *api.StreamConfig) { c.Subjects = []string{"s.log.>"} },
		"subject_transform": func(c *api.StreamConfig) {
			c.SubjectTransform = &api.SubjectTransformConfig{Source: "s.log.*", Destination: "s.log.x"}
		},
		"sources": func(c *api.StreamConfig) { c.Sources = []*api.StreamSource{{Name: "other"}} },
		"mirror": func(c *api.StreamConfig) {
			c.Subjects, c.Mirror, c.RePublish = nil, &api.StreamSource{Name: "other"}, nil
		},
	} {
		cfg := jetstream.Config{Conn: nc, Stream: "s", Replicas: 1}
		settings := jetstream.LogSettings(cfg)
		spoil(&settings)
		if _, err := js.CreateStream(t.Context(), settings); err != nil {
			t.Fatalf("%s: %v", setting, err)
		}
		if setting == "" {
			open(t, cfg)
		} else if _, err := jetstream.Open(t.Context(), cfg); !errors.Is(err, jetstream.ErrStream) || !strings.Contains(err.Error(), setting) {
			t.Errorf("%s: Open returned %v, want %v with the setting's name", setting, err, jetstream.ErrStream)
		}
		if err := js.DeleteStream(t.Context(), "s"); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFewReplicas: a stream with fewer replicas than it is to have is refused, one with more is not.
func TestFewReplicas(t *testing.T) {
	nc := connect(t, natstest.New(t, 3).URL())
	open(t, jetstream.Config{Conn: nc, Stream: "one", Replicas: 1})
	if _, err := jetstream.Open(t.Context(), jetstream.Config{Conn: nc, Stream: "one"}); !errors.Is(err, jetstream.ErrStream) {
		t.Errorf("Open returned %v, want %v", err, jetstream.ErrStream)
	}
	open(t, jetstream.Config{Conn: nc, Stream: "three"})
	open(t, jetstream.Config{Conn: nc, Stream: "three", Replicas: 1})
}

// TestTTL: all tables of a store agree on how long sessions last.
func TestTTL(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	openLeases(t, jetstream.Config{Conn: nc, Replicas: 1})
	openLeases(t, jetstream.Config{Conn: nc, Replicas: 1, TTL: 3 * time.Second})
	_, err := jetstream.OpenLeases(t.Context(), jetstream.Config{Conn: nc, Replicas: 1, TTL: time.Minute})
	if !errors.Is(err, jetstream.ErrStream) {
		t.Errorf("OpenLeases returned %v, want %v", err, jetstream.ErrStream)
	}
}

// TestFull: a limit of bytes refuses what is beyond it, and loses nothing.
func TestFull(t *testing.T) {
	nc := connect(t, natstest.New(t, 1).URL())
	js, err := api.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	cfg := jetstream.Config{Conn: nc, Stream: "s", Replicas: 1}
	settings := jetstream.LogSettings(cfg)
	settings.MaxBytes = 20_000
	if _, err := js.CreateStream(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	j := open(t, cfg)
	var stored journal.Version
	for {
		_, err := journal.Commit(t.Context(), j, "a", stored, journal.NewRecord(recordID(stored), make([]byte, 1000)))
		if err != nil {
			if !errors.Is(err, journal.ErrUnknown) || !strings.Contains(err.Error(), "maximum bytes") {
				t.Errorf("Commit to a full stream returned %v, want ErrUnknown with the reason", err)
			}
			break
		}
		stored++
	}
	if n := count(t, j, "a"); n != stored || n < 10 {
		t.Errorf("%d records are there, want the %d that were acknowledged", n, stored)
	}
}

func system(t *testing.T, c *natstest.Cluster) *nats.Conn {
	return connect(t, c.URL(), nats.UserInfo(natstest.SystemUser, natstest.SystemPassword))
}

// TestSynced: Open finds out whether the servers sync before they acknowledge, or says that it could not.
func TestSynced(t *testing.T) {
	for name, servers := range map[string]int{"single": 1, "three": 3} {
		c := natstest.New(t, servers)
		cfg := jetstream.Config{Conn: connect(t, c.URL()), Replicas: servers}
		var log bytes.Buffer
		unchecked := cfg
		unchecked.Logger = slog.New(slog.NewTextHandler(&log, nil))
		if j := open(t, unchecked); j.Synced() || !strings.Contains(log.String(), "level=WARN") {
			t.Errorf("%s, nobody to ask: Synced() = %t, log %q; want a warning", name, j.Synced(), log.String())
		}
		asked := cfg
		asked.System = system(t, c)
		monitored := cfg
		monitored.Monitors = c.Monitors()
		for _, cfg := range []jetstream.Config{asked, monitored} {
			log.Reset()
			cfg.Logger = slog.New(slog.NewTextHandler(&log, nil))
			if j := open(t, cfg); !j.Synced() || log.Len() > 0 {
				t.Errorf("%s: Synced() = %t, log %q; want true, nothing", name, j.Synced(), log.String())
			}
		}
		if servers == 3 {
			monitored.Monitors = monitored.Monitors[:2]
			if _, err := jetstream.Open(t.Context(), monitored); !errors.Is(err, jetstream.ErrNotSynced) {
				t.Errorf("a server was not asked: Open returned %v, want %v", err, jetstream.ErrNotSynced)
			}
		}
	}
}

// TestNotSynced: servers that acknowledge what is not on their disks are refused.
func TestNotSynced(t *testing.T) {
	c := natstest.NewConfig(t, natstest.Config{NoSync: true})
	cfg := jetstream.Config{Conn: connect(t, c.URL()), Replicas: 1}
	asked, monitored, unreachable, wrong := cfg, cfg, cfg, cfg
	asked.System = system(t, c)
	monitored.Monitors = c.Monitors()
	unreachable.Monitors = []string{"http://127.0.0.1:1"}
	wrong.System = cfg.Conn
	wrong.Try = 200 * time.Millisecond
	for name, cfg := range map[string]jetstream.Config{
		"asked": asked, "monitored": monitored, "monitoring cannot be reached": unreachable, "not the system account": wrong,
	} {
		if _, err := jetstream.Open(t.Context(), cfg); !errors.Is(err, jetstream.ErrNotSynced) {
			t.Errorf("%s: Open returned %v, want %v", name, err, jetstream.ErrNotSynced)
		}
	}
}
