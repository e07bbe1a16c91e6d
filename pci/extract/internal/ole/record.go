package ole

import (
	"unicode/utf8"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A record of a BIFF stream ([MS-XLS] 2.1.4) with the records that continue it.
type record struct {
	kind int
	at   int // where in the stream it begins
	body []byte
	more [][]byte
}

const recContinue = 0x3C

// records calls f for each record until it says no. It returns why it could not go on to the end.
func records(w *walk.Walk, data []byte, f func(r *record) bool) walk.Cause {
	var r record
	for at := 0; at+4 <= len(data) && w.Alive(); {
		r.kind, r.at, r.more = le16(data[at:]), at, r.more[:0]
		body, ok := part(data, int64(at)+4, int64(le16(data[at+2:])))
		r.body, at = body, at+4+len(body)
		for ok && at+4 <= len(data) && le16(data[at:]) == recContinue {
			body, ok = part(data, int64(at)+4, int64(le16(data[at+2:])))
			r.more, at = append(r.more, body), at+4+len(body)
		}
		if !f(&r) {
			return 0
		}
		if !ok {
			return walk.Truncated
		}
	}
	return 0
}

// joined returns the bytes of the record and its continuations.
func (r *record) joined() []byte {
	if len(r.more) == 0 {
		return r.body
	}
	all := append([]byte(nil), r.body...)
	for _, b := range r.more {
		all = append(all, b...)
	}
	return all
}

// fields reads the fields of a record one after another, over its continuations.
type fields struct {
	now  []byte
	more [][]byte
	bad  bool // read beyond the end
}

func (r *record) fields() *fields { return &fields{now: r.body, more: r.more} }

// turn goes on to the next continuation, if there is nothing left in this record.
func (f *fields) turn() bool {
	for len(f.now) == 0 {
		if len(f.more) == 0 {
			return false
		}
		f.now, f.more = f.more[0], f.more[1:]
	}
	return true
}

func (f *fields) byte() int {
	if !f.turn() {
		f.bad = true
		return 0
	}
	b := f.now[0]
	f.now = f.now[1:]
	return int(b)
}

func (f *fields) u16() int { return f.byte() | f.byte()<<8 }

func (f *fields) u32() int64 { return int64(f.u16()) | int64(f.u16())<<16 }

// take returns the next n bytes, or as many as there are; a copy if they are in several records.
func (f *fields) take(n int64) []byte {
	if int64(len(f.now)) >= n {
		b := f.now[:n]
		f.now = f.now[n:]
		return b
	}
	var all []byte
	for n > 0 && f.turn() {
		m := min(n, int64(len(f.now)))
		all, f.now, n = append(all, f.now[:m]...), f.now[m:], n-m
	}
	f.bad = f.bad || n > 0
	return all
}

// chars appends n characters in UTF-8. Where they go on in the next record, that begins with a byte that
// says anew whether they are wide ([MS-XLS] 2.5.293).
func (f *fields) chars(to []byte, n int, wide bool) []byte {
	for n > 0 {
		if len(f.now) == 0 {
			if !f.turn() {
				f.bad = true
				return to
			}
			wide = f.byte()&1 != 0
			continue
		}
		m := min(n, len(f.now))
		if wide {
			m = min(n, len(f.now)/2)
			to = appendUTF16(to, f.now[:2*m])
			f.now = f.now[2*m:]
		} else {
			to = appendLatin1(to, f.now[:m])
			f.now = f.now[m:]
		}
		if n -= m; wide && len(f.now) == 1 && n > 0 {
			f.now, f.bad = nil, true
		}
	}
	return to
}

func appendLatin1(to, b []byte) []byte {
	for _, c := range b {
		to = utf8.AppendRune(to, rune(c))
	}
	return to
}
