package message

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// describe writes what a person sees of a mail: its texts, and its parts, one a line.
func describe(m *Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "text %q\nhtml %q\n", m.Text, m.HTML)
	for _, p := range m.Parts {
		fmt.Fprintf(&b, "%s %s %s %q", p.Path, []string{"", "body", "inline", "file"}[p.Use], p.Type, p.Name)
		if p.Use != Body {
			fmt.Fprintf(&b, " %q", p.Content)
		}
		b.WriteByte('\n')
	}
	for _, w := range m.Warnings {
		fmt.Fprintf(&b, "! %s\n", w)
	}
	return b.String()
}

func lines(s ...string) string { return strings.Join(s, "\n") + "\n" }

// multi is a mail of these parts.
func multi(kind string, parts ...string) string {
	var raw strings.Builder
	raw.WriteString("Content-Type: multipart/" + kind + "; boundary=" + kind + "\n\n")
	for _, p := range parts {
		raw.WriteString("--" + kind + "\n" + p + "\n")
	}
	return raw.String() + "--" + kind + "--\n"
}

const (
	plainA = "Content-Type: text/plain\n\nA"
	plainB = "Content-Type: text/plain\n\nB"
	htmlA  = "Content-Type: text/html\n\n<p>A</p>"
	htmlB  = "Content-Type: text/html\n\n<p>B</p>"
	pdf    = "Content-Type: application/pdf; name=a.pdf\n\n%PDF"
	png    = "Content-Type: image/png\nContent-ID: <i@x>\n\nPNG"
)

// long makes two controls so few that a text stays one.
var long = strings.Repeat(" and so on", 30)

