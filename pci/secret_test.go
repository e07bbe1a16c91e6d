package pci_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci"
)

// planted are numbers that must come out of nothing: whole, or without what a mask leaves.
var planted = []string{"4539148803436467", "4539 1488 0343 6467", "371449635398431", "5555-5555-5555-4444", "453914880343", "4539 1488 0343", "45391488"}

// A sink collects whatever a caller could store, log or show.
type sink struct{ bytes.Buffer }

// print writes v in every way there is to print a value.
func (s *sink) print(v any) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(s, verb+"\n", v)
	}
	slog.New(slog.NewTextHandler(s, nil)).Info("value", "v", v)
	slog.New(slog.NewJSONHandler(s, nil)).Info("value", "v", v)
	if data, err := json.Marshal(v); err != nil {
		fmt.Fprintln(s, err)
	} else {
		s.Write(data)
	}
}

// TestNothingRawComesOut does everything with planted numbers, prints every value and error, and
// searches what was printed (I12).
func TestNothingRawComesOut(t *testing.T) {
	text := "card 4539 1488 0343 6467 exp 12/27 cvv 923, 371449635398431, 5555-5555-5555-4444"
	for _, action := range []pci.Action{pci.Redact, pci.Drop} {
		var out sink
		everything(t, &out, text, pci.Policy{Default: action})
		for _, number := range planted {
			if i := strings.Index(out.String(), number); i >= 0 {
				t.Errorf("%v: %s came out: …%s…", action, number, out.String()[max(0, i-80):i+len(number)])
			}
			if hex := fmt.Sprintf("%x", number); strings.Contains(out.String(), hex) {
				t.Errorf("%v: %s came out in hexadecimal", action, number)
			}
		}
		if strings.Contains(out.String(), "cvv 923") {
			t.Errorf("%v: a verification code came out", action)
		}
		if out.Len() < 10_000 {
			t.Errorf("only %d bytes were printed: the test looks at nothing", out.Len())
		}
	}
}

func everything(t *testing.T, out *sink, text string, p pci.Policy) {
	g := guard(t, p)
	place := pci.Place{Lane: chatIn}
	checkTexts(out, g, place, text)
	checkFiles(t.Context(), out, g, place, text)
	checkStreams(out, g, place, text)
	checkScanner(t, out, text)
	checkWindow(t, out)
	for _, c := range []pci.Config{{Mask: pci.Mask{Label: text}}, {Mask: pci.Mask{First: 9}}, {Kinds: 1 << 14}} {
		_, err := pci.NewScanner(c)
		out.print(err)
		_, err = pci.NewGuard(pci.Policy{Config: c})
		out.print(err)
	}
	_, err := pci.ParseKinds("pan," + text)
	out.print(err)
	out.print(g)
	out.print(p)
}

func checkTexts(out *sink, g *pci.Guard, place pci.Place, text string) {
	for _, field := range []pci.Field{pci.Body, pci.Subject, pci.FileName, pci.Draft, pci.Template} {
		place.Field = field
		got := g.Text(place, text)
		out.print(got)
		for _, n := range got.Notices {
			out.print(n.Text("en") + n.Text("ko"))
		}
	}
	redacted, findings := g.Preview(text)
	out.print(redacted)
	out.print(findings)
}

func checkFiles(ctx context.Context, out *sink, g *pci.Guard, place pci.Place, text string) {
	message := pci.Message{Lane: place.Lane, Subject: text, Text: "<b>" + text + "</b>", Files: []pci.Upload{
		{Name: "4539148803436467.txt", Content: strings.NewReader(text)},
	}}
	out.print(message)
	out.print(message.Files)
	checked, err := g.Message(ctx, message)
	out.print(checked)
	out.print(err)
	message.Files = []pci.Upload{{Name: text, Content: failingReader{errors.New("broken")}}}
	checked, err = g.Message(ctx, message)
	out.print(checked)
	out.print(err)
	zip := "PK\x03\x04" + text + "/4539148803436467.txt"
	for _, content := range []string{text, zip, "%PDF-1.7\n" + text, "{\\rtf1 " + text, "<html>" + text, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + text} {
		f, err := g.File(ctx, place, "4539148803436467.bin", strings.NewReader(content))
		out.print(f)
		out.print(err)
	}
	mail := "From: a@example.com\r\nSubject: " + text + "\r\nContent-Type: text/plain; name=\"4539148803436467\"\r\n\r\n" + text
	out.print(g.Mail(ctx, pci.Lane{Channel: contact.Email, Direction: pci.Inbound}, []byte(mail)))
}

func checkStreams(out *sink, g *pci.Guard, place pci.Place, text string) {
	for _, w := range []io.Writer{io.Discard, failing{errors.New("broken")}, out} {
		s := g.Stream(place, w)
		_, err := io.WriteString(s, text)
		out.print(err)
		out.print(s)
		if w == out && g.Text(place, text).Outcome == pci.Dropped {
			continue // a caller throws away what a dropped stream has passed on
		}
		out.print(s.Close())
		out.print(s)
		out.print(s.Audit())
		out.print(s.Notices())
	}
}

func checkScanner(t *testing.T, out *sink, text string) {
	s := scanner(t, pci.Config{})
	out.print(append([]pci.Finding(nil), s.FindString(text)...))
	out.print(s)
	out.print(*s) // a copy, to be printed only
	out.print(s.Redact(text))
	r, err := pci.NewReader(strings.NewReader(text), pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	out.print(r)
	io.Copy(out, r)
	out.print(r)
	w, err := pci.NewWriter(out, pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, text)
	out.print(w)
	out.print(w.Close())
	out.print(struct{ W *pci.Writer }{w})
}

func checkWindow(t *testing.T, out *sink) {
	w := window(t, pci.Config{})
	w.Hear("4539148803436467")
	for i, part := range []string{"4539 1488", "0343", "6467"} {
		revisions, tally := w.Add(fmt.Sprint(i), part)
		out.print(tally)
		out.print(w)
		out.print(*w) // a copy, to be printed only
		out.print(revisions)
	}
}
