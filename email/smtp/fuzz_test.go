package smtp_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"testing"

	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

// FuzzServer: whatever a client says, the server ends with the connection, and takes only mail that was acknowledged or
// whose acknowledgement could not be told any more.
func FuzzServer(f *testing.F) {
	f.Add([]byte("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<desk@example.com>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n"))
	f.Add([]byte("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<desk@example.com>\r\nBDAT 3\r\nabcBDAT 3 LAST\r\ndefRSET\r\n"))
	f.Add([]byte("EHLO x\r\nMAIL FROM:<a@b> SIZE=99999999999 SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<\"\\\"\"@[127.0.0.1]>\r\n"))
	f.Add([]byte("HELO \r\n\r\n\x00\xff\r\nSTARTTLS\r\nAUTH PLAIN =\r\nDATA\r\n.\r\n"))
	f.Fuzz(func(t *testing.T, said []byte) {
		h := build(t, &emailtest.Inbox{}, func(c *smtp.ServerConfig) { c.MaxBytes = 1000 })
		client, server := net.Pipe()
		h.pipes.conns <- server
		go func() {
			_, _ = client.Write(said)
			_ = client.Close()
		}()
		_, _ = io.Copy(io.Discard, client)
		if err := h.Shutdown(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, m := range h.inbox.Mails() {
			if len(m.To) == 0 || len(m.Raw) > 1000 || m.Null != (m.From == "") {
				t.Errorf("taken: %+v", m)
			}
		}
		h.shut()
	})
}

// FuzzReplies: whatever a server says, Send returns, and without an error only if a mail was to be taken.
func FuzzReplies(f *testing.F) {
	f.Add([]byte("220 x\r\n250-x\r\n250-SIZE 1\r\n250 8BITMIME\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n"))
	f.Add([]byte("220 x\r\n250 x\r\n250 ok\r\n550 5.1.1 no\r\n450 4.2.0 no\r\n"))
	f.Add([]byte("220 x\r\n250-\r\n250-SIZE -1\r\n250 SIZE 99999999999999999999\r\n999 9.9.9 x\r\n"))
	f.Fuzz(func(t *testing.T, said []byte) {
		s := sender(t, smtp.SenderConfig{Servers: []string{"one.example.com:25"}, Security: smtp.Plaintext, Dial: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			go func() {
				defer server.Close()
				go func() { _, _ = io.Copy(io.Discard, server) }()
				_, _ = server.Write(said)
			}()
			return client, nil
		}})
		refused, err := s.Send(t.Context(), letter)
		if err == nil && len(refused) < len(letter.To) && !bytes.Contains(said, []byte("354")) {
			t.Errorf("Send returned refusals %+v after %q", refused, said)
		}
		_ = s.Close()
	})
}

// TestBothEnds: what a Sender sends is what a Server gives to its Receiver.
func TestBothEnds(t *testing.T) {
	h := build(t, &emailtest.Inbox{}, func(c *smtp.ServerConfig) { c.MaxMails = 3 })
	s := sender(t, smtp.SenderConfig{Servers: []string{"desk.example.com:25"}, Security: smtp.Plaintext, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		h.pipes.conns <- server
		return client, nil
	}})
	serial := 0
	rapid.Check(t, func(t *rapid.T) {
		serial++ // or the inbox knows it
		raw := bytes.NewBufferString(fmt.Sprintf("Message-ID: <%d@example.net>\r\n", serial))
		for _, line := range rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune(". \tax한\x00\xff:")), 0, 30, -1), 0, 20).Draw(t, "lines") {
			raw.WriteString(line + "\r\n")
		}
		if refused, err := s.Send(context.Background(), email.Outgoing{From: "kim@example.net", To: []string{"desk@example.com"}, Raw: raw.Bytes()}); err != nil || len(refused) > 0 {
			t.Fatalf("Send returned %v, %v", refused, err)
		}
		mails := h.inbox.Mails()
		if got := mails[len(mails)-1].Raw; !bytes.Equal(got, raw.Bytes()) {
			t.Fatalf("got %q, want %q", got, raw.Bytes())
		}
	})
}

// BenchmarkSend is a mail of 25 MB from a Sender to a Server, on a pipe.
func BenchmarkSend(b *testing.B) {
	inbox := &emailtest.Inbox{Fault: func(context.Context, email.Incoming, int) error { return &email.Error{Code: email.ErrNoMailbox} }}
	h := build(b, inbox, nil)
	s := sender(b, smtp.SenderConfig{Servers: []string{"desk.example.com:25"}, Security: smtp.Plaintext, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		h.pipes.conns <- server
		return client, nil
	}})
	mail := email.Outgoing{From: "kim@example.net", To: []string{"desk@example.com"}, Raw: bytes.Repeat([]byte("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\r\n"), 25<<20/70)}
	b.SetBytes(int64(len(mail.Raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Send(b.Context(), mail); err == nil {
			b.Fatal("nobody was to take it")
		}
	}
}