func TestBody(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"empty", "", lines(`text ""`, `html ""`, ` body text/plain ""`)},
		{"plain", "A: b\r\n\r\nhello\r\nyou\r\n", lines(`text "hello\nyou\n"`, `html ""`, ` body text/plain ""`)},
		{"only carriage returns", "A: b\rSubject: x\r\rhello\ryou", lines(`text "hello\nyou"`, `html ""`, ` body text/plain ""`)},
		{"carriage return twice", "A: b\r\r\nSubject: x\r\r\n\r\r\nhello\r\r\nyou\r\r\n", lines(`text "hello\nyou\n"`, `html ""`, ` body text/plain ""`)},
		{"controls", "A: b\n\na\x00b\x01c\fd" + long, lines(`text "a�b�c\nd`+long+`"`, `html ""`, ` body text/plain ""`)},
		{"html only", htmlA, lines(`text ""`, `html "<p>A</p>"`, ` body text/html ""`)},
		{"two texts", multi("mixed", plainA, plainB), lines(`text "A\n\nB"`, `html ""`, `1 body text/plain ""`, `2 body text/plain ""`)},
		{"two HTML", multi("mixed", htmlA, htmlB), lines(`text ""`, `html "<p>A</p>\n<p>B</p>"`, `1 body text/html ""`, `2 body text/html ""`)},
		{"text and HTML one after another", multi("mixed", "\n1 < 2\n3", htmlB),
			lines(`text ""`, `html "<div>1 &lt; 2<br>\n3</div>\n<p>B</p>"`, `1 body text/plain ""`, `2 body text/html ""`)},
		{"alternative", multi("alternative", plainA, htmlA), lines(`text "A"`, `html "<p>A</p>"`, `1 body text/plain ""`, `2 body text/html ""`)},
		{"alternative in wrong order", multi("alternative", htmlA, plainA), lines(`text "A"`, `html "<p>A</p>"`, `1 body text/html ""`, `2 body text/plain ""`)},
		{"alternative with an empty text", multi("alternative", "Content-Type: text/plain\n\n \n", htmlA),
			lines(`text ""`, `html "<p>A</p>"`, `1 body text/plain ""`, `2 body text/html ""`)},
		{"alternative with empty HTML", multi("alternative", plainA, "Content-Type: text/html\n\n\n"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file text/html "text-1.html" "\n"`)},
		{"alternative of texts", multi("alternative", plainA, plainB), lines(`text "B"`, `html ""`, `1 file text/plain "text-1.txt" "A"`, `2 body text/plain ""`)},
		{"alternative with a calendar", multi("alternative", plainA, htmlA, "Content-Type: text/calendar\n\nBEGIN"),
			lines(`text "A"`, `html "<p>A</p>"`, `1 body text/plain ""`, `2 body text/html ""`, `3 file text/calendar "calendar-1.ics" "BEGIN"`)},
		{"alternative of mixed", multi("alternative", plainA, multi("mixed", htmlA, pdf, htmlB)),
			lines(`text "A"`, `html "<p>A</p>\n<p>B</p>"`, `1 body text/plain ""`, `2.1 body text/html ""`, `2.2 file application/pdf "a.pdf" "%PDF"`, `2.3 body text/html ""`)},
		{"alternative and a footer", multi("mixed", multi("alternative", plainA, htmlA), plainB),
			lines(`text "A\n\nB"`, `html "<p>A</p>\n<div>B</div>"`, `1.1 body text/plain ""`, `1.2 body text/html ""`, `2 body text/plain ""`)},
		{"related", multi("related", "Content-Type: text/html\n\n<img src='CID:i%40x'>", png),
			lines(`text ""`, `html "<img src='CID:i%40x'>"`, `1 body text/html ""`, `2 inline image/png "image-1.png" "PNG"`)},
		{"related, but hidden", multi("related", "Content-Type: text/html\n\n<p hidden><img src=cid:i@x></p>", png),
			lines(`text ""`, `html "<p hidden><img src=cid:i@x></p>"`, `1 body text/html ""`, `2 file image/png "image-1.png" "PNG"`)},
		{"related, but not shown", multi("related", "Content-Type: text/html\n\n<!-- <img src=cid:i@x> --><a href=cid:i@x>", png),
			lines(`text ""`, `html "<!-- <img src=cid:i@x> --><a href=cid:i@x>"`, `1 body text/html ""`, `2 file image/png "image-1.png" "PNG"`)},
		{"text attached", multi("mixed", plainA, "Content-Disposition: attachment\n\nB"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file text/plain "text-1.txt" "B"`)},
		{"text with a name", multi("mixed", plainA, "Content-Disposition: inline; filename=b.txt\n\nB"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file text/plain "b.txt" "B"`)},
		{"only text with a name", multi("mixed", pdf, "Content-Disposition: inline; filename=b.txt\n\nB"),
			lines(`text "B"`, `html ""`, `1 file application/pdf "a.pdf" "%PDF"`, `2 body text/plain ""`)},
		{"only text attached", "Content-Disposition: attachment; filename=b.txt\n\nB", lines(`text ""`, `html ""`, ` file text/plain "b.txt" "B"`)},
		{"message", multi("mixed", plainA, "Content-Type: message/rfc822\n\nSubject: x\n\ninner"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file message/rfc822 "message-1.eml" "Subject: x\n\ninner"`)},
		{"report", multi("report", plainA, "Content-Type: message/delivery-status\n\nStatus: 5.1.1", "Content-Type: text/rfc822-headers\n\nSubject: x"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file message/delivery-status "message-1.txt" "Status: 5.1.1"`, `3 file text/rfc822-headers "text-2.txt" "Subject: x"`)},
		{"TNEF", multi("mixed", plainA, "Content-Type: application/ms-tnef\n\nx"),
			lines(`text "A"`, `html ""`, `1 body text/plain ""`, `2 file application/ms-tnef "winmail-1.dat" "x"`)},
		{"no final boundary", "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nA\n--x\n\nB",
			lines(`text "A\n\nB"`, `html ""`, `1 body text/plain ""`, `2 body text/plain ""`, `! open-multipart`)},
		{"other boundary", "Content-Type: multipart/mixed; boundary=x\n\n--y\n\nA\n--y--\n",
			lines(`text "--y\n\nA\n--y--\n"`, `html ""`, ` body multipart/mixed ""`, `! undivided`)},
		{"cut off in base64", "Content-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGO", lines(`text ""`, `html ""`, ` file image/gif "image-1.gif" "GIF"`, `! broken-encoding`)},
		{"unknown encoding", "Content-Type: image/gif\nContent-Transfer-Encoding: base9\n\nR0", lines(`text ""`, `html ""`, ` file image/gif "image-1.gif" "R0"`, `! unknown-encoding`)},
		{"no base64 at all", "Content-Transfer-Encoding: base64\n\nHello there! This is no base64, but text.",
			lines(`text "Hello there! This is no base64, but text."`, `html ""`, ` body text/plain ""`, `! broken-encoding`)},
		{"binary", "Content-Type: text/plain\n\n\x01\x02\x03\x04\x05\x06", lines(`text ""`, `html ""`, ` file text/plain "text-1.txt" "\x01\x02\x03\x04\x05\x06"`, `! binary-text`)},
		{"uuencode", "A: b\n\nHello\nbegin 644 a.txt\n$-#4S.0``\n`\nend\nBye", lines(`text "Hello\nBye"`, `html ""`, ` body text/plain ""`, `1 file application/octet-stream "a.txt" "4539"`)},
		{"unknown text", "Content-Type: text/x-diff\n\n+a", lines(`text "+a"`, `html ""`, ` body text/x-diff ""`)},
		{"enriched", "Content-Type: text/enriched\n\n<bold>a</bold> <<b\nc\n\nd<param>x</param><nofill>e\nf</nofill>",
			lines(`text "a <b c\nde\nf"`, `html ""`, ` body text/enriched ""`)},
		{"richtext", "Content-Type: text/richtext\n\n<bold>a</bold> <lt>b\nc<nl>d<comment>x</comment>", lines(`text "a <b c\nd"`, `html ""`, ` body text/richtext ""`)},
		{"mailbox line and byte order mark", "\xEF\xBB\xBFFrom a@b Mon Jan 1\nSubject: x\n\nhello", lines(`text "hello"`, `html ""`, ` body text/plain ""`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, describe(Parse([]byte(tt.raw)))); diff != "" {
				t.Errorf("Parse(%q) mismatch (-want +got):\n%s", tt.raw, diff)
			}
		})
	}
}

