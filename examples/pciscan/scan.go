package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"github.com/acdkit/acdkit/pci"
	"github.com/acdkit/acdkit/pci/extract"
)

// A scan goes through the files.
type scan struct {
	options
	stdin      io.Reader
	out        printer
	progress   progress
	scanner    *pci.Scanner
	found      int
	unexamined int
}

// A finding is what is printed of one.
type finding struct {
	File   string    `json:"file"`
	Part   string    `json:"part"`
	Kind   pci.Kind  `json:"kind"`
	Brand  pci.Brand `json:"brand"`
	Start  int       `json:"start"`
	End    int       `json:"end"`
	Masked string    `json:"masked"`
}

// A result is what is printed of a file.
type result struct {
	File     string `json:"file"`
	Examined bool   `json:"examined"`
	Cause    string `json:"cause,omitempty"`
	Type     string `json:"type"`
	Findings int    `json:"findings"`
	Pictures int    `json:"pictures,omitempty"`
}

func newScan(o options, stdin io.Reader, stdout, stderr io.Writer) (*scan, error) {
	scanner, err := pci.NewScanner(o.config)
	if err != nil {
		return nil, err
	}
	return &scan{options: o, stdin: stdin, scanner: scanner, out: newPrinter(o, stdout, stderr), progress: progressOn(stderr)}, nil
}

func (s *scan) exit() int {
	switch {
	case s.found > 0:
		return exitFound
	case s.unexamined > 0:
		return exitNotExamined
	}
	return exitClean
}

// all examines every file. Its error is that of writing, or of ctx.
func (s *scan) all(ctx context.Context) error {
	if len(s.files) == 0 {
		data, err := s.read(s.stdin)
		return s.file(ctx, "-", data, err)
	}
	names := list(s.files)
	s.progress.begin(len(names))
	defer s.progress.end()
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := s.open(name)
		if err := s.file(ctx, name, data, err); err != nil {
			return err
		}
		s.progress.step()
	}
	return nil
}

// list returns the names, with all files below those that are folders.
func list(names []string) []string {
	var files []string
	for _, name := range names {
		filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() { // what cannot be read is told when it is opened
				files = append(files, path)
			}
			return nil
		})
	}
	return files
}

func (s *scan) open(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return s.read(f)
}

// read reads a file, and one byte more than is examined of one that is too large.
func (s *scan) read(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, extract.DefaultFileBytes+1))
}

// file examines one file and prints what there is to say.
func (s *scan) file(ctx context.Context, name string, data []byte, unreadable error) error {
	name = s.scanner.Redact(name)
	if unreadable != nil {
		s.unexamined++
		return s.out.result(result{File: name, Cause: "unreadable"})
	}
	var findings []finding
	var whole []finding
	report := extract.Extractor{}.Walk(ctx, data, func(p extract.Part, text []byte) {
		findings = append(findings, s.find(name, p.Path, text)...)
	})
	if plain := s.plain(report, data); plain {
		if whole = s.find(name, "", data); len(whole) > 0 {
			findings = whole // where they are in the file, not in the text out of it
		}
	}
	s.found += len(findings)
	r := result{File: name, Examined: report.Examined(), Type: report.Format, Findings: len(findings), Pictures: report.Pictures()}
	if !r.Examined {
		s.unexamined++
		r.Cause = report.Cause().String()
	}
	if s.redact {
		return s.print(r, data, len(findings) == len(whole) && s.plain(report, data))
	}
	for _, f := range findings {
		if err := s.out.finding(f); err != nil {
			return err
		}
	}
	return s.out.result(r)
}

// plain reports whether the file is its text: findings have a place in it, and it can be redacted.
func (s *scan) plain(r extract.Report, data []byte) bool {
	return slices.Contains([]string{"text", "html", "xml", "empty"}, r.Format) && utf8.Valid(data) && len(data) <= extract.DefaultFileBytes
}

func (s *scan) find(file, part string, text []byte) []finding {
	var out []finding
	for _, f := range s.scanner.Find(text) {
		masked := s.scanner.AppendMasked(nil, text, f)
		out = append(out, finding{File: file, Kind: f.Kind, Brand: f.Brand, Start: f.Start, End: f.End, Masked: string(masked)})
	}
	if len(out) > 0 {
		part = s.scanner.Redact(part)
	}
	for i := range out {
		out[i].Part = part
	}
	return out
}

// print prints the file redacted, if that can be done and the policy allows it.
func (s *scan) print(r result, data []byte, plain bool) error {
	switch {
	case r.Findings > 0 && (s.drop || !plain):
		return s.out.dropped(r)
	case !plain || !r.Examined:
		return s.out.result(r)
	}
	out, _ := s.scanner.AppendRedacted(nil, data)
	return s.out.text(out)
}
