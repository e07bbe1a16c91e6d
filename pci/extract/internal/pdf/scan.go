package pdf

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// An object is one definition of an indirect object; a file that was saved several times has several of
// one number.
type object struct {
	num   int
	gen   int
	value any
	inner bool // lies inside of another object: a cross-reference table may lead there all the same
}

// A scanner finds the objects of a file by their heads, "12 0 obj", wherever these are. The
// cross-reference tables are not asked: they are often damaged, and what they leave out is in the file too.
type scanner struct {
	walk     *walk.Walk
	data     []byte
	objects  []*object
	trailers []dict
	outer    int // where the last object ends that is not inside of another
	work     int // bytes read as objects, some of them twice
	end      int // of the next "endstream", if it was looked for already
	outside  []byte
}

// Costs of an object and of a value in memory, nearly; they are taken from the total of the walk.
const (
	objectCost = 160
	valueCost  = 48
)

// maxValues bounds the values of one object.
const maxValues = 2 << 20

// scan finds all objects and trailers. Those that are inside of others come first, as the eldest.
func (s *scanner) scan() {
	for pos := 0; s.walk.Alive(); {
		i := bytes.Index(s.data[pos:], []byte("obj"))
		if i < 0 {
			break
		}
		pos += i + len("obj")
		begin, o := head(s.data[:pos-len("obj")])
		if o != nil && !s.object(begin, pos, o) {
			break
		}
	}
	s.between(s.data[min(s.outer, len(s.data)):])
	slices.SortStableFunc(s.objects, func(a, b *object) int { return cmp.Compare(rank(a), rank(b)) })
	s.trail()
}

func rank(o *object) int {
	if o.inner {
		return 0
	}
	return 1
}

// head reads "12 0 " backwards from the end of data, and returns where it begins.
func head(data []byte) (begin int, o *object) {
	gen, rest := tail(data)
	num, rest2 := tail(rest)
	if gen < 0 || num < 0 {
		return 0, nil
	}
	return len(rest2), &object{num: num, gen: gen}
}

// tail reads a number at the end of data, which white space may follow, and returns what is before it.
func tail(data []byte) (n int, rest []byte) {
	end := len(data)
	for end > 0 && isSpace(data[end-1]) {
		end--
	}
	begin := end
	for begin > 0 && isDigit(data[begin-1]) && end-begin < 10 {
		begin--
	}
	if begin == end {
		return -1, nil
	}
	for _, c := range data[begin:end] {
		n = n*10 + int(c-'0')
	}
	return n, data[:begin]
}

// object reads the object whose head begins at begin and whose value follows at pos. It reports
// whether there may be more.
func (s *scanner) object(begin, pos int, o *object) bool {
	l := lexer{data: s.data, pos: pos, refs: true, most: maxValues}
	v, _ := l.value(0)
	end := l.pos
	s.work += end - pos
	if l.over {
		s.walk.Gap("objects", walk.TooDeep)
	}
	if s.work > 2*len(s.data)+1<<20 {
		s.walk.Gap("objects", walk.Corrupt) // strings in strings, made to cost time
		return false
	}
	switch t := v.(type) {
	case op, closing: // "1 0 obj endobj"
		v = nil
	case dict:
		if st, after := s.stream(t, end); st != nil {
			st.num, st.gen = o.num, o.gen
			v, end = st, after
		}
	}
	o.value, o.inner = v, begin < s.outer
	if !o.inner {
		s.between(s.data[s.outer:begin])
		s.outer = end
	}
	s.objects = append(s.objects, o)
	return s.walk.Spend("objects", objectCost+valueCost*l.values+l.pos-pos)
}

// stream reads the bytes that belong to the dictionary before pos, if it is one of a stream.
func (s *scanner) stream(d dict, pos int) (st *stream, end int) {
	l := lexer{data: s.data, pos: pos}
	l.space()
	if !bytes.HasPrefix(s.data[l.pos:], []byte("stream")) {
		return nil, 0
	}
	begin := l.pos + len("stream")
	if bytes.HasPrefix(s.data[begin:], []byte("\r\n")) {
		begin += 2
	} else if begin < len(s.data) && (s.data[begin] == '\n' || s.data[begin] == '\r') {
		begin++
	}
	if n := integer(d.get("Length"), -1); n >= 0 && s.endsAt(begin, n) {
		return &stream{dict: d, raw: s.data[begin : begin+n], begin: begin}, begin + n
	}
	end = s.endstream(begin)
	return &stream{dict: d, raw: s.data[begin:end], begin: begin, open: end == len(s.data)}, end
}

