package compose_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
)

func TestErrors(t *testing.T) {
	secret := "비밀 secret"
	for _, tt := range []struct {
		name   string
		change func(*compose.Mail)
		code   compose.Code
		field  string
		index  int
	}{
		{"no date", func(m *compose.Mail) { m.Date = time.Time{} }, compose.ErrMissing, "Date", 0},
		{"date of long ago", func(m *compose.Mail) { m.Date = time.Date(99, 1, 1, 0, 0, 0, 0, time.UTC) }, compose.ErrInvalid, "Date", 0},
		{"no sender", func(m *compose.Mail) { m.From = message.Address{} }, compose.ErrInvalid, "From", 1},
		{"nobody", func(m *compose.Mail) { m.To = nil }, compose.ErrMissing, "To", 0},
		{"line feed in the subject", func(m *compose.Mail) { m.Subject = secret + "\nBcc: x" }, compose.ErrNotLine, "Subject", 0},
		{"carriage return in the subject", func(m *compose.Mail) { m.Subject = secret + "\r" }, compose.ErrNotLine, "Subject", 0},
		{"NUL in the subject", func(m *compose.Mail) { m.Subject = secret + "\x00" }, compose.ErrNotLine, "Subject", 0},
		{"subject not UTF-8", func(m *compose.Mail) { m.Subject = secret + "\xc7" }, compose.ErrNotUTF8, "Subject", 0},
		{"line feed in a name", func(m *compose.Mail) { m.To[0].Name = secret + "\n" }, compose.ErrNotLine, "To", 1},
		{"line feed in an address", func(m *compose.Mail) { m.To[0].Addr = "secret\n@x.example" }, compose.ErrNotLine, "To", 1},
		{"line feed in a domain", func(m *compose.Mail) { m.To[0].Addr = "secret@x\n.example" }, compose.ErrInvalid, "To", 1},
		{"no @", func(m *compose.Mail) { m.To[0].Addr = "secret" }, compose.ErrInvalid, "To", 1},
		{"no local part", func(m *compose.Mail) { m.To[0].Addr = "@secret.example" }, compose.ErrInvalid, "To", 1},
		{"no domain", func(m *compose.Mail) { m.To[0].Addr = "secret@" }, compose.ErrInvalid, "To", 1},
		{"empty label", func(m *compose.Mail) { m.To[0].Addr = "secret@a..b" }, compose.ErrInvalid, "To", 1},
		{"two in one", func(m *compose.Mail) { m.To[0].Addr = "secret@a.example, b@c.example>" }, compose.ErrInvalid, "To", 1},
		{"bad literal", func(m *compose.Mail) { m.To[0].Addr = "secret@[1.2.3.4]]" }, compose.ErrInvalid, "To", 1},
		{"bad IDN", func(m *compose.Mail) { m.To[0].Addr = "secret@가\u0001.example" }, compose.ErrInvalid, "To", 1},
		{"too long", func(m *compose.Mail) { m.To[0].Addr = strings.Repeat("secret", 60) + "@a.example" }, compose.ErrInvalid, "To", 1},
		{"third Cc", func(m *compose.Mail) { m.Cc = []message.Address{m.To[0], m.To[0], {Addr: "비밀@secret.example"}} }, compose.ErrSMTPUTF8, "Cc", 3},
		{"Reply-To", func(m *compose.Mail) { m.ReplyTo = []message.Address{{Addr: "secret"}} }, compose.ErrInvalid, "Reply-To", 1},
		{"no id", func(m *compose.Mail) { m.ID = "" }, compose.ErrMissing, "Message-ID", 0},
		{"id in brackets", func(m *compose.Mail) { m.ID = "<secret@x>" }, compose.ErrInvalid, "Message-ID", 0},
		{"id without @", func(m *compose.Mail) { m.ID = "secret" }, compose.ErrInvalid, "Message-ID", 0},
		{"id of two lines", func(m *compose.Mail) { m.ID = "secret@x\r\nBcc: y" }, compose.ErrNotLine, "Message-ID", 0},
		{"long id", func(m *compose.Mail) { m.ID = strings.Repeat("secret", 50) + "@x" }, compose.ErrInvalid, "Message-ID", 0},
		{"Bcc", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "bCC", Value: "secret@x.example"}} }, compose.ErrInvalid, "Extra", 1},
		{"a field again", func(m *compose.Mail) {
			m.Extra = []message.Field{{Name: "X-Loop", Value: "x"}, {Name: "Subject", Value: secret}}
		}, compose.ErrInvalid, "Extra", 2},
		{"of a part", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "Content-Secret", Value: "x"}} }, compose.ErrInvalid, "Extra", 1},
		{"name with a colon", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "X: Secret", Value: "x"}} }, compose.ErrInvalid, "Extra", 1},
		{"no name", func(m *compose.Mail) { m.Extra = []message.Field{{Value: "secret"}} }, compose.ErrInvalid, "Extra", 1},
		{"no value", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "X-Secret", Value: " "}} }, compose.ErrMissing, "Extra", 1},
		{"value of two lines", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "X", Value: "secret\r\n x"}} }, compose.ErrNotLine, "Extra", 1},
		{"value not ASCII", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "X", Value: secret}} }, compose.ErrInvalid, "Extra", 1},
		{"value that cannot be parted", func(m *compose.Mail) { m.Extra = []message.Field{{Name: "X", Value: strings.Repeat("secret", 200)}} }, compose.ErrInvalid, "Extra", 1},
		{"text not UTF-8", func(m *compose.Mail) { m.Text = secret + "\xff" }, compose.ErrNotUTF8, "Text", 0},
		{"HTML not UTF-8", func(m *compose.Mail) { m.HTML = secret + "\xff" }, compose.ErrNotUTF8, "HTML", 0},
		{"file without a name", func(m *compose.Mail) { m.Files = []compose.File{{Name: " "}} }, compose.ErrMissing, "Files", 1},
		{"file name of two lines", func(m *compose.Mail) { m.Files = []compose.File{{Name: secret + "\r\n"}} }, compose.ErrNotLine, "Files", 1},
		{"file name not UTF-8", func(m *compose.Mail) { m.Files = []compose.File{{Name: secret + "\xff"}} }, compose.ErrNotUTF8, "Files", 1},
		{"type of two lines", func(m *compose.Mail) { m.Files = []compose.File{{Name: "a", Type: "secret/x\r\nX: y"}} }, compose.ErrInvalid, "Files", 1},
		{"type with parameters", func(m *compose.Mail) { m.Files = []compose.File{{Name: "a", Type: "text/x; name=secret"}} }, compose.ErrInvalid, "Files", 1},
		{"half a type", func(m *compose.Mail) { m.Files = []compose.File{{Name: "a", Type: "secret"}} }, compose.ErrInvalid, "Files", 1},
		{"size below zero", func(m *compose.Mail) { m.Files = []compose.File{{Name: "secret", Size: -1, Open: reading(nil)}} }, compose.ErrSize, "Files", 1},
		{"size beyond all", func(m *compose.Mail) { m.Files = []compose.File{{Name: "secret", Size: 1 << 62, Open: reading(nil)}} }, compose.ErrSize, "Files", 1},
		{"no Content-ID", func(m *compose.Mail) { m.HTML, m.Inline = secret, []compose.File{{Name: "a"}} }, compose.ErrInvalid, "Inline", 1},
		{"bad Content-ID", func(m *compose.Mail) {
			m.HTML, m.Inline = secret, []compose.File{{Name: "a", ContentID: "secret>\r\nX: y"}}
		}, compose.ErrInvalid, "Inline", 1},
		{"a Content-ID again", func(m *compose.Mail) {
			m.HTML, m.Inline = secret, []compose.File{{Name: "a", ContentID: "secret"}, {Name: "b", ContentID: "secret"}}
		}, compose.ErrInvalid, "Inline", 2},
	} {
		m := simple()
		tt.change(&m)
		var written strings.Builder
		_, err := m.WriteTo(&written)
		got, ok := errors.AsType[*compose.Error](err)
		if want := (compose.Error{Code: tt.code, Field: tt.field, Index: tt.index}); !ok || *got != want || !errors.Is(err, tt.code) {
			t.Errorf("%s: error %v, want %v", tt.name, err, &want)
		}
		if err != nil && (strings.Contains(strings.ToLower(err.Error()), "secret") || strings.Contains(err.Error(), "비밀")) {
			t.Errorf("%s: the error tells: %v", tt.name, err)
		}
		if written.Len() > 0 {
			t.Errorf("%s: %d bytes were written", tt.name, written.Len())
		}
	}
}

