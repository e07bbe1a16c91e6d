package clamd

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/acdkit/acdkit/contact/attachment"
)

func TestSignature(t *testing.T) {
	for answer, want := range map[string]string{
		"stream: Eicar-Test-Signature FOUND":                                      "Eicar-Test-Signature",
		"stream: Eicar-Test-Signature(44d88612fea8a8f36de82e1278abb02f:68) FOUND": "Eicar-Test-Signature(44d88612fea8a8f36de82e1278abb02f:68)",
		"stream:  FOUND":                                  "",
		"stream: OK FOUND":                                "OK",
		"stream: a FOUND FOUND":                           "a FOUND",
		"stream: a\r\nSet-Cookie: b\x1b[31m\x7f FOUND":    "a??Set-Cookie: b?[31m?",
		"stream: 상 FOUND":                                 "???",
		"stream: " + strings.Repeat("x", 4000) + " FOUND": strings.Repeat("x", MaxText),
	} {
		if got, err := parseScan(answer); got != (attachment.Result{Infected: true, Signature: want}) || err != nil {
			t.Errorf("parseScan(%.60q) = %+v, %v, want %q", answer, got, err, want)
		}
	}
}

// FuzzAnswer: of all that may come, one answer is clean; all text is fit to be shown.
func FuzzAnswer(f *testing.F) {
	for _, answer := range []string{
		"stream: OK\x00", "stream: OK", "stream: OK\x00\x00", "stream: X FOUND\x00", "stream: OK FOUND\x00", "INSTREAM size limit exceeded. ERROR\x00",
		"stream: failed ERROR\x00", "UNKNOWN COMMAND\x00", "PONG\x00", "ClamAV 1.4.3/27700/Mon Jul 14 08:36:29 2025\x00", "", "\x00",
		strings.Repeat("x", 5000), "stream: " + strings.Repeat("\xff", 4000) + " FOUND\x00",
	} {
		f.Add([]byte(answer))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := readAnswer(bytes.NewReader(data))
		slow, slowErr := readAnswer(iotest.OneByteReader(bytes.NewReader(data)))
		if text != slow || (err == nil) != (slowErr == nil) {
			t.Fatalf("in one piece: %q, %v; byte by byte: %q, %v", text, err, slow, slowErr)
		}
		end := bytes.IndexByte(data, 0)
		if whole := end >= 0 && end < maxAnswer; whole != (err == nil) || whole && text != string(data[:end]) {
			t.Fatalf("readAnswer returned %d bytes and %v; the first NUL is at %d", len(text), err, end)
		}
		if err != nil {
			if e, ok := err.(*Error); !errors.Is(err, io.ErrUnexpectedEOF) && (!ok || e.Err != ErrProtocol) {
				t.Fatalf("readAnswer returned %v", err)
			}
			return
		}
		checkScan(t, text)
		if version, err := parseVersion(text); (err == nil) == (version == "") || !fit(version) {
			t.Fatalf("parseVersion returned %q and %v", version, err)
		}
	})
}

func checkScan(t *testing.T, text string) {
	result, err := parseScan(text)
	infected := strings.HasPrefix(text, "stream: ") && strings.HasSuffix(text, " FOUND") && len(text) >= len("stream:  FOUND")
	switch {
	case (err == nil) != (infected || text == "stream: OK"), result.Infected != infected, !fit(result.Signature), !infected && result.Signature != "":
		t.Fatalf("parseScan returned %+v and %v", result, err)
	case err != nil && len(text) > 20 && strings.Contains(err.Error(), text):
		t.Fatalf("the error shows the answer: %v", err)
	}
}

// fit reports whether text is printable ASCII and not too long.
func fit(text string) bool {
	return len(text) <= MaxText && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}
