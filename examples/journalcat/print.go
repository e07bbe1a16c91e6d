package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// line is what is printed.
type line struct {
	Stream  string          `json:"stream"`
	Version journal.Version `json:"version,omitempty"`
	Record  string          `json:"record,omitempty"`
	N       int             `json:"n,omitempty"` // of several in a record
	Kind    string          `json:"kind,omitempty"`
	Time    time.Time       `json:"time,omitzero"`
	Seq     uint64          `json:"seq,omitempty"`        // of an entry in its conversation
	Command string          `json:"command_id,omitempty"` // of the routing.Once
	Payload any             `json:"payload,omitempty"`
	Data    []byte          `json:"data,omitempty"`
	Note    string          `json:"note,omitempty"`
}

// printer prints lines.
type printer struct {
	*source
	out    *bufio.Writer
	stderr io.Writer
	json   *json.Encoder
}

func newPrinter(s *source, stdout, stderr io.Writer) *printer {
	p := &printer{source: s, out: bufio.NewWriter(stdout), stderr: stderr}
	p.json = json.NewEncoder(p.out)
	p.json.SetEscapeHTML(false)
	return p
}

func (p *printer) flush() error { return p.out.Flush() }

// print prints what the options ask for.
func (p *printer) print(ctx context.Context, o options) error {
	switch {
	case o.leases:
		return p.printLeases(ctx)
	case o.list:
		return p.printStreams(ctx, o.prefix)
	case o.stream != "":
		return p.printStream(ctx, o.stream, journal.Version(o.after), o.follow)
	}
	names, err := p.streams(ctx, o.prefix)
	var all []error
	for _, name := range names {
		if err := p.printStream(ctx, name, 0, false); err != nil {
			all = append(all, err)
			if ctx.Err() != nil {
				break
			}
		}
	}
	return errors.Join(append(all, err)...)
}

// streams returns the names of streams, in order, up to an error.
func (p *printer) streams(ctx context.Context, prefix string) (names []string, failed error) {
	for name, err := range p.journal.Streams(ctx, prefix) {
		if failed = err; err == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, failed
}

func (p *printer) printStreams(ctx context.Context, prefix string) error {
	names, failed := p.streams(ctx, prefix)
	for _, name := range names {
		fmt.Fprintln(p.out, name)
	}
	return failed
}

// printStream prints the records of a stream behind a version, or behind where it was cut. The error is the first; what is
// behind a record that cannot be read is printed, too.
func (p *printer) printStream(ctx context.Context, stream string, after journal.Version, follow bool) error {
	cut, err := journal.Cut(ctx, p.journal, stream)
	if err != nil {
		return err
	}
	if cut > after {
		fmt.Fprintf(p.stderr, "journalcat: %s is cut up to version %d\n", stream, cut)
	}
	read, begin := reader(stream, cut == 0), max(after, cut)
	if numbered(stream) {
		begin = cut // its entries are counted
	}
	var first error
	for rec, err := range p.records(ctx, stream, begin, follow) {
		if err != nil {
			return cmp.Or(first, err)
		}
		lines, err := p.lines(stream, rec, read)
		first = cmp.Or(first, err)
		if rec.Version <= after {
			continue
		}
		if err := p.printLines(lines, follow); err != nil {
			return err
		}
	}
	return first
}

func (p *printer) records(ctx context.Context, stream string, after journal.Version, follow bool) iter.Seq2[journal.Record, error] {
	if follow {
		return journal.Follow(ctx, p.journal, stream, after)
	}
	return journal.Replay(ctx, p.journal, stream, after)
}

// lines returns a line for everything that is in a record. One that its package cannot read is shown as it is, and is an
// error.
func (p *printer) lines(stream string, rec journal.Record, read func(journal.Record) ([]line, error)) ([]line, error) {
	lines, failed := read(rec)
	if failed != nil {
		lines = []line{{Data: rec.Data, Note: "cannot be read"}}
		failed = fmt.Errorf("%s at version %d: %w", stream, rec.Version, failed)
	}
	for i := range lines {
		l := &lines[i]
		l.Stream, l.Version, l.Record = stream, rec.Version, rec.ID
		if len(lines) > 1 {
			l.N = i + 1
		}
	}
	return lines, failed
}

func (p *printer) printLines(lines []line, now bool) error {
	for _, l := range lines {
		if err := p.json.Encode(l); err != nil {
			return err
		}
	}
	if now {
		return p.flush()
	}
	return nil
}

func (p *printer) printLeases(ctx context.Context) error {
	if p.leases == nil {
		return errNoLeases
	}
	nodes, err := p.leases.Nodes(ctx)
	if err != nil {
		return err
	}
	held, err := p.leases.Leases(ctx)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if err := p.json.Encode(map[string]any{"kind": "node", "node": n.ID, "address": n.Addr}); err != nil {
			return err
		}
	}
	for _, l := range held {
		if err := p.json.Encode(map[string]any{"kind": "lease", "name": l.Name, "node": l.Node, "term": l.Term}); err != nil {
			return err
		}
	}
	return nil
}
