package proof_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// keep appends a record of payloads to the log of center x.
func keep(t *testing.T, j journal.Journal, after journal.Version, payloads ...routing.Payload) {
	t.Helper()
	var data bytes.Buffer
	if err := routing.AppendEvents(&data, logOf(payloads...).Events); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append(t.Context(), "center/x", after, journal.NewRecord("r", data.Bytes())); err != nil {
		t.Fatal(err)
	}
}

func TestLogReadOn(t *testing.T) {
	j := new(journal.Memory)
	log := proof.Log{Center: "x"}
	for v := range journal.Version(3) {
		keep(t, j, v, came, offer1)
		if err := log.ReadOn(t.Context(), j); err != nil || log.Version != v+1 || len(log.Events) != 2*int(v+1) {
			t.Errorf("ReadOn returned %v, is at version %d with %d events", err, log.Version, len(log.Events))
		}
	}
	keep(t, j, 3, closed)
	if err := log.ReadOn(t.Context(), j); err != nil {
		t.Error(err)
	}
	if came, closed := log.Contacts(); came != 3 || closed != 1 {
		t.Errorf("Contacts returned %d and %d, want 3 and 1", came, closed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := log.ReadOn(ctx, j); !errors.Is(err, context.Canceled) {
		t.Errorf("ReadOn returned %v, want the context's error", err)
	}
}

// TestLogDamage: what is broken is found, and nothing behind it is read.
func TestLogDamage(t *testing.T) {
	for _, fault := range []journaltest.Fault{journaltest.Skip, journaltest.Flip} {
		j := new(journal.Memory)
		for v := range journal.Version(3) {
			keep(t, j, v, came)
		}
		log := proof.Log{Center: "x"}
		err := log.ReadOn(t.Context(), &journaltest.Faulty{Journal: j, Plan: journaltest.Script(journal.OpRead, fault)})
		if err != nil || !errors.Is(log.Broken, journal.ErrCorrupt) || len(log.Events) > 0 {
			t.Errorf("%v: ReadOn returned %v, broken %v, %d events", fault, err, log.Broken, len(log.Events))
		}
		if err := log.ReadOn(t.Context(), j); err != nil || len(log.Events) > 0 {
			t.Errorf("%v: after that, ReadOn returned %v and reads %d events", fault, err, len(log.Events))
		}
		if f := proof.Audit(log, false); f.Gaps != 1 {
			t.Errorf("%v: Audit found %+v", fault, f)
		}
	}
}

func TestLogUnreadable(t *testing.T) {
	j := new(journal.Memory)
	if _, err := j.Append(t.Context(), "center/x", 0, journal.NewRecord("r", []byte("no events"))); err != nil {
		t.Fatal(err)
	}
	log := proof.Log{Center: "x"}
	if err := log.ReadOn(t.Context(), j); err != nil || log.Broken == nil {
		t.Errorf("ReadOn returned %v, broken %v", err, log.Broken)
	}
}
