package routing

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// bytesDrawer draws from the bytes of a fuzzing input, and zeros when they are used up.
func bytesDrawer(data *[]byte, f *Floor) *drawer {
	return &drawer{f: f, n: func(n int) int {
		v := 0
		for m := n; m > 1; m >>= 8 {
			v <<= 8
			if len(*data) > 0 {
				v += int((*data)[0])
				*data = (*data)[1:]
			}
		}
		return v % n
	}}
}

// FuzzStep makes commands of any bytes: none may panic, and the rules of section I hold as in TestFloor.
func FuzzStep(f *testing.F) {
	for seed := range byte(8) {
		f.Add(seededBytes(seed, 600))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := newRig(t, nil)
		r.draw = func(draw func(*drawer) move) move { return draw(bytesDrawer(&data, r.live)) }
		r.open()
		for moves := 0; len(data) > 0 && moves < 200; moves++ {
			if moves%40 == 39 {
				r.restore()
			}
			r.work(1)
		}
		r.look()
		r.replay()
	})
}

// seededBytes returns bytes without a pattern.
func seededBytes(seed byte, n int) []byte {
	data := make([]byte, n)
	x := uint32(seed) + 1
	for i := range data {
		x = x*1664525 + 1013904223
		data[i] = byte(x >> 24)
	}
	return data
}

// FuzzDecodeEvents reads any bytes: what is read is written and read again as the same, and what is not
// is a *DamageError.
func FuzzDecodeEvents(f *testing.F) {
	for seed := range byte(3) {
		f.Add(logOf(f, seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		sameDecoded(t, data)
		events, err := DecodeEvents(data)
		if err != nil {
			if _, ok := errors.AsType[*DamageError](err); !ok || err.Error() == "" {
				t.Fatalf("refused with %#v", err)
			}
			return
		}
		var again bytes.Buffer
		if err := AppendEvents(&again, events); err != nil {
			t.Fatalf("AppendEvents: %v", err)
		}
		got, err := DecodeEvents(again.Bytes())
		if err != nil || !reflect.DeepEqual(got, events) {
			t.Fatalf("read again as %v, %v, want %v", got, err, events)
		}
		for _, ev := range events {
			if _, err := ev.MarshalJSON(); err != nil && ev.At.Year() < 10000 {
				t.Fatalf("JSON of %#v: %v", ev, err)
			}
		}
	})
}

// logOf returns the log of a floor that ran commands made of a seed.
func logOf(t fataler, seed byte) []byte { return rigOf(t, seed).log.Bytes() }

func rigOf(t fataler, seed byte) *rig {
	data := seededBytes(seed, 800)
	r := newRig(t, nil)
	r.draw = func(draw func(*drawer) move) move { return draw(bytesDrawer(&data, r.live)) }
	r.open()
	for len(data) > 0 {
		r.work(1)
	}
	return r
}

// FuzzRestoreFloor restores any bytes, and good snapshots with some values changed: what is restored can
// be saved, restored to the same, looked at and run, and what is not is a *DamageError.
func FuzzRestoreFloor(f *testing.F) {
	for seed := range byte(8) {
		f.Add(seededBytes(seed, 60))
	}
	good := rigOf(f, 1).state
	f.Add(good)
	f.Fuzz(func(t *testing.T, data []byte) {
		restores(t, data)
		var s snapshot
		if err := decoding.Unmarshal(good[1:], &s); err != nil {
			t.Fatal(err)
		}
		d := bytesDrawer(&data, NewFloor(testConfig()))
		for changes := 0; len(data) > 0 && changes < 10; changes++ {
			d.change(reflect.ValueOf(&s).Elem())
		}
		changed, err := encode(&s)
		if err != nil {
			t.Fatal(err)
		}
		restores(t, append([]byte{encodingVersion}, changed...))
	})
}

// restores restores what may be no snapshot.
func restores(t *testing.T, data []byte) {
	t.Helper()
	restored, err := RestoreFloor(testConfig(), data)
	sameRestored(t, data)
	if err != nil {
		if _, ok := errors.AsType[*DamageError](err); !ok || restored != nil {
			t.Fatalf("refused with %#v", err)
		}
		return
	}
	once, err := restored.Snapshot()
	if err != nil {
		t.Fatalf("Snapshot: %v", err)
	}
	again, err := RestoreFloor(testConfig(), once)
	if err != nil {
		t.Fatalf("what was saved cannot be restored: %v", err)
	}
	twice, err := again.Snapshot()
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("restored to another state: %v", err)
	}
	use(again)
}

// change garbles one value somewhere within v.
func (d *drawer) change(v reflect.Value) {
	switch {
	case v.Kind() == reflect.Struct:
		d.change(v.Field(d.n(v.NumField())))
	case v.Kind() == reflect.Slice && v.Len() > 0 && d.odds(8):
		v.Set(reflect.Append(v, v.Index(d.n(v.Len())))) // once more
	case v.Kind() == reflect.Slice && v.Len() > 0 && d.odds(8):
		v.Set(v.Slice(0, d.n(v.Len())))
	case v.Kind() == reflect.Slice && v.Len() > 0:
		d.change(v.Index(d.n(v.Len())))
	case v.Kind() == reflect.Pointer && !v.IsNil() && !d.odds(4):
		d.change(v.Elem())
	default:
		d.garble(v)
	}
}

// use looks at all of a floor and lets time run.
func use(f *Floor) {
	sight(f)
	for range 3 {
		if due, waits := f.Deadline(); waits {
			_, _ = f.Step(due, Tick{})
		}
	}
	_, _ = f.Step(f.Now(), Resume{})
	_, _ = f.Snapshot()
}

