package jetstream

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// logSettings are those of the stream with the records: it keeps everything until it is told otherwise. What it has stored,
// its leader publishes once more without the content, as a hint for who watches.
func logSettings(cfg Config) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name: cfg.Stream, Subjects: []string{cfg.Stream + ".log.*"}, Replicas: cfg.Replicas,
		Retention: jetstream.LimitsPolicy, Discard: jetstream.DiscardNew, Storage: jetstream.FileStorage,
		MaxMsgs: -1, MaxBytes: -1, MaxMsgsPerSubject: -1, MaxMsgSize: -1, MaxConsumers: -1, AllowDirect: true,
		RePublish: &jetstream.RePublish{Source: cfg.Stream + ".log.*", Destination: cfg.Stream + ".hint.{{wildcard(1)}}", HeadersOnly: true},
	}
}

// ttlKey is where the stream with the leases says how long sessions last, which all nodes must agree on.
const ttlKey = "acdkit-ttl"

// leaseSettings are those of the stream with the leases: it keeps the last message of each subject.
func leaseSettings(cfg Config) jetstream.StreamConfig {
	name := cfg.Stream + "-leases"
	return jetstream.StreamConfig{
		Name: name, Subjects: []string{name + ".session.*", name + ".name.*"}, Replicas: cfg.Replicas,
		Retention: jetstream.LimitsPolicy, Discard: jetstream.DiscardNew, Storage: jetstream.FileStorage,
		MaxMsgs: -1, MaxBytes: -1, MaxMsgsPerSubject: 1, MaxMsgSize: -1, MaxConsumers: -1, AllowDirect: true, AllowMsgTTL: true,
		Metadata: map[string]string{ttlKey: cfg.TTL.String()},
	}
}

// ensure creates the stream, or checks that the one that is there does what want asks for. It returns the names of the
// servers that keep it; none for a server without a cluster.
func (s *store) ensure(ctx context.Context, want jetstream.StreamConfig) (peers []string, err error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	js, err := jetstream.New(s.nc)
	if err != nil {
		return nil, err
	}
	var stream jetstream.Stream
	err = s.repeat(ctx, s.patient, func(ctx context.Context, wait time.Duration) error {
		ctx, cancel := context.WithTimeout(ctx, wait)
		defer cancel()
		stream, err = js.Stream(ctx, want.Name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			stream, err = js.CreateStream(ctx, want)
		}
		return translate(err)
	})
	if err != nil {
		return nil, err
	}
	info := stream.CachedInfo()
	if wrong := compare(want, info.Config); len(wrong) > 0 {
		return nil, fmt.Errorf("%w: %s: %s", ErrStream, want.Name, strings.Join(wrong, ", "))
	}
	if info.Cluster == nil {
		return nil, nil
	}
	peers = []string{info.Cluster.Leader}
	for _, r := range info.Cluster.Replicas {
		peers = append(peers, r.Name)
	}
	return peers, nil
}

// translate makes the client library's errors those that passing knows.
func translate(err error) error {
	if e, ok := errors.AsType[*jetstream.APIError](err); ok {
		return &ServerError{Code: e.Code, ErrCode: int(e.ErrorCode), Description: e.Description}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, jetstream.ErrJetStreamNotEnabled):
		return fmt.Errorf("%w: %w", errOpen, err)
	}
	return err
}

// compare lists the settings that are not as they must be. Those that do not matter are let be, among them placement,
// compression and a limit of bytes: the server refuses what is beyond, because Discard is new.
func compare(want, got jetstream.StreamConfig) (wrong []string) {
	unlimited := func(n int64) bool { return n <= 0 }
	for _, c := range []struct {
		name string
		ok   bool
	}{
		{"subjects", slices.Equal(got.Subjects, want.Subjects)},
		{"num_replicas", got.Replicas >= want.Replicas},
		{"retention", got.Retention == want.Retention},
		{"discard", got.Discard == want.Discard},
		{"storage", got.Storage == want.Storage},
		{"max_age", got.MaxAge == time.Duration(0)},
		{"max_msgs_per_subject", got.MaxMsgsPerSubject == want.MaxMsgsPerSubject || unlimited(got.MaxMsgsPerSubject) && unlimited(want.MaxMsgsPerSubject)},
		{"max_msg_size", unlimited(int64(got.MaxMsgSize))},
		{"no_ack", !got.NoAck},
		{"sealed", !got.Sealed},
		{"deny_purge", !got.DenyPurge},
		{"allow_direct", got.AllowDirect},
		{"allow_msg_ttl", got.AllowMsgTTL == want.AllowMsgTTL},
		{"allow_rollup_hdrs", !got.AllowRollup},
		{"persist_mode", got.PersistMode == want.PersistMode},
		{"mirror", got.Mirror == nil},
		{"sources", len(got.Sources) == 0},
		{"subject_transform", got.SubjectTransform == nil},
		{"metadata " + ttlKey, got.Metadata[ttlKey] == want.Metadata[ttlKey]},
		{"republish", samePublication(got.RePublish, want.RePublish)},
	} {
		if !c.ok {
			wrong = append(wrong, c.name)
		}
	}
	return wrong
}

func samePublication(a, b *jetstream.RePublish) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
