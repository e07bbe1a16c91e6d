package pci_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/pci"
)

// pieces are what texts of streams are made of: what can be parted by a border of chunks, and much that has nothing.
var pieces = []string{
	"4539 1488 0343 6467", "4539148803436467", "371449635398431", "5555-5555-5555-4444", " ", "\n", ".", "번호", "CVC: ", "123",
	"12/27 ", "&#52;539 1488&nbsp;0343&#45;6467", "<b>4539</b>1488<i>0343</i>6467", "４５３９１４８８０３４３６４６７", " PIN 1234 ",
	"%B4539148803436467^DOE/JOHN^27121010000000000?", "1 2 3 4 5 6 7 8 9 0 ", "%20", "&#", "<", "x",
	strings.Repeat("words that mean nothing ", 700), strings.Repeat("12 ", 900), strings.Repeat("<i>4</i>", 200),
}

func text(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
}

// TestStreamsAtAnyBorder compares streams that are cut anywhere with looking at the text at once.
func TestStreamsAtAnyBorder(t *testing.T) {
	s := scanner(t, pci.Config{})
	rapid.Check(t, func(t *rapid.T) {
		source := text(t)
		if rapid.Bool().Draw(t, "long") {
			source += strings.Repeat("words that mean nothing ", 6000-rapid.IntRange(0, 30).Draw(t, "shift")) + text(t)
		}
		want, found := s.AppendRedacted(nil, []byte(source))
		total := len(found)
		var out bytes.Buffer
		w, err := pci.NewWriter(&out, pci.Config{})
		if err != nil {
			t.Fatal(err)
		}
		for rest := source; rest != ""; {
			n := min(len(rest), rapid.SampledFrom([]int{1, 7, 100, 5000, 64 << 10, 1 << 20}).Draw(t, "n"))
			if n == 1 && len(rest) > 2000 {
				n = 1999
			}
			io.WriteString(w, rest[:n])
			rest = rest[n:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), out.String()); diff != "" {
			t.Fatalf("Writer mismatch (-at once +in pieces):\n%s", diff)
		}
		if got := w.Tally().Total(); got != total {
			t.Fatalf("Writer counts %d findings, want %d", got, total)
		}
		r, err := pci.NewReader(iotest.HalfReader(strings.NewReader(source)), pci.Config{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("Reader: %v, mismatch (-at once +in pieces):\n%s", err, cmp.Diff(string(want), string(got)))
		}
	})
}

// TestReaderKeepsWhatCameBeforeAnError: the text that was read is handed over, redacted, before the error.
func TestReaderKeepsWhatCameBeforeAnError(t *testing.T) {
	broken := errors.New("broken")
	r, err := pci.NewReader(io.MultiReader(strings.NewReader("card 4539 1488 0343 6467"), iotest.ErrReader(broken)), pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if want := "card **** **** **** 6467"; string(got) != want || !errors.Is(err, broken) {
		t.Errorf("ReadAll = %q, %v, want %q and the error", got, err, want)
	}
}

func TestWriterReportsErrors(t *testing.T) {
	broken := errors.New("broken")
	w, err := pci.NewWriter(failing{broken}, pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "4539 1488 0343 6467"); err != nil {
		t.Errorf("Write = %v, want nil: nothing is passed on yet", err)
	}
	if err := w.Close(); !errors.Is(err, broken) {
		t.Errorf("Close = %v, want the error of the writer below", err)
	}
	if _, err := w.Write([]byte("more")); !errors.Is(err, pci.ErrClosed) {
		t.Errorf("Write after Close = %v, want ErrClosed", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestStreamsHoldLittle: a stream of 64 MiB needs no more memory than a short one.
func TestStreamsHoldLittle(t *testing.T) {
	w, err := pci.NewWriter(io.Discard, pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	part := []byte(strings.Repeat("4 5 3 9 ", 8<<10))
	w.Write(part)
	w.Write(part)
	w.Write(part)
	if n := testing.AllocsPerRun(100, func() { w.Write(part) }); n > 0 {
		t.Errorf("Write of 64 KiB allocates %v times, want 0", n)
	}
}

func scanner(t testing.TB, c pci.Config) *pci.Scanner {
	t.Helper()
	s, err := pci.NewScanner(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
