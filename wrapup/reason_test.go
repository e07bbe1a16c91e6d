package wrapup

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
)

func TestReasonValidate(t *testing.T) {
	long := strings.Repeat("x", contact.MaxID)
	tests := []struct {
		name   string
		reason Reason
		want   error
	}{
		{"least", Reason{ID: "r", Name: "n"}, nil},
		{"full", Reason{ID: "r", Name: "환불", Channel: contact.Email, Queue: "q", Inactive: true}, nil},
		{"longest", Reason{ID: ReasonID(long), Name: strings.Repeat("환", MaxName), Queue: contact.QueueID(long)}, nil},
		{"no id", Reason{Name: "n"}, ErrBadReasonID},
		{"long id", Reason{ID: ReasonID(long + "x"), Name: "n"}, ErrBadReasonID},
		{"id not UTF-8", Reason{ID: "\xff", Name: "n"}, ErrBadReasonID},
		{"no name", Reason{ID: "r"}, ErrBadName},
		{"blank name", Reason{ID: "r", Name: " \u3000"}, ErrBadName},
		{"long name", Reason{ID: "r", Name: strings.Repeat("환", MaxName+1)}, ErrBadName},
		{"name not UTF-8", Reason{ID: "r", Name: "a\xff"}, ErrBadName},
		{"control character", Reason{ID: "r", Name: "a\nb"}, ErrBadName},
		{"no such channel", Reason{ID: "r", Name: "n", Channel: 200}, ErrBadChannel},
		{"long queue", Reason{ID: "r", Name: "n", Queue: contact.QueueID(long + "x")}, ErrBadQueue},
		{"queue not UTF-8", Reason{ID: "r", Name: "n", Queue: "\xff"}, ErrBadQueue},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.reason.Validate(); !errors.Is(err, tt.want) {
				t.Errorf("Validate() = %v, want %v", err, tt.want)
			}
		})
	}
}

// TestRecords: what is stored comes back from JSON and from CBOR, and zero fields take no room.
func TestRecords(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	full := Reason{"r", "환불", contact.Email, "q", true}
	policy := Policy{Min: NoMinimum, Max: 3, After: time.Minute, Default: "r", MayCancel: true}
	roundTrip(t, full, `{"id":"r","name":"환불","channel":"email","queue":"q","inactive":true}`)
	roundTrip(t, Reason{ID: "r", Name: "n"}, `{"id":"r","name":"n"}`)
	roundTrip(t, policy, `{"min":-1,"max":3,"after_ns":60000000000,"default":"r","may_cancel":true}`)
	roundTrip(t, Policy{}, `{}`)
	roundTrip(t, WrapUp{Open, at, at.Add(time.Minute)},
		`{"state":1,"started":"2026-03-01T09:00:00Z","deadline":"2026-03-01T09:01:00Z"}`)
	roundTrip(t, WrapUp{}, `{}`)
}

func roundTrip[T comparable](t *testing.T, value T, wantJSON string) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil || string(text) != wantJSON {
		t.Errorf("json.Marshal(%+v) = %s, %v, want %s", value, text, err, wantJSON)
	}
	var fromJSON, fromCBOR T
	if err := json.Unmarshal(text, &fromJSON); err != nil {
		t.Error(err)
	}
	mode, err := cbor.EncOptions{Time: cbor.TimeRFC3339Nano}.EncMode()
	if err != nil {
		t.Fatal(err)
	}
	data, err := mode.Marshal(value)
	if err == nil {
		err = cbor.Unmarshal(data, &fromCBOR)
	}
	if err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]T{value, value}, []T{fromJSON, fromCBOR}); diff != "" {
		t.Errorf("round trip of %+v mismatch (-want +got):\n%s", value, diff)
	}
}