// fieldLines returns the lines of a field of a mail, joined by "|".
func fieldLines(t *testing.T, m compose.Mail, name string) string {
	t.Helper()
	raw := bytesOf(t, m)
	checkLines(t, m, raw)
	names, values := header(t, raw)
	for i := range names {
		if names[i] == name {
			return strings.ReplaceAll(values[i], "\r\n", "|")
		}
	}
	return ""
}

func TestSubject(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"  ", ""},
		{" Your order ", "Your order"},
		{"two  blanks\tand a tab", "two  blanks and a tab"},
		{"한글", "=?utf-8?B?7ZWc6riA?="},
		{"Crème", "=?utf-8?B?Q3LDqG1l?="},
		{"Tarte à la carte: yes", "=?utf-8?Q?Tarte_=C3=A0_la_carte:_yes?="},
		{"=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?="},
		{strings.Repeat("긴 제목 ", 10) + "끝", "=?utf-8?B?6ri0IOygnOuqqSDquLQg7KCc66qpIOq4tCDsoJzrqqkg6ri0IA==?=|" +
			" =?utf-8?B?7KCc66qpIOq4tCDsoJzrqqkg6ri0IOygnOuqqSDquLQg7KCc66qpIOq4tCA=?=| =?utf-8?B?7KCc66qpIOq4tCDsoJzrqqkg6ri0IOygnOuqqSDrgZ0=?="},
		{strings.Repeat("word ", 16), "word word word word word word word word word word word word word| word word word"},
		{"Re: " + strings.Repeat("w", 75), "=?utf-8?Q?Re:_" + strings.Repeat("w", 51) + "?=| =?utf-8?Q?" + strings.Repeat("w", 24) + "?="},
		{"Re: " + strings.Repeat("w", 70), "Re:| " + strings.Repeat("w", 70)},
		{strings.Repeat("w", 80), "=?utf-8?Q?" + strings.Repeat("w", 55) + "?=| =?utf-8?Q?" + strings.Repeat("w", 25) + "?="},
		{"a" + strings.Repeat(" ", 80) + "b", "=?utf-8?Q?a" + strings.Repeat("_", 54) + "?=| =?utf-8?Q?" + strings.Repeat("_", 26) + "b?="},
	} {
		m := simple()
		m.Subject = tt.in
		if got := fieldLines(t, m, "Subject"); got != tt.want {
			t.Errorf("Subject %q is\n%q, want\n%q", tt.in, got, tt.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ name, addr, want string }{
		{"", "a@b.example", "a@b.example"},
		{"Minji Kim", "a@b.example", "Minji Kim <a@b.example>"},
		{"Kim, Minji", "a@b.example", `"Kim, Minji" <a@b.example>`},
		{`M. "MJ" \ Kim`, "a@b.example", `"M. \"MJ\" \\ Kim" <a@b.example>`},
		{"Minji  Kim", "a@b.example", `"Minji  Kim" <a@b.example>`},
		{"b@c.example", "a@b.example", `"b@c.example" <a@b.example>`},
		{"Zoë of Example", "a@b.example", "=?utf-8?Q?Zo=C3=AB_of_Example?= <a@b.example>"},
		{"김민지", "a@b.example", "=?utf-8?B?6rmA66+87KeA?= <a@b.example>"},
		{"Zoë, Ltd.", "a@b.example", "=?utf-8?B?Wm/DqywgTHRkLg==?= <a@b.example>"},
		{"=?x?=", "a@b.example", "=?utf-8?B?PT94Pz0=?= <a@b.example>"},
		{strings.Repeat("name ", 20), "a@b.example", strings.Repeat("name ", 14)[:69] + "| name name name name name name <a@b.example>"},
		{"", "A.B+c@Sub.Example", "A.B+c@Sub.Example"},
		{"", "a..b@docomo.example", `"a..b"@docomo.example`},
		{"", `"a b"@c.example`, `"a b"@c.example`},
		{"", `a"b@c.example`, `"a\"b"@c.example`},
		{"", "a@b@c.example", `"a@b"@c.example`},
		{"", "a@[IPv6:::1]", "a@[IPv6:::1]"},
		{"", "a@우리.example", "a@xn--oy2b11v.example"},
		{"", "a@MÜNCHEN.example", "a@xn--mnchen-3ya.example"},
	} {
		m := simple()
		m.To = []message.Address{{Name: tt.name, Addr: tt.addr}}
		if got := fieldLines(t, m, "To"); got != tt.want {
			t.Errorf("%q, %q is\n%q, want\n%q", tt.name, tt.addr, got, tt.want)
		}
	}
}

func TestSMTPUTF8(t *testing.T) {
	m := simple()
	m.To = []message.Address{{Name: "민지", Addr: "민지@우리.example"}}
	if _, err := m.Bytes(); !errors.Is(err, compose.ErrSMTPUTF8) {
		t.Errorf("error %v, want ErrSMTPUTF8", err)
	}
	m.SMTPUTF8 = true
	if got, want := fieldLines(t, m, "To"), "=?utf-8?B?66+87KeA?= <민지@xn--oy2b11v.example>"; got != want {
		t.Errorf("To is %q, want %q", got, want)
	}
}

func TestManyRecipients(t *testing.T) {
	m := simple()
	for i := range 1000 {
		m.Cc = append(m.Cc, message.Address{Name: strings.Repeat("긴 이름 ", i%20) + "끝", Addr: fmt.Sprintf("%s%d@example.com", strings.Repeat("a", i%55), i)})
	}
	raw := bytesOf(t, m)
	checkLines(t, m, raw)
	if diff := cmp.Diff(m.Cc, message.Parse(raw).Cc); diff != "" {
		t.Errorf("Cc mismatch (-want +got):\n%s", diff)
	}
}

func TestReferences(t *testing.T) {
	var many []string
	for n := range 1000 {
		many = append(many, fmt.Sprintf("%03d.%s@example.com", n, strings.Repeat("x", 181))) // 200 with its brackets and a blank
	}
	for _, tt := range []struct {
		name     string
		in, want []string
	}{
		{"none", nil, nil},
		{"a few", []string{"a@b", "c@d", "e@f"}, []string{"a@b", "c@d", "e@f"}},
		{"cannot be written", []string{"", "a b@c", "a@b", "<x@y>", "x\r\nBcc: y@z", "한@글", "z\x00@y", strings.Repeat("x", 901), "no-at"}, []string{"a@b", "no-at"}},
		{"nothing can", []string{"한@글"}, nil},
		{"long", []string{strings.Repeat("x", 900), "a@b"}, []string{strings.Repeat("x", 900), "a@b"}},
		{"very many", many, append([]string{many[0]}, many[961:]...)},
	} {
		m := simple()
		m.References, m.InReplyTo = tt.in, tt.in
		raw := bytesOf(t, m)
		checkLines(t, m, raw)
		_, values := header(t, raw)
		names, _ := header(t, raw)
		for i, name := range names {
			if name != "References" && name != "In-Reply-To" {
				continue
			}
			var got []string
			for f := range strings.FieldsSeq(values[i]) {
				got = append(got, strings.Trim(f, "<>"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s mismatch (-want +got):\n%s", tt.name, name, diff)
			}
		}
		if there := strings.Contains(strings.Join(names, " "), "References"); there != (tt.want != nil) {
			t.Errorf("%s: there is a field: %t", tt.name, there)
		}
	}
}

func TestFileNames(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"a.pdf", `attachment; filename="a.pdf"; size=0`},
		{"Q3 (final) [2].pdf", `attachment; filename="Q3 (final) [2].pdf"; size=0`},
		{`a"b.pdf`, `attachment; filename*=utf-8''a%22b.pdf;| filename="a_b.pdf"; size=0`},
		{"100%.pdf", `attachment; filename*=utf-8''100%25.pdf;| filename="100_.pdf"; size=0`},
		{"a;b.pdf", `attachment; filename*=utf-8''a%3Bb.pdf;| filename="a_b.pdf"; size=0`},
		{"영수증.pdf", `attachment;| filename*=utf-8''%EC%98%81%EC%88%98%EC%A6%9D.pdf; filename="file.pdf";| size=0`},
		{"3월 영수증 final.pdf", `attachment;| filename*=utf-8''3%EC%9B%94%20%EC%98%81%EC%88%98%EC%A6%9D%20final.pdf;|` +
			` filename="3_ _ final.pdf"; size=0`},
		{"5월 영수증 최종본.pdf", `attachment;| filename*0*=utf-8''5%EC%9B%94%20%EC%98%81%EC%88%98%EC%A6%9D%20%EC%B5%9C;|` +
			` filename*1*=%EC%A2%85%EB%B3%B8.pdf; filename="5_ _ _.pdf"; size=0`},
		{strings.Repeat("long", 30) + ".pdf", `attachment;| filename*0*=utf-8''longlonglonglonglonglonglonglonglonglonglonglonglongl;|` +
			` filename*1*=onglonglonglonglonglonglonglonglonglonglonglonglonglonglongl;| filename*2*=onglong.pdf;|` +
			` filename="longlonglonglonglonglonglonglonglonglong.pdf"; size=0`},
	} {
		m := simple()
		m.Files = []compose.File{{Name: tt.in}}
		raw := bytesOf(t, m)
		checkLines(t, m, raw)
		_, got, _ := strings.Cut(string(raw), "Content-Disposition: ")
		got, _, _ = strings.Cut(got, "\r\n\r\n")
		if got = strings.ReplaceAll(got, "\r\n", "|"); got != tt.want {
			t.Errorf("%q is\n%q, want\n%q", tt.in, got, tt.want)
		}
	}
}

func TestTextEncoding(t *testing.T) {
	for _, tt := range []struct{ in, encoding, body string }{
		{"", "7bit", ""},
		{"a\nb", "7bit", "a\r\nb\r\n"},
		{"a\r\rb\r\n\tc\n", "7bit", "a\r\n\r\nb\r\n\tc\r\n"},
		{"crème", "quoted-printable", "cr=C3=A8me\r\n"},
		{"한글", "base64", "7ZWc6riADQo=\r\n"},
		{"From me\n", "quoted-printable", "=46rom me\r\n"},
		{"a\n.\n", "quoted-printable", "a\r\n=2E\r\n"},
		{"a \nb\t\n c", "quoted-printable", "a=20\r\nb=09\r\n c\r\n"},
		{"x --=_mixed_", "quoted-printable", "x --=3D_mixed_\r\n"},
		{"nul\x00esc\x1b[\u0085", "quoted-printable", "nul esc [=20\r\n"},
		{strings.Repeat("x", 76), "7bit", strings.Repeat("x", 76) + "\r\n"},
		{strings.Repeat("x", 77), "quoted-printable", strings.Repeat("x", 75) + "=\r\nxx\r\n"},
		{strings.Repeat("x", 74) + "= z", "quoted-printable", strings.Repeat("x", 74) + "=\r\n=3D z\r\n"},
		{strings.Repeat("=", 200), "base64", strings.Repeat(strings.Repeat("PT09", 19)+"\r\n", 3) + strings.Repeat("PT09", 9) + "PT0NCg==\r\n"},
	} {
		m := simple()
		m.Text = tt.in
		head, body, _ := strings.Cut(string(bytesOf(t, m)), "\r\n\r\n")
		_, encoding, _ := strings.Cut(head, "Content-Transfer-Encoding: ")
		if encoding != tt.encoding || body != tt.body {
			t.Errorf("%q is %s\n%q, want %s\n%q", tt.in, encoding, body, tt.encoding, tt.body)
		}
	}
}

// TestMessagesAreNotEncoded: RFC 2046 5.2.1 allows no encoding of what is declared as a message.
func TestMessagesAreNotEncoded(t *testing.T) {
	m := simple()
	m.Files = []compose.File{{Name: "forwarded.eml", Type: "message/rfc822", Content: bytesOf(t, simple())}, {Name: "b", Type: "MULTIPART/mixed"}}
	if raw := string(bytesOf(t, m)); strings.Count(raw, "Content-Type: application/octet-stream\r\n") != 2 {
		t.Errorf("a message has a type that must not be encoded:\n%s", raw)
	}
}

type failing struct{ after int }

func (f *failing) Write(b []byte) (int, error) {
	if f.after -= len(b); f.after < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestWriterFails(t *testing.T) {
	m := withFile(1 << 20)
	for _, after := range []int{0, 300, 1000, 100_000} {
		n, err := m.WriteTo(&failing{after})
		if !errors.Is(err, io.ErrShortWrite) || n > int64(after) {
			t.Errorf("WriteTo = %d, %v with a writer that fails after %d", n, err, after)
		}
	}
}
