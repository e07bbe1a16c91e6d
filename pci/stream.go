package pci

// How far a decision looks, in bytes: streams keep as much, so that a chunk's border changes nothing.
const (
	lookBehind = 1024     // before what is looked at
	lookAhead  = 32 << 10 // beyond it: more than a run, its gaps and what is beside it
	chunk      = 64 << 10 // what a stream looks through at a time
)

// A stream is a text that comes in pieces. What it hides is what a scan of all the text would hide; only where findings of
// personal data or spelled-out digits overlap in a chain of more than 12 KiB, it may hide more. It holds lookBehind + chunk + lookAhead bytes, plus at most one piece.
type stream struct {
	scanner *Scanner
	buf     []byte
	from    int // what is before it has been looked through
	sent    int // what is before it has been handed out
	chunk   int // how much is looked through at a time
	out     []byte
	tally   Tally
}

func newStream(c Config) (*stream, error) {
	s, err := NewScanner(c)
	if err != nil {
		return nil, err
	}
	return &stream{scanner: s, chunk: chunk}, nil
}

// add takes more text, and returns what of all the text so far is ready; valid until the next call.
func (t *stream) add(p []byte) []byte {
	t.out = t.out[:0]
	for len(p) > 0 {
		n := min(len(p), t.chunk)
		t.buf = append(t.buf, p[:n]...)
		p = p[n:]
		if len(t.buf)-t.from >= t.chunk+lookAhead {
			t.look(len(t.buf) - lookAhead)
			t.send(max(t.sent, t.from-lookBehind))
			t.forget()
		}
	}
	return t.out
}

// end returns the rest of the text.
func (t *stream) end() []byte {
	t.out = t.out[:0]
	t.look(len(t.buf))
	t.send(len(t.buf))
	clear(t.buf)
	t.buf, t.from, t.sent = t.buf[:0], 0, 0
	return t.out
}

func (t *stream) look(limit int) {
	if t.from < limit {
		t.from = t.scanner.scan(t.buf, t.from, limit)
	}
	t.scanner.finish()
}

// send appends the text up to to, or up to a finding that goes beyond, to what is handed out.
func (t *stream) send(to int) {
	s := t.scanner
	n := 0
	for _, f := range s.found {
		if f.End > to {
			to = min(to, f.Start)
			break
		}
		t.out = append(t.out, t.buf[t.sent:f.Start]...)
		t.out = s.mask(t.out, t.buf, f)
		t.sent = f.End
		t.tally.add(f)
		n++
	}
	s.found = s.found[:copy(s.found, s.found[n:])]
	to = max(to, t.sent)
	t.out = append(t.out, t.buf[t.sent:to]...)
	t.sent = to
}

// forget drops what no decision looks back at.
func (t *stream) forget() {
	n := max(0, t.sent-lookBehind)
	rest := copy(t.buf, t.buf[n:])
	clear(t.buf[rest:])
	t.buf = t.buf[:rest]
	t.from, t.sent = t.from-n, t.sent-n
	s := t.scanner
	s.floor = max(0, s.floor-n)
	for i := range s.found {
		s.found[i].Start -= n
		s.found[i].End -= n
	}
}
