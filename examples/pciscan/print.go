package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// A printer prints results, for people or as JSON.
type printer struct {
	options
	stdout, stderr io.Writer
	encoder        *json.Encoder
}

func newPrinter(o options, stdout, stderr io.Writer) printer {
	e := json.NewEncoder(stdout)
	e.SetEscapeHTML(false)
	return printer{options: o, stdout: stdout, stderr: stderr, encoder: e}
}

func (p printer) finding(f finding) error {
	if p.asJSON {
		return p.encoder.Encode(f)
	}
	where := f.File
	if f.Part != "" {
		where += ": " + f.Part
	}
	what := f.Kind.String()
	if f.Brand != 0 {
		what += " " + f.Brand.String()
	}
	_, err := fmt.Fprintf(p.stdout, "%s: bytes %d to %d: %s: %s\n", where, f.Start, f.End, what, f.Masked)
	return err
}

// result prints what became of a file. People are told only if it was not examined.
func (p printer) result(r result) error {
	if p.asJSON {
		return p.encoder.Encode(r)
	}
	if r.Examined && !p.redact {
		return nil
	}
	out := p.stdout
	if p.redact {
		out = p.stderr
	}
	kind := r.Type
	if kind == "" {
		kind = "unknown"
	}
	if r.Examined {
		_, err := fmt.Fprintf(out, "%s: clean, but %s is not printed\n", r.File, kind)
		return err
	}
	_, err := fmt.Fprintf(out, "%s: not examined: %s (%s)\n", r.File, r.Cause, kind)
	return err
}

// dropped says that nothing is printed of a file with findings.
func (p printer) dropped(r result) error {
	_, err := fmt.Fprintf(p.stderr, "%s: dropped: %d findings (%s)\n", r.File, r.Findings, r.Type)
	return err
}

func (p printer) text(out []byte) error {
	_, err := p.stdout.Write(out)
	return err
}
