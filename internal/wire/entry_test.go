package wire_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/internal/wire"
	"github.com/google/go-cmp/cmp"
)

type said struct {
	Text string `json:"text,omitempty"`
}

var kinds = wire.Types[any]{1: wire.Of[any, said]("said")}

// TestEntryJSON writes entries with fields, without, and without a payload, and reads them.
func TestEntryJSON(t *testing.T) {
	at := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		kind    uint8
		payload any
		want    string
	}{
		{1, said{"hi"}, `{"seq":7,"at":"2026-01-05T00:00:00Z","type":"said","text":"hi"}`},
		{1, said{}, `{"seq":7,"at":"2026-01-05T00:00:00Z","type":"said"}`},
		{0, nil, `{"seq":7,"at":"2026-01-05T00:00:00Z","type":""}`},
	}
	for _, test := range tests {
		data, err := kinds.EntryJSON(7, at, test.kind, test.payload)
		if err != nil || string(data) != test.want {
			t.Errorf("%+v: %s, %v, want %s", test.payload, data, err, test.want)
		}
		seq, when, payload, err := kinds.ReadEntryJSON(data)
		if test.payload == nil {
			if err == nil {
				t.Error("an entry without a kind was read")
			}
			continue
		}
		if err != nil || seq != 7 || !when.Equal(at) || !cmp.Equal(payload, test.payload) {
			t.Errorf("%s: %d, %v, %+v, %v", data, seq, when, payload, err)
		}
	}
	if _, _, _, err := kinds.ReadEntryJSON([]byte("{")); err == nil {
		t.Error("half an entry was read")
	}
}
