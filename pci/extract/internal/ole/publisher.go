package ole

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// readPublisher reads the text of Publisher 98 and later: the stream Quill/QuillSub/CONTENTS, whose
// format is not published. It begins with "CHNKINK", and at 32 has a table with 24 bytes a chunk: 24 (two
// bytes), the kind of chunk (four letters), three numbers (six bytes), the kind of content (four), where
// it is and its length (four each). The text is UTF-16LE in the chunks TEXT.
func readPublisher(s *storage) {
	contents := s.stream("Contents") // shapes, and names of files and of forms
	Runs(s.w, s.name("Contents"), contents)
	s.within(s.name("Contents"), contents)
	quill, ok := s.in("Quill")
	if !ok {
		return
	}
	if sub, ok := quill.in("QuillSub"); ok {
		if name := sub.name("CONTENTS"); sub.has("CONTENTS") {
			readQuill(s.w, name, sub.stream("CONTENTS"))
		} else {
			s.w.Gap(name, walk.Corrupt)
		}
		sub.rest()
	} else {
		s.w.Gap(quill.name("QuillSub"), walk.Corrupt)
	}
	quill.rest()
}

// in opens the storage of that name.
func (s *storage) in(name string) (*storage, bool) {
	i, ok := s.child(name)
	if !ok || s.c.entries[i].kind != kindStorage {
		return nil, false
	}
	return s.open(i)
}

func readQuill(w *walk.Walk, name string, data []byte) {
	t := w.Text(name)
	cause, left := walk.Unsupported, int64(len(data))
	for at := int64(32); w.Alive(); at += 24 {
		chunk, ok := part(data, at, 24)
		if !ok || le16(chunk) != 24 {
			break
		}
		if string(chunk[2:6]) != "TEXT" {
			continue
		}
		text, ok := part(data, int64(le32(chunk[16:])), int64(le32(chunk[20:])))
		if left -= int64(len(text)); left < 0 || !ok {
			cause = walk.Corrupt
			break
		}
		cause = 0
		wordy := wordText{body: t, codes: t}
		wordy.wide(text)
		wordy.flush()
		clear(text)
	}
	RunsInto(t, data) // links, names of styles, and text that was deleted
	t.End()
	if cause != 0 {
		w.Gap(name, cause)
	}
}
