package routing

import (
	"bytes"
	"reflect"
	"testing"
)

// save returns a snapshot as a whole, for the encoder.
func (f *Floor) save() snapshot {
	s := f.saveSetup()
	s.Commands = f.done.list()
	for _, a := range f.staff {
		var saved savedAgent
		a.save(&saved)
		s.Agents = append(s.Agents, saved)
	}
	for c := range f.row.all() {
		var saved savedContact
		f.saveContact(&saved, c)
		s.Contacts = append(s.Contacts, saved)
	}
	for _, c := range f.closed.list() {
		s.Closed = append(s.Closed, c.ID())
	}
	return s
}

// TestWriter: what is written by hand has the encoder's bytes, with all fields and with any of them zero.
func TestWriter(t *testing.T) {
	for seed := range uint64(200) {
		fill, data := newFiller(seed), seededBytes(byte(seed), 400)
		d := bytesDrawer(&data, NewFloor(FloorConfig{}))
		var c savedContact
		var a savedAgent
		fillSome(fill, d, &c)
		fillSome(fill, d, &a)
		var w writer
		w.contact(&c)
		asEncoded(t, &c, w.data)
		w.data = nil
		w.agent(&a)
		asEncoded(t, &a, w.data)
	}
}

// fillSome fills the value that p points to, and at times garbles it.
func fillSome[T any](f filler, d *drawer, p *T) {
	fill(f, p)
	for range d.n(4) * 5 {
		d.change(reflect.ValueOf(p).Elem())
	}
}

func asEncoded(t *testing.T, v any, got []byte) {
	t.Helper()
	want, err := encode(v)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%+v is written as\n%x, want\n%x", v, got, want)
	}
}
