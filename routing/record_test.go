package routing

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
	"github.com/google/go-cmp/cmp"
)

// payloads returns a value of every payload that logs know, made up from a seed.
func payloads(t *testing.T, seed uint64) map[string]Payload {
	t.Helper()
	f, all := newFiller(seed), map[string]Payload{}
	for k, et := range eventTypes {
		if et.cbor == nil {
			if k != 0 {
				t.Fatalf("no event has the kind %d", k)
			}
			continue
		}
		zero, err := et.cbor([]byte{0xa0}) // an empty map
		if err != nil {
			t.Fatalf("%s: %v", et.name, err)
		}
		if int(zero.kind()) != k {
			t.Fatalf("%s is read as kind %d, want %d", et.name, zero.kind(), k)
		}
		v := reflect.New(reflect.TypeOf(zero))
		f.set(v.Elem())
		all[et.name] = v.Elem().Interface().(Payload)
	}
	return all
}

// TestEventTypes finds every payload of the package's source in the table that reads logs.
func TestEventTypes(t *testing.T) {
	known := map[string]bool{}
	for name, p := range payloads(t, 1) {
		known[reflect.TypeOf(p).Name()] = true
		if EventName(p) != name {
			t.Errorf("EventName(%T) = %q, want %q", p, EventName(p), name)
		}
	}
	for _, method := range []string{"kind", "apply"} {
		receivers := receiversOf(t, method)
		delete(receivers, "Floor") // has an apply of its own
		if diff := cmp.Diff(receivers, known); diff != "" {
			t.Errorf("types with a method %s mismatch (-source +eventTypes):\n%s", method, diff)
		}
	}
	if len(known)+1 != len(eventTypes) {
		t.Errorf("%d payloads have %d kinds", len(known), len(eventTypes)-1)
	}
}

func TestEventRoundTrip(t *testing.T) {
	for seed := range uint64(30) {
		for name, p := range payloads(t, seed) {
			var want Event
			fill(newFiller(seed), &want.At)
			fill(newFiller(seed), &want.Command)
			want.Payload = p
			if diff := cmp.Diff([]Event{want}, throughCBOR(t, want)); diff != "" {
				t.Errorf("%s through CBOR mismatch (-want +got):\n%s", name, diff)
			}
			if diff := cmp.Diff(want, throughJSON(t, want)); diff != "" {
				t.Errorf("%s through JSON mismatch (-want +got):\n%s", name, diff)
			}
		}
	}
}

func throughCBOR(t *testing.T, events ...Event) []Event {
	t.Helper()
	var data bytes.Buffer
	if err := AppendEvents(&data, events); err != nil {
		t.Fatalf("AppendEvents: %v", err)
	}
	got, err := DecodeEvents(data.Bytes())
	if err != nil {
		t.Fatalf("DecodeEvents: %v", err)
	}
	return got
}

func throughJSON(t *testing.T, ev Event) (got Event) {
	t.Helper()
	data, err := json.Marshal(ev)
	if err == nil {
		err = json.Unmarshal(data, &got)
	}
	if err != nil {
		t.Fatalf("JSON of %s: %v", EventName(ev.Payload), err)
	}
	return got
}

// TestAppendEventsPacks packs one record in two calls.
func TestAppendEventsPacks(t *testing.T) {
	one := Event{At: time.Unix(1, 2).UTC(), Command: "x", Payload: Acknowledged{}}
	two := Event{At: time.Unix(1, 3).UTC(), Payload: QueueRemoved{"q"}}
	var once, twice bytes.Buffer
	if err := errors.Join(AppendEvents(&once, []Event{one, two}), AppendEvents(&twice, []Event{one}), AppendEvents(&twice, []Event{two})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(once.Bytes(), twice.Bytes()) {
		t.Errorf("packed at once %x, in two calls %x", once.Bytes(), twice.Bytes())
	}
}

// goldenEvents are events whose encoding is kept in testdata: logs that were written must stay readable.
func goldenEvents() []Event {
	at := time.Date(2026, 3, 2, 8, 30, 0, 123456789, time.UTC)
	nine := 9
	return []Event{
		{At: at, Payload: SettingsSet{Settings{Ageing: time.Minute, KeepClosed: 2, KeepCommands: 3}}},
		{At: at, Payload: QueueSet{Queue{
			ID: "q", Name: "지원", Channel: contact.Chat, Offer: 20 * time.Second, Strategy: BestSkill,
			Skills: []Skill{{"ko", 3}}, Relax: []Relax{{30 * time.Second, "ko", 1}}, Priority: 5, Max: 100,
			Hours:    Hours{Zone: "Asia/Seoul", Spans: []Opened{{time.Monday, 540, 1080}}},
			Overflow: Overflow{After: time.Minute, Queue: "r"}, Sticky: time.Second,
			Miss: Miss{Action: OverflowTo, Queue: "r"}, Decline: true,
			WrapUp: wrapup.Policy{Min: 1, Max: 2, After: time.Minute, Default: "done", MayCancel: true},
		}}},
		{At: at, Payload: ProfileSet{contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 300}, Blending: contact.Exclusive}}},
		{At: at, Payload: AgentSet{Agent{
			ID: "a", Name: "Kim", Profile: "p", Skills: []Skill{{"ko", 5}}, Queues: []Serves{{"q", 1}}, Takes: Oldest,
		}}},
		{At: at, Command: "once", Payload: ContactQueued{
			Contact: "c", Queue: "q", Channel: contact.Chat, Customer: "k", Priority: &nine, Skills: []Skill{{"ko", 0}},
			LastAgent: "a", Hold: time.Second, Age: time.Hour,
		}},
		{At: at, Payload: ContactQueued{Contact: "c", Queue: "q", Channel: contact.Email}},
		{At: at, Payload: OfferMade{Offer: 7, Contact: "c", Agent: "a", Queue: "q", Kind: ToConference, By: "b", Timeout: 20 * time.Second}},
		{At: at, Payload: OfferEnded{Offer: 7, Contact: "c", Agent: "a", Kind: FromTransfer, Cause: Withdrawn}},
		{At: at, Payload: ContactEnded{Contact: "c", Reason: contact.AgentEnded, Agent: "a"}},
		{At: at, Payload: ContactClosed{Contact: "c", Reason: contact.TransferMissed}},
		{At: at, Payload: WrapUpDone{Contact: "c", Agent: "a", Reasons: []wrapup.ReasonID{"done", "refund"}, Auto: true}},
		{At: at, Payload: Acknowledged{}},
		{At: at, Payload: CustomerHeld{Contact: "c", Agent: "a"}},
		{At: at, Payload: CustomerRetrieved{Contact: "c", Agent: "a"}},
	}
}