func TestFlowed(t *testing.T) {
	tests := []struct{ name, param, in, want string }{
		{"paragraph", "", "one \ntwo\nthree", "one two\nthree"},
		{"DelSp", "; delsp=yes", "one \ntwo  \nthree", "onetwo three"},
		{"stuffed", "", " From me\n  >not", "From me\n >not"},
		{"quoted", "", "> a \n> b\n>> c \n> d", "> a b\n>> c \n> d"},
		{"signature", "", "end \n-- \nme \nyou", "end \n-- \nme you"},
		{"quoted signature", "", "> -- \n> me", "> -- \n> me"},
		{"open end", "", "one \n", "one "},
	}
	for _, tt := range tests {
		m := Parse([]byte("Content-Type: text/plain; format=flowed" + tt.param + "\n\n" + tt.in))
		if m.Text != tt.want {
			t.Errorf("%s: text of %q is %q, want %q", tt.name, tt.in, m.Text, tt.want)
		}
	}
}

func TestCharset(t *testing.T) {
	tests := []struct{ name, charset, in, want, warnings string }{
		{"declared", "euc-kr", "\xc7\xd1\xb1\xdb", "한글", "[]"},
		{"cp949", "cp949", "\xc7\xd1\x8c\x63", "한똠", "[]"},
		{"uhc", "uhc", "\x8c\x63", "똠", "[]"},
		{"ms949", "MS949", "\x8c\x63", "똠", "[]"},
		{"x-windows-949", "x-windows-949", "\x8c\x63", "똠", "[]"},
		{"ks_c_5601-1987", "ks_c_5601-1987", "\x8c\x63", "똠", "[]"},
		{"iso-2022-kr", "iso-2022-kr", "\x1b$)C\x0eGQ1[\x0f!", "한글!", "[]"},
		{"iso-2022-kr in eight bits", "iso-2022-kr", "\xc7\xd1\xb1\xdb", "한글", "[]"},
		{"iso-2022-kr undeclared", "", "\x1b$)C\x0eGQ1[\x0f!", "한글!", "[guessed-charset]"},
		{"iso-2022-jp", "iso-2022-jp", "\x1b$B4A;z\x1b(B", "漢字", "[]"},
		{"utf-7", "utf-7", "+1VyuAA-", "한글", "[]"},
		{"gb18030", "gb18030", "\xd6\xd0\xce\xc4", "中文", "[]"},
		{"UTF-8 declared as ASCII", "us-ascii", "한글", "한글", "[wrong-charset]"},
		{"UTF-8 undeclared", "", "한글", "한글", "[]"},
		{"UTF-8 declared as EUC-KR", "euc-kr", "한글입니다", "한글입니다", "[wrong-charset]"},
		{"UTF-8 declared as Latin-1", "iso-8859-1", "naïve 한글", "naïve 한글", "[wrong-charset]"},
		{"EUC-KR declared as UTF-8", "utf-8", "\xc7\xd1\xb1\xdb", "한글", "[wrong-charset]"},
		{"CP949 undeclared", "", "\xc7\xd1\x8c\x63", "한똠", "[guessed-charset]"},
		{"windows-1252 undeclared", "", "d\xe9j\xe0 vu \x80", "déjà vu €", "[guessed-charset]"},
		{"broken UTF-8", "utf-8", "한글\xff입니다", "한글\uFFFD입니다", "[undecoded-text]"},
		{"broken EUC-KR", "euc-kr", "\xc7\xd1\xff\xb1\xdb", "한\uFFFD글", "[undecoded-text]"},
		{"unknown, UTF-8", "x-nobody", "한글", "한글", "[unknown-charset]"},
		{"unknown, CP949", "x-nobody", "\xc7\xd1\xb1\xdb", "한글", "[unknown-charset]"},
		{"ASCII declared as UTF-16", "utf-16", "hello you", "hello you", "[wrong-charset]"},
		{"UTF-16 by its mark", "utf-8", "\xff\xfeh\x00i\x00", "hi", "[]"},
		{"byte order mark", "utf-8", "\xEF\xBB\xBFhi", "hi", "[]"},
	}
	for _, tt := range tests {
		head := "Content-Type: text/plain\n"
		if tt.charset != "" {
			head = "Content-Type: text/plain; charset=" + tt.charset + "\n"
		}
		m := Parse([]byte(head + "\n" + tt.in))
		if got := fmt.Sprint(m.Warnings); m.Text != tt.want || got != tt.warnings {
			t.Errorf("%s: Text = %q %s, want %q %s", tt.name, m.Text, got, tt.want, tt.warnings)
		}
	}
	m := Parse([]byte("Content-Type: text/html\n\n<meta charset='windows-1251'>\xcf\xf0\xe8\xe2\xe5\xf2"))
	if want := "<meta charset='windows-1251'>Привет"; m.HTML != want {
		t.Errorf("HTML = %q, want %q", m.HTML, want)
	}
}

