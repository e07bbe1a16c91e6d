package routing

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// writer writes CBOR as the encoder of logs and snapshots does, without reflection, for what snapshots have in
// great numbers.
type writer struct{ data []byte }

// head writes the first bytes of an item, as short as they can be (RFC 8949, 4.2.1).
func (w *writer) head(major byte, n uint64) {
	switch {
	case n < 24:
		w.data = append(w.data, major|byte(n))
	case n <= 0xff:
		w.data = append(w.data, major|24, byte(n))
	case n <= 0xffff:
		w.data = binary.BigEndian.AppendUint16(append(w.data, major|25), uint16(n))
	case n <= 0xffffffff:
		w.data = binary.BigEndian.AppendUint32(append(w.data, major|26), uint32(n))
	default:
		w.data = binary.BigEndian.AppendUint64(append(w.data, major|27), n)
	}
}

func (w *writer) int(n int64) {
	if n < 0 {
		w.head(cborInt, uint64(^n))
	} else {
		w.head(cborUint, uint64(n))
	}
}

func (w *writer) text(s string) {
	w.head(cborText, uint64(len(s)))
	w.data = append(w.data, s...)
}

// list writes the head of a list; a list of none is written as nil is.
func (w *writer) list(n int) {
	if n == 0 {
		w.data = append(w.data, cborNull)
	} else {
		w.head(cborArray, uint64(n))
	}
}

// value writes anything by way of the encoder.
func (w *writer) value(v any) error {
	var data bytes.Buffer
	if err := encoding.MarshalToBuffer(v, &data); err != nil {
		return err
	}
	w.data = append(w.data, data.Bytes()...)
	return nil
}

// record is a map under way whose keys are numbers of fields, to be written in their order. Fields whose
// method begins with opt are left out if they are zero.
type record struct {
	w      *writer
	at     int // of the head
	fields int
}

func (w *writer) record() record {
	w.data = append(w.data, cborMap)
	return record{w: w, at: len(w.data) - 1}
}

// end completes the head, which was written for no fields.
func (m *record) end() {
	if m.fields < 24 {
		m.w.data[m.at] |= byte(m.fields)
		return
	}
	m.w.data[m.at] |= 24
	m.w.data = slices.Insert(m.w.data, m.at+1, byte(m.fields))
}

func (m *record) key(key uint64) {
	m.fields++
	m.w.head(cborUint, key)
}

func (m *record) int(key uint64, n int64) {
	m.key(key)
	m.w.int(n)
}

func (m *record) uint(key, n uint64) {
	m.key(key)
	m.w.head(cborUint, n)
}

func (m *record) text(key uint64, s string) {
	m.key(key)
	m.w.text(s)
}

func (m *record) optInt(key uint64, n int64) {
	if n != 0 {
		m.int(key, n)
	}
}

func (m *record) optText(key uint64, s string) {
	if s != "" {
		m.text(key, s)
	}
}

func (m *record) optBool(key uint64, is bool) {
	if is {
		m.key(key)
		m.w.data = append(m.w.data, cborTrue)
	}
}

// optList begins a list, and reports whether there is one.
func (m *record) optList(key uint64, n int) bool {
	if n > 0 {
		m.key(key)
		m.w.head(cborArray, uint64(n))
	}
	return n > 0
}