// endsAt reports whether a stream that begins there has n bytes, by what follows them.
func (s *scanner) endsAt(begin, n int) bool {
	if n > len(s.data)-begin {
		return false
	}
	rest := s.data[begin+n:]
	rest = bytes.TrimLeft(rest[:min(len(rest), 32)], "\r\n \t\x00")
	return bytes.HasPrefix(rest, []byte("endstream")) || bytes.HasPrefix(rest, []byte("endobj"))
}

// endstream returns where the stream ends that begins there, by the next such keyword.
func (s *scanner) endstream(begin int) int {
	if s.end < begin {
		s.end = len(s.data)
		if i := bytes.Index(s.data[begin:], []byte("endstream")); i >= 0 {
			s.end = begin + i
		}
	}
	end := s.end
	if end == len(s.data) {
		return end
	}
	if end > begin && s.data[end-1] == '\n' {
		end--
	}
	if end > begin && s.data[end-1] == '\r' {
		end--
	}
	return end
}

// lengthen gives a stream the length that is told by a reference, if that is more than was found: the
// bytes of the stream may hold the word that ends one.
func (s *scanner) lengthen(st *stream, n int) {
	if n > len(st.raw) && s.endsAt(st.begin, n) {
		st.raw, st.open = s.data[st.begin:st.begin+n], false
	}
}

// trail takes what cross-reference streams say as trailers (7.5.8).
func (s *scanner) trail() {
	for _, o := range s.objects {
		if st, ok := o.value.(*stream); ok && !o.inner && st.dict.get("Type") == name("XRef") {
			s.trailers = append(s.trailers, st.dict)
		}
	}
}

// between reads what stands between objects: trailers (7.5.5), cross-reference tables, and comments. What
// looks like a trailer inside of an object is that of a file inside.
func (s *scanner) between(data []byte) {
	for s.walk.Alive() {
		i := bytes.Index(data, []byte("trailer"))
		if i < 0 {
			break
		}
		s.keep(data[:i])
		l := lexer{data: data, pos: i + len("trailer"), refs: true, most: maxValues}
		v, _ := l.value(0)
		if d, ok := v.(dict); ok && s.walk.Spend("objects", valueCost*l.values+l.pos-i) {
			s.trailers = append(s.trailers, d)
		}
		data = data[min(l.pos, len(data)):]
	}
	s.keep(data)
}

// keep collects what is not part of a cross-reference table: comments.
func (s *scanner) keep(lines []byte) {
	for len(lines) > 0 {
		line := lines
		if i := bytes.IndexAny(lines, "\r\n"); i >= 0 {
			line = lines[:i]
		}
		lines = lines[min(len(line)+1, len(lines)):]
		if line = bytes.TrimSpace(line); len(line) > 5 && !structural(line) {
			s.outside = append(append(s.outside, line...), '\n')
		}
	}
}

// structural reports whether a line between objects is one of those that every file has.
func structural(line []byte) bool {
	if len(line) >= 18 && len(line) <= 20 && line[10] == ' ' && isDigit(line[0]) && (line[17] == 'n' || line[17] == 'f') {
		return true
	}
	if len(line) < 10 && !slices.ContainsFunc(line, isDigit) { // bytes that say that the file is binary
		return true
	}
	for _, begin := range []string{"endobj", "endstream", "%%EOF", "%PDF-", "startxref", "xref"} {
		if bytes.HasPrefix(line, []byte(begin)) && len(line) < len(begin)+6 {
			return true
		}
	}
	return len(line) <= 12 && !slices.ContainsFunc(line, func(c byte) bool { return !isDigit(c) && c != ' ' }) // offsets
}
