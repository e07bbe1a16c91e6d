package email_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/pci"
)

// BenchmarkTake takes mails that begin a contact each, with the Guard on, on the journal in memory.
func BenchmarkTake(b *testing.B) {
	s := open(b, nil)
	body := strings.Repeat("It does not shine, and I would like to have another one.\r\n", 20)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		s.take(from(fmt.Sprintf("ann%d@home.example", n), fmt.Sprintf("m%d@x", n), "Lamp", body))
	}
}

// BenchmarkAnswer takes a mail, and has an agent answer it, from the offer to the end of wrap-up.
func BenchmarkAnswer(b *testing.B) {
	s := open(b, nil)
	s.staff("kim")
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n++
		id := s.serve("kim", from(fmt.Sprintf("ann%d@home.example", n), fmt.Sprintf("m%d@x", n), "Lamp", "Hello"))
		s.answer("kim", id, "Yes.")
		s.ok(s.center.WrapUp(b.Context(), "kim", id, "done"))
	}
}

// BenchmarkLargeMail takes one mail with a text file of 24 MiB. B/op over 33 MB is how often it is in memory.
func BenchmarkLargeMail(b *testing.B) {
	guard, err := pci.NewGuard(pci.Policy{})
	if err != nil {
		b.Fatal(err)
	}
	var raw bytes.Buffer
	raw.Write(bytes.TrimSuffix(mailOf("From: ann@home.example", "To: support@desk.example", "Subject: big", "Content-Type: multipart/mixed; boundary=b", "",
		"--b", "", "Hello", "--b", "Content-Type: text/plain", "Content-Disposition: attachment; filename=big.txt",
		"Content-Transfer-Encoding: base64", ""), nil))
	data := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("nothing to see, "), 24<<16))
	for len(data) > 0 {
		n := min(76, len(data))
		raw.WriteString(data[:n] + "\r\n")
		data = data[n:]
	}
	raw.WriteString("--b--\r\n")
	n := 0
	b.SetBytes(int64(raw.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n++
		s := open(b, func(c *email.Config) { c.Guard = guard })
		taken := s.take(raw.Bytes())
		if taken.Entry == 0 {
			b.Fatal("not taken")
		}
	}
	b.ReportMetric(float64(raw.Len()), "mail-bytes")
}
