package routing

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// decodeReflecting is DecodeEvents by way of the decoder alone.
func decodeReflecting(data []byte) (events []Event, err error) {
	if len(data) == 0 || data[0] != encodingVersion {
		return nil, &DamageError{Cause: errUnknownEncoding}
	}
	for data = data[1:]; len(data) > 0; {
		var ev Event
		if ev, data, err = decodeEvent(data); err != nil {
			return nil, err
		}
		events = append(events, ev)
	}
	return events, nil
}

// sameDecoded: with and without reflection, the events are the same, and so are the errors.
func sameDecoded(t *testing.T, data []byte) {
	t.Helper()
	want, wantErr := decodeReflecting(data)
	for _, known := range []*texts{nil, newTexts(3)} {
		got, err := decodeEvents(data, known)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(err, wantErr) {
			t.Fatalf("%x is read as\n%#v, %v, want\n%#v, %v", data, got, err, want, wantErr)
		}
	}
}

// sameRestored: what is restored without reflection is what the decoder would have restored.
func sameRestored(t *testing.T, data []byte) {
	t.Helper()
	if len(data) == 0 || data[0] != encodingVersion {
		return
	}
	hot := restoreHot(testConfig(), data[1:])
	if hot == nil {
		return
	}
	var s snapshot
	want := NewFloor(testConfig())
	if err := decoding.Unmarshal(data[1:], &s); err != nil {
		t.Fatalf("restored, though the decoder says %v", err)
	}
	if err := want.load(&s); err != nil {
		t.Fatalf("restored, though the decoder's state is unsound: %v", err)
	}
	got, wanted := hot.save(), want.save()
	if !reflect.DeepEqual(got, wanted) {
		t.Fatalf("restored another state:\n%+v, want\n%+v", got, wanted)
	}
}

// TestHotEvents: the hot events of a real log, and made up ones with all fields, need no reflection. Cut off
// or changed anywhere, they are read as the decoder reads them.
func TestHotEvents(t *testing.T) {
	for seed := range uint64(2) {
		for name, p := range payloads(t, seed) {
			var data bytes.Buffer
			if err := AppendEvents(&data, []Event{{At: walkStart, Command: "c", Payload: p}}); err != nil {
				t.Fatal(err)
			}
			r := reader{data: data.Bytes()[1:]}
			r.event()
			if isHot := hot[p.kind()] != nil; r.odd == isHot || isHot && len(r.data) > 0 {
				t.Errorf("%s: odd %t, hot %t, %d bytes left", name, r.odd, isHot, len(r.data))
			}
			everyWay(data.Bytes(), func(data []byte) { sameDecoded(t, data) })
		}
	}
	sameDecoded(t, logOf(t, 7))
}

// everyWay cuts data off everywhere, and changes each of its bytes in several ways.
func everyWay(data []byte, try func([]byte)) {
	for i := range data {
		try(data[:i])
		for _, bits := range []byte{0x01, 0x18, 0x20, 0x80, 0xff} {
			changed := bytes.Clone(data)
			changed[i] ^= bits
			try(changed)
		}
	}
}

// TestRestoreHot: a snapshot needs no reflection, and changed anywhere it is read as the decoder reads it.
func TestRestoreHot(t *testing.T) {
	for seed := range byte(6) {
		good := rigOf(t, seed).state
		if restoreHot(testConfig(), good[1:]) == nil {
			t.Fatalf("snapshot %d is odd", seed)
		}
		if seed == 0 {
			everyWay(good[:min(len(good), 1000)], func(data []byte) { sameRestored(t, append(data, good[len(data):]...)) })
			everyWay(good[:40], func(data []byte) { sameRestored(t, data) })
		}
	}
}

// TestReadSaved: agents and contacts with all fields, or some of them garbled, are read as the decoder reads them.
func TestReadSaved(t *testing.T) {
	for seed := range uint64(200) {
		fill, data := newFiller(seed), seededBytes(byte(seed), 400)
		d := bytesDrawer(&data, NewFloor(FloorConfig{}))
		sameRead(t, fill, d, func(r *reader, c *savedContact) { readContact(r, c) })
		sameRead(t, fill, d, readSavedAgent)
	}
}

func sameRead[T any](t *testing.T, f filler, d *drawer, read func(*reader, *T)) {
	t.Helper()
	var filled, want, got T
	fillSome(f, d, &filled)
	data, err := encode(&filled)
	if err != nil {
		t.Fatal(err)
	}
	err = decoding.Unmarshal(data, &want) // it refuses text that is no UTF-8
	r := reader{data: data}
	read(&r, &got)
	if r.odd != (err != nil) || !r.odd && !cmp.Equal(got, want, cmpopts.EquateEmpty()) {
		t.Fatalf("%x is read as\n%+v, odd %t, want\n%+v, %v", data, got, r.odd, want, err)
	}
}
