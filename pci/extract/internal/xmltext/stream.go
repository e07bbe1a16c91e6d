package xmltext

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// A stream is one text of a part: its body, what is beside it, or its attributes. It begins when
// something is written.
type stream struct {
	w    *walk.Walk
	name string
	text *walk.Text
	gap  byte // what goes before the next text: '\n', '\t' or nothing
}

// write appends p after what is to go before it.
func (s *stream) write(p []byte) {
	if len(p) == 0 {
		return
	}
	if s.text == nil {
		s.text = s.w.Text(s.name)
	}
	if s.gap != 0 {
		s.text.Break(s.gap)
		s.gap = 0
	}
	s.text.Write(p)
}

// line appends p on a line of its own.
func (s *stream) line(p []byte) {
	s.gap = '\n'
	s.write(p)
	s.gap = '\n'
}

// part says that c goes before the next text, unless something stronger does.
func (s *stream) part(c byte) {
	if s.gap != '\n' {
		s.gap = c
	}
}

func (s *stream) len() int {
	if s.text == nil {
		return 0
	}
	return s.text.Len()
}

// end hands the text over.
func (s *stream) end() {
	if s.text != nil {
		s.text.End()
	}
	s.text, s.gap = nil, 0
}
