package pci

import (
	"context"
	"fmt"
	"io"

	"github.com/acdkit/acdkit/pci/extract"
)

// A File is what a Guard makes of a file.
type File struct {
	Name    string // redacted
	Outcome Outcome
	Audit   Audit
	Notices []Notice
	Report  extract.Report
}

// File examines a file: what is in it, whatever its name says. It reads all of it, up to Limits.FileBytes. A file in
// which something is found is dropped, one that could not be examined as the policy says. An error
// is that of r; the outcome then is Dropped.
func (g *Guard) File(ctx context.Context, p Place, name string, r io.Reader) (File, error) {
	limits := g.policy.Limits.WithDefaults()
	data, err := io.ReadAll(io.LimitReader(r, int64(limits.FileBytes)+1))
	defer clear(data)
	if err != nil {
		return File{Outcome: Dropped}, fmt.Errorf("pci: reading attachment %d: %w", p.File, err)
	}
	return g.file(ctx, p, name, data), nil
}

func (g *Guard) file(ctx context.Context, p Place, name string, data []byte) File {
	f := File{Name: name}
	p.Field = FileName
	if out, tally := g.redact(name); len(tally) > 0 {
		f.Name = out
		f.Audit = append(f.Audit, Record{Place: p, Outcome: Redacted, Found: tally})
	}
	p.Field = Attachment
	record, report := g.examine(p, func(visit func(extract.Part, []byte)) extract.Report {
		return g.extractor.Walk(ctx, data, visit)
	})
	f.Report = g.clean(report)
	if record.Outcome != Passed || record.Pictures > 0 {
		f.Audit = append(f.Audit, record)
	}
	f.Outcome = f.Audit.Outcome()
	f.Notices = f.Audit.notices(false)
	return f
}

// examine looks through the content of a file, which walk hands over, and decides.
func (g *Guard) examine(p Place, walk func(visit func(extract.Part, []byte)) extract.Report) (Record, extract.Report) {
	r := Record{Place: p}
	var report extract.Report
	g.with(func(s *Scanner) {
		report = walk(func(_ extract.Part, text []byte) {
			for _, f := range s.Find(text) {
				r.Found.add(f)
			}
		})
	})
	r.Format, r.Cause, r.Pictures = report.Format, report.Cause(), report.Pictures()
	switch {
	case len(r.Found) > 0:
		r.Outcome = Dropped
	case r.Cause == extract.Picture || r.Cause == 0 && r.Pictures > 0:
		r.Outcome = g.policy.pictures(r.Cause == extract.Picture)
	case r.Cause != 0 && g.policy.Unexamined == WarnUnexamined:
		r.Outcome = Warned
	case r.Cause != 0:
		r.Outcome = Dropped
	}
	return r, report
}

// pictures returns what becomes of a file that is a picture, or has one in it.
func (p Policy) pictures(file bool) Outcome {
	switch {
	case p.Pictures == DropAllPictures, file && p.Pictures == DropPictureFiles:
		return Dropped
	case p.Pictures == WarnPictures:
		return Warned
	}
	return Passed
}

// clean redacts the paths of a report, which the sender chose.
func (g *Guard) clean(r extract.Report) extract.Report {
	for i := range r.Gaps {
		if out, tally := g.redact(r.Gaps[i].Path); len(tally) > 0 {
			r.Gaps[i].Path = out
		}
	}
	return r
}
