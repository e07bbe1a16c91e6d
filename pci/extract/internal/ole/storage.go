package ole

import (
	"strings"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// A storage is a folder of a compound file that is being read: the file itself, or a document in it.
type storage struct {
	w     *walk.Walk
	c     *compound
	entry int
	path  string // of the parts in it: "" or ends with a slash
	depth int
	page  int          // code page of a message, 0 if it is not told
	used  map[int]bool // children that were read
}

// child returns the entry of that name, whatever its case.
func (s *storage) child(name string) (int, bool) {
	for _, i := range s.c.entries[s.entry].children {
		if strings.EqualFold(s.c.entries[i].name, name) {
			return i, true
		}
	}
	return 0, false
}

// has reports whether there is a stream or storage of that name.
func (s *storage) has(name string) bool {
	_, ok := s.child(name)
	return ok
}

// stream returns the content of a stream, nil if there is none of that name.
func (s *storage) stream(name string) []byte {
	i, ok := s.child(name)
	if !ok || s.c.entries[i].kind != kindStream {
		return nil
	}
	return s.read(i)
}

// read returns the content of a child, and takes note that it was read.
func (s *storage) read(i int) []byte {
	s.used[i] = true
	e := &s.c.entries[i]
	return s.w.Inflate(s.name(e.name), s.c.stream(e))
}

// open returns a storage in this one. Its name is a Gap if it is too deep.
func (s *storage) open(i int) (*storage, bool) {
	s.used[i] = true
	name := s.name(s.c.entries[i].name)
	if s.depth >= maxDepth {
		s.w.Gap(name, walk.TooDeep)
		return nil, false
	}
	in := &storage{w: s.w, c: s.c, entry: i, path: name + "/", depth: s.depth + 1, page: s.page}
	in.used = map[int]bool{}
	return in, true
}

// maxDepth bounds storages in storages. Documents in documents take two each.
const maxDepth = 24

// name returns the name of a part, never an empty one. The control characters that mark streams are
// left out.
func (s *storage) name(child string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, child)
	if name == "" {
		name = "stream"
	}
	return s.path + name
}

// format names the format, if this is the whole file.
func (s *storage) format(name string) {
	if s.path == "" {
		s.w.Format(name)
	}
}

// each calls f for every child that was not read yet.
func (s *storage) each(f func(i int, e *entry)) {
	for _, i := range s.c.entries[s.entry].children {
		if !s.w.Alive() {
			return
		}
		if !s.used[i] {
			f(i, &s.c.entries[i])
		}
	}
}