// TestEventGolden reads what was written before and writes it again. When it fails, the encoding has
// changed: logs out there cannot be read any more. Only a line for a new event may be added.
func TestEventGolden(t *testing.T) {
	file, err := os.ReadFile("testdata/events.hex")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")
	for i, want := range goldenEvents() {
		var data bytes.Buffer
		if err := AppendEvents(&data, []Event{want}); err != nil {
			t.Fatal(err)
		}
		line := EventName(want.Payload) + " " + hex.EncodeToString(data.Bytes())
		if i >= len(lines) || line != lines[i] {
			t.Errorf("the encoding of event %d has changed; it is now\n%s", i, line)
			continue
		}
		if got, err := DecodeEvents(data.Bytes()); err != nil || !reflect.DeepEqual(got, []Event{want}) {
			t.Errorf("event %d is read as %v, %v", i, got, err)
		}
	}
	if len(lines) != len(goldenEvents()) {
		t.Errorf("%d lines for %d events", len(lines), len(goldenEvents()))
	}
}

// recordOf is a record of one event with any kind and payload, as another version may have written it.
func recordOf(t *testing.T, k uint64, payload any) []byte {
	t.Helper()
	data, err := encode([]any{k, int64(1), "", payload})
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte{encodingVersion}, data...)
}

func encode(v any) ([]byte, error) {
	var data bytes.Buffer
	err := encoding.MarshalToBuffer(v, &data)
	return data.Bytes(), err
}

func TestDecodeEventsSkipsUnknownFields(t *testing.T) {
	data := recordOf(t, uint64(QueueRemoved{}.kind()), map[int]any{1: "q", 99: []string{"later"}})
	got, err := DecodeEvents(data)
	want := []Event{{At: time.Unix(0, 1).UTC(), Payload: QueueRemoved{"q"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("DecodeEvents = %v, %v, want %v", got, err, want)
	}
}

func TestDecodeEventsRefuses(t *testing.T) {
	good := recordOf(t, uint64(QueueRemoved{}.kind()), map[int]any{1: "q"})
	for name, data := range map[string][]byte{
		"nothing":              nil,
		"another encoding":     {encodingVersion + 1},
		"kind 0":               recordOf(t, 0, map[int]any{}),
		"the next kind":        recordOf(t, uint64(len(eventTypes)), map[int]any{}),
		"a kind beyond a byte": recordOf(t, 1000, map[int]any{}),
		"a field of no sense":  recordOf(t, uint64(QueueRemoved{}.kind()), map[int]any{1: []int{1}}),
		"bytes after it":       append(bytes.Clone(good), 0xff),
		"half of it":           good[:len(good)-1],
		"a field twice":        {encodingVersion, 0x84, 7, 1, 0x60, 0xa2, 1, 0x61, 'q', 1, 0x61, 'r'},
		"text that is none":    {encodingVersion, 0x84, 7, 1, 0x60, 0xa1, 1, 0x61, 0xff},
		"no end of it":         {encodingVersion, 0x84, 7, 1, 0x60, 0xbf, 1, 0x61, 'q', 0xff},
	} {
		events, err := DecodeEvents(data)
		damage, ok := errors.AsType[*DamageError](err)
		if !ok || events != nil {
			t.Errorf("%s: DecodeEvents = %v, %v, want a *DamageError", name, events, err)
			continue
		}
		if damage.Error() == "" || errors.Unwrap(damage) != damage.Cause {
			t.Errorf("%s: %#v says nothing", name, damage)
		}
	}
}

func TestEventJSONRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"an unknown type": `{"type":"contact-lost","at":"2026-03-02T08:30:00Z"}`,
		"no type":         `{"at":"2026-03-02T08:30:00Z"}`,
		"a wrong field":   `{"type":"queue-removed","at":"2026-03-02T08:30:00Z","queue":7}`,
		"a wrong time":    `{"type":"queue-removed","at":"yesterday"}`,
	} {
		var ev Event
		if err := json.Unmarshal([]byte(text), &ev); err == nil {
			t.Errorf("%s: read as %v", name, ev)
		}
	}
}