// FuzzUnmarshalCommand reads any bytes: what is read is written and read again as the same, and what is
// not is an ErrInvalidCommand.
func FuzzUnmarshalCommand(f *testing.F) {
	for seed := range uint64(2) {
		for _, zero := range commandTypes {
			v := reflect.New(reflect.TypeOf(zero))
			newFiller(seed).set(v.Elem())
			data, err := MarshalCommand(Once{ID: "id", Command: v.Elem().Interface().(Command)})
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		cmd, err := UnmarshalCommand(data)
		if err != nil {
			if _, ok := errors.AsType[*Error](err); !ok || !errors.Is(err, ErrInvalidCommand) {
				t.Fatalf("refused with %#v", err)
			}
			return
		}
		again, err := MarshalCommand(cmd)
		if err != nil {
			t.Fatalf("MarshalCommand(%#v): %v", cmd, err)
		}
		got, err := UnmarshalCommand(again)
		if err != nil || !sameCommand(got, cmd) {
			t.Fatalf("read again as %#v, %v, want %#v", got, err, cmd)
		}
		floor := NewFloor(testConfig())
		_, err = floor.Step(time.Unix(0, 0), cmd)
		refused(t, err)
	})
}

// sameCommand compares commands as they are sent: empty lists and missing ones are the same.
func sameCommand(a, b Command) bool {
	x, err := MarshalCommand(a)
	y, err2 := MarshalCommand(b)
	return err == nil && err2 == nil && bytes.Equal(x, y)
}

// FuzzApply applies events that no floor ever wrote: Apply never panics, an event that does not fit
// is reported by Err and leaves the state alone, and a damaged floor does nothing any more.
func FuzzApply(f *testing.F) {
	for seed := range byte(8) {
		f.Add(seededBytes(seed, 300))
	}
	for seed := range byte(3) {
		f.Add(logOf(f, seed))
	}
	base := rigOf(f, 1).state
	f.Fuzz(func(t *testing.T, data []byte) {
		floor, err := RestoreFloor(testConfig(), base)
		if err != nil {
			t.Fatal(err)
		}
		events, err := DecodeEvents(data)
		if err != nil {
			events = garbage(data, floor)
		}
		for _, ev := range events {
			applyAny(t, floor, ev)
		}
		use(floor)
		if floor.Err() != nil {
			refuses(t, floor)
		}
	})
}

// applyAny applies an event that may not fit.
func applyAny(t *testing.T, f *Floor, ev Event) {
	t.Helper()
	sound := f.damage == nil
	before := f.save()
	f.Apply(ev)
	if !sound || f.damage == nil {
		return
	}
	before.Now, before.Commands = f.now, f.done.list() // of the event's envelope
	if after := f.save(); !reflect.DeepEqual(before, after) {
		t.Fatalf("%#v does not fit and changes the state", ev)
	}
}

// refuses: a damaged floor takes no commands.
func refuses(t *testing.T, f *Floor) {
	t.Helper()
	before := f.save()
	for _, cmd := range []Command{Tick{}, Resume{}, Once{"a new one", Tick{}}, SignIn{Agent: "a0"}, SetSettings{}} {
		events, err := f.Step(f.Now().Add(time.Hour), cmd)
		if _, ok := errors.AsType[*DamageError](err); !ok || len(events) > 0 {
			t.Fatalf("a damaged floor takes %#v: %v, %v", cmd, events, err)
		}
	}
	if !reflect.DeepEqual(before, f.save()) {
		t.Fatal("a damaged floor changes")
	}
}

// garbage makes up events about what is there and what is not.
func garbage(data []byte, f *Floor) []Event {
	d := bytesDrawer(&data, f)
	d.came = 40
	var all []Event
	for len(data) > 0 && len(all) < 100 {
		et := eventTypes[1+d.n(len(eventTypes)-1)]
		zero, _ := et.cbor([]byte{0xa0})
		v := reflect.New(reflect.TypeOf(zero)).Elem()
		d.garble(v)
		at := f.Now().Add(time.Duration(d.n(100)-10) * time.Second)
		all = append(all, Event{At: at, Payload: v.Interface().(Payload)})
	}
	return all
}

// garble sets a value to anything.
func (d *drawer) garble(v reflect.Value) {
	switch v.Addr().Interface().(type) {
	case *contact.AgentID:
		v.SetString(string(d.agent()))
	case *contact.ID:
		v.SetString(string(d.contact(isOpen).ID()))
	case *contact.QueueID:
		v.SetString(string(d.queue()))
	case *contact.ProfileID:
		v.SetString(string(d.profile()))
	case *wrapup.ReasonID:
		v.SetString(string(d.reason()))
	default:
		d.garbleKind(v)
	}
}

func (d *drawer) garbleKind(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.odds(2))
	case reflect.String:
		v.SetString(one(d, "", "s0", "s1", LongestIdle, "lunch", d.alien()))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(one(d, 0, 1, 2, -1, int64(time.Second), 1<<20, 1<<40, -1<<63, 1<<63-1))
	case reflect.Uint8, reflect.Uint16, reflect.Uint64:
		v.SetUint(one[uint64](d, 0, 1, 2, 3, 4, 5, 200, d.f.offers, d.f.offers+1) & (1<<v.Type().Bits() - 1))
	case reflect.Pointer:
		if d.odds(2) {
			v.Set(reflect.New(v.Type().Elem()))
			d.garble(v.Elem())
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), d.n(4), 4))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			d.garble(v.Index(i))
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			d.garble(field)
		}
	}
}
