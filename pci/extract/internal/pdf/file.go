package pdf

import (
	"slices"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A file is the objects of a PDF, and what is known of them.
type file struct {
	walk     *walk.Walk
	objects  []*object // in the order of the file: the eldest first
	byNum    map[int][]*object
	trailers []dict
	crypt    *crypt // nil: not encrypted
	oldest   bool   // references lead to the eldest object of a number instead of the newest

	fonts  map[any]*font
	weight int // of the fonts, in characters that they tell of

	roles   map[*stream]role               // of streams that others refer to
	names   map[*stream]string             // of embedded files
	xfa     []any                          // what the key XFA of forms says
	merges  int                            // how much was merged
	merging [len(mergedKinds)]map[name]any // the resources of all pages, for each kind

	seen     map[*stream]bool  // streams that were read
	texts    map[[32]byte]bool // what was handed over, not to do so twice
	unread   map[string]bool   // gaps that were told
	spent    bool              // the total of the walk
	hidden   int               // characters that cannot be told
	pictures int
}

// newFile makes a file of what was found. It is nil if a password is needed.
func newFile(w *walk.Walk, s *scanner) *file {
	f := &file{
		walk: w, objects: s.objects, trailers: s.trailers, fonts: map[any]*font{},
		roles: map[*stream]role{}, names: map[*stream]string{},
		seen: map[*stream]bool{}, texts: map[[32]byte]bool{}, unread: map[string]bool{},
	}
	for i := range f.merging {
		f.merging[i] = map[name]any{}
	}
	f.index()
	for _, o := range f.objects {
		if st, ok := o.value.(*stream); ok {
			if r, indirect := st.dict.get("Length").(ref); indirect {
				s.lengthen(st, integer(f.resolve(r), 0))
			}
		}
	}
	if !f.decrypt() {
		return nil
	}
	f.unpack()
	return f
}

// index files the objects by number.
func (f *file) index() {
	f.byNum = map[int][]*object{}
	for _, o := range f.objects {
		f.byNum[o.num] = append(f.byNum[o.num], o)
	}
}

// revised reports whether the file has several definitions of one number.
func (f *file) revised() bool { return len(f.byNum) < len(f.objects) }

// resolve follows references, but not in a circle.
func (f *file) resolve(v any) any {
	for range 32 {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		all := f.byNum[int(r)]
		switch {
		case len(all) == 0:
			return nil
		case f.oldest:
			v = all[0].value
		default:
			v = all[len(all)-1].value
		}
	}
	return nil
}

// dict returns v as a dictionary, which may be that of a stream; nil if it is none.
func (f *file) dict(v any) dict {
	switch v := f.resolve(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

// array returns v as an array; a single value is one of one.
func (f *file) array(v any) array {
	switch v := f.resolve(v).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

func (f *file) stream(v any) *stream {
	st, _ := f.resolve(v).(*stream)
	return st
}

func (f *file) name(v any) name {
	n, _ := f.resolve(v).(name)
	return n
}

// unpack puts the objects in the object streams (7.5.7) to the others, where their stream is.
func (f *file) unpack() {
	var all []*object
	for _, o := range f.objects {
		all = append(all, o)
		st, ok := o.value.(*stream)
		if !ok || st.dict.get("Type") != name("ObjStm") {
			continue
		}
		if !f.alive() {
			break
		}
		all = append(all, f.members(st, o.inner)...)
		f.seen[st] = true
	}
	if len(all) > len(f.objects) {
		f.objects = all
		f.index()
	}
}

// members returns the objects in an object stream.
func (f *file) members(st *stream, inner bool) []*object {
	data := f.decode("objects", st)
	first := integer(f.resolve(st.dict.get("First")), -1)
	if first < 0 || first > len(data) {
		f.gap("objects", walk.Corrupt)
		return nil
	}
	var all []*object
	work := 0
	for table := (lexer{data: data[:first]}); ; {
		num, ok1 := table.value(0)
		at, ok2 := table.value(0)
		if !ok1 || !ok2 {
			return all
		}
		l := lexer{data: data, pos: first + integer(at, len(data)), refs: true, most: maxValues}
		if l.pos < first || l.pos > len(data) {
			continue
		}
		begin := l.pos
		v, _ := l.value(0)
		if l.over {
			f.gap("objects", walk.TooDeep)
		}
		if work += l.pos - begin; work > 2*len(data)+1<<16 {
			f.gap("objects", walk.Corrupt) // one place named over and over
			return all
		}
		if !f.spend("objects", objectCost+valueCost*l.values+l.pos-begin) {
			return all
		}
		switch v.(type) {
		case op, closing:
			v = nil
		}
		all = append(all, &object{num: integer(num, -1), value: v, inner: inner})
	}
}

// alive reports whether it makes sense to go on: there is time, and not all bytes are spent.
func (f *file) alive() bool { return f.walk.Alive() && !f.spent }

// spend takes n bytes of the total of the walk.
func (f *file) spend(part string, n int) bool {
	f.spent = f.spent || !f.walk.Spend(part, n)
	return !f.spent
}

// gap tells of something that was not examined; of one kind once, for the walk keeps only so many.
func (f *file) gap(part string, cause walk.Cause) {
	key := part + "\x00" + cause.String()
	if !f.unread[key] {
		f.unread[key] = true
		f.walk.Gap(part, cause)
	}
}

// trailer returns what a trailer says of key, the last that says so.
func (f *file) trailer(key name) any {
	for _, t := range slices.Backward(f.trailers) {
		if t.get(key) != nil {
			return t.get(key)
		}
	}
	return nil
}
