package ole

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// seen is what came out of a file.
type seen struct {
	text  string            // all of it, each part after a line of its own
	parts map[string]string // by path
	files map[string]string // embedded files that are no compound files
	gaps  []walk.Gap
	form  string
	size  int
}

// look reads a compound file, and those embedded in it.
func look(data []byte, limits walk.Limits) *seen {
	s := &seen{parts: map[string]string{}, files: map[string]string{}}
	open := func(w *walk.Walk, data []byte) {
		if strings.HasPrefix(string(data), "\xD0\xCF\x11\xE0") {
			Read(w, data)
			return
		}
		s.files[string(data)] = "seen"
	}
	w := walk.New(context.Background(), walk.Config{Limits: limits, Open: open, Visit: func(p walk.Part, text []byte) {
		s.text += "\n" + string(text)
		s.parts[p.Path] += string(text)
		s.size += len(text)
	}})
	Read(w, data)
	s.gaps, _ = w.Gaps()
	s.form = w.Formatted()
	return s
}

func (s *seen) has(text string) bool { return strings.Contains(s.text, text) }

// cause returns the first gap that is no picture, 0 if there is none.
func (s *seen) cause() walk.Cause {
	for _, g := range s.gaps {
		if g.Cause != walk.Picture || g.Path == "" {
			return g.Cause
		}
	}
	return 0
}

// small are limits for fuzzing.
var small = walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: time.Hour}

func FuzzRead(f *testing.F) {
	for _, c := range planted() {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<20 {
			return
		}
		s := look(data, small)
		if s.size > small.TotalBytes {
			t.Errorf("Read handed over %d bytes, want at most %d", s.size, small.TotalBytes)
		}
		if s.size == 0 && len(s.gaps) == 0 && len(s.files) == 0 && len(data) < headerSize {
			t.Errorf("Read of %d bytes that are no compound file has no gap", len(data))
		}
	})
}

// wraps put a stream where its reader finds it.
var wraps = []func(b []byte) []byte{
	func(b []byte) []byte { return writeCompound(node{name: "Workbook", data: b}) },
	func(b []byte) []byte { return writeCompound(node{name: "PowerPoint Document", data: b}) },
	func(b []byte) []byte { return writeCompound(node{name: "\x05SummaryInformation", data: b}) },
	func(b []byte) []byte { return writeCompound(node{name: "\x01Ole10Native", data: b}) },
	func(b []byte) []byte {
		return writeCompound(node{name: "WordDocument", data: b}, node{name: "0Table", data: b})
	},
	func(b []byte) []byte {
		return writeCompound(node{name: "__properties_version1.0", data: b}, node{name: "__substg1.0_10090102", data: b},
			node{name: "__substg1.0_0037001E", data: b})
	},
	func(b []byte) []byte {
		return writeCompound(node{name: "Quill", kids: []node{{name: "QuillSub", kids: []node{{name: "CONTENTS", data: b}}}}})
	},
	func(b []byte) []byte {
		return writeCompound(node{name: "_VBA_PROJECT"}, node{name: "dir", data: ovbaWrite(string(b))}, node{name: "Module1", data: b})
	},
	func(b []byte) []byte {
		return writeCompound(node{name: "_VBA_PROJECT"}, node{name: "dir", data: b})
	},
	func(b []byte) []byte { return writeCompound(node{name: "x", data: b}) },
}

// FuzzStream gives every reader of a stream the bytes, which FuzzRead rarely reaches.
func FuzzStream(f *testing.F) {
	for _, p := range planted() {
		c, _ := openCompound(p.file)
		for i := range c.entries {
			if e := &c.entries[i]; e.kind == kindStream {
				b, _ := io.ReadAll(c.stream(e))
				for kind := range wraps {
					f.Add(byte(kind), b)
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		if len(data) > 1<<18 {
			return
		}
		s := look(wraps[int(kind)%len(wraps)](data), small)
		if s.size > small.TotalBytes {
			t.Errorf("Read handed over %d bytes, want at most %d", s.size, small.TotalBytes)
		}
	})
}