func TestFileName(t *testing.T) {
	tests := []struct{ in, want string }{
		{`filename="=?utf-8?B?7ZWc6riALnBkZg==?="`, "한글.pdf"},
		{`filename="=?utf-8?B?7ZU=?= =?utf-8?B?nC5wZGY=?="`, "한.pdf"},
		{"filename=\"\xc7\xd1\xb1\xdb.pdf\"", "한글.pdf"},
		{`filename*=euc-kr'ko'%C7%D1.pdf`, "한.pdf"},
		{`filename*0*=utf-8''%ED%95; filename*1*=%9C; filename*2=".pdf"`, "한.pdf"},
		{`filename="..\\..\\a.pdf"`, "a.pdf"},
		{`filename="/etc/passwd"`, "passwd"},
		{"filename=\"a.pdf\x00.exe\"", "a.pdf.exe"},
		{"filename=\"a\u202efdp.exe\"", "afdp.exe"},
		{`name=a.pdf`, "a.pdf"},
		{`filename=""`, "file-1.pdf"},
		{`filename=with blank.pdf`, "with blank.pdf"},
	}
	for _, tt := range tests {
		m := Parse([]byte("Content-Type: application/pdf\nContent-Disposition: attachment; " + tt.in + "\n\nx"))
		if got := m.Parts[0].Name; got != tt.want {
			t.Errorf("name of %q = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := Parse([]byte("Content-Type: application/octet-stream; file=a.exe\n\nx")).Parts[0].Name; got != "a.exe" {
		t.Errorf("name = %q, want a.exe", got)
	}
}

func TestHeader(t *testing.T) {
	raw := "From joe@x Mon Jan 1 00:00:00 2026\nReceived: by x\nSubject: \xc7\xd1\xb1\xdb =?euc-kr?B?x9Gx2w==?=\n" +
		" two\x07\u202e\nFrom: Kim <k@x.kr>\nFrom: Lee <l@x.kr>\nSender: s@x.kr, t@x.kr\nReply-To: r@x.kr\nTo: a@x.kr\nTo: b@x.kr\nCc: c@x.kr\n" +
		"Message-Id: <1@x>\nIn-Reply-To: <0@x>\nReferences: <a@x>\n\t<b@x> <a@x>\nDate: Fri, 27 Nov 2026 13:00:00 +0900 (KST)\nX-A: =?utf-8?q?=41?=\nx-a: 2\n\n"
	m := Parse([]byte(raw))
	got := fmt.Sprintf("%q %v %v %v %v %v %q %q %q %s %q %q %v", m.Subject, m.From, m.Sender, m.ReplyTo, m.To, m.Cc, m.ID, m.InReplyTo,
		m.References, m.Date.Format("2006-01-02T15:04:05Z07:00"), m.Field("x-A"), m.Values("X-A"), m.Warnings)
	want := `"한글 한글 two" [Kim <k@x.kr>] [s@x.kr] [r@x.kr] [a@x.kr b@x.kr] [c@x.kr] "1@x" ["0@x"] ["a@x" "b@x"] 2026-11-27T13:00:00+09:00 "A" ["A" "2"] [repeated-field]`
	if got != want {
		t.Errorf("header mismatch\n got %s\nwant %s", got, want)
	}
	if m.Header[0].Name != "Received" || len(m.Header) != 15 {
		t.Errorf("Header has %d fields from %q, want 15 from Received", len(m.Header), m.Header[0].Name)
	}
}
