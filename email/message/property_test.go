package message

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// leaves lists the leaves of the tree that a Guard looks at, by a walk of its own.
func leaves(p *mime.Part) (paths []string) {
	if !strings.HasPrefix(p.Type, "multipart/") || len(p.Parts) == 0 {
		return []string{p.Path}
	}
	for _, child := range p.Parts {
		paths = append(paths, leaves(child)...)
	}
	if p.Fault&mime.TooMany != 0 && len(p.Outside) > 0 {
		paths = append(paths, below(p.Path, len(p.Parts)+1))
	}
	return paths
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// check holds a message against what is promised of every one.
func check(t failer, raw []byte) {
	t.Helper()
	before := bytes.Clone(raw)
	m := Parse(raw)
	if !bytes.Equal(raw, before) {
		t.Fatalf("Parse changed its source")
	}
	root := mime.Parse(raw, mime.Limits{})
	parts := make(map[string]*mime.Part)
	for p := range root.All {
		parts[p.Path] = p
	}
	var paths []string
	seen := make(map[string]bool)
	for _, p := range m.Parts {
		if seen[p.Path] {
			t.Fatalf("two parts are %q", p.Path)
		}
		seen[p.Path] = true
		leaf := parts[p.Path]
		outer := p.Path[:max(0, strings.LastIndexByte(p.Path, '.'))]
		if leaf == nil && parts[outer] != nil && len(parts[outer].Parts) == 0 {
			continue // uuencoded in that leaf
		}
		paths = append(paths, p.Path)
		checkPart(t, leaf, p)
	}
	if diff := cmp.Diff(leaves(root), paths); diff != "" {
		t.Fatalf("shown parts are not the leaves (-leaves +shown):\n%s", diff)
	}
	checkBody(t, m)
	checkTexts(t, m)
}

func checkPart(t failer, leaf *mime.Part, p Part) {
	t.Helper()
	if leaf != nil {
		if content, ok := leaf.Content(); !bytes.Equal(content, p.Content) && (ok || !bytes.Equal(p.Content, leaf.Source(leaf.Body))) {
			t.Fatalf("content of %q is %q, want %q", p.Path, p.Content, content)
		}
	}
	if p.Use < Body || p.Use > Attachment || (p.Use == Body) != (p.Name == "") {
		t.Fatalf("part %q: use %d and name %q", p.Path, p.Use, p.Name)
	}
	if p.Use != Body && attachment.CleanName(p.Name) != p.Name {
		t.Fatalf("the name %q is not clean", p.Name)
	}
}

// checkBody looks whether everything readable can be read, and nothing else.
func checkBody(t failer, m *Message) {
	t.Helper()
	bodies := 0
	for _, p := range m.Parts {
		if p.Use == Body {
			bodies++
		}
		if p.Use == Inline && !strings.Contains(strings.ToLower(m.HTML), "cid:") {
			t.Fatalf("part %q is inline in HTML that has no image", p.Path)
		}
	}
	if bodies == 0 && m.Text+m.HTML != "" {
		t.Fatalf("there is a text of no part: %q %q", m.Text, m.HTML)
	}
}

// checkTexts looks whether all texts are of legal characters, on one line where they must be.
func checkTexts(t failer, m *Message) {
	t.Helper()
	one := []string{m.Subject, m.ID}
	for _, list := range [][]Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc} {
		for _, a := range list {
			if a.Addr == "" {
				t.Fatalf("an address is empty")
			}
			one = append(one, a.Name, a.Addr)
		}
	}
	for _, f := range m.Header {
		one = append(one, f.Name, f.Value)
	}
	for _, p := range m.Parts {
		one = append(one, p.Name, p.Path, p.Type, p.ContentID)
	}
	one = append(append(one, m.InReplyTo...), m.References...)
	for _, s := range one {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, isControl) {
			t.Fatalf("%q is not a text on one line", s)
		}
	}
	if !utf8.ValidString(m.Text) || !utf8.ValidString(m.HTML) || strings.ContainsAny(m.Text, "\x00\r") {
		t.Fatalf("Text or HTML has illegal characters: %q %q", m.Text, m.HTML)
	}
}

// genMail draws mails made of what gives trouble.
func genMail(t *rapid.T) []byte {
	newline := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "newline")
	text := genPart(t, 0)
	text = rapid.SampledFrom([]string{"", "\xEF\xBB\xBF", "From a@b Mon\n", "Subject: \xc7\xd1\n", " To: Kim <a@b>,\n"}).Draw(t, "front") + text
	if rapid.IntRange(0, 9).Draw(t, "cut") == 0 && len(text) > 0 {
		text = text[:rapid.IntRange(0, len(text)).Draw(t, "length")]
	}
	return []byte(strings.ReplaceAll(text, "\n", newline))
}

func genPart(t *rapid.T, depth int) string {
	kind := rapid.SampledFrom([]string{
		"", "text/plain", "text/plain; format=flowed", "text/html", "text/enriched", "text/x-y", "text/calendar", "image/png", "application/pdf", "message/rfc822",
		"multipart/mixed", "multipart/alternative", "multipart/related", "multipart/digest", "multipart/report", "bad",
	}).Draw(t, "type")
	head := rapid.SampledFrom([]string{
		"", "Content-Disposition: attachment\n", "Content-Disposition: inline; filename=\"../a\x00.txt\"\n", "Content-ID: <i@x>\n",
		"Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "Content-Transfer-Encoding: x\n", "what is this\n",
	}).Draw(t, "field")
	if kind != "" {
		set := rapid.SampledFrom([]string{"", "; charset=euc-kr", "; charset=utf-16", "; charset=x", "; charset=iso-2022-kr"}).Draw(t, "charset")
		head = "Content-Type: " + kind + set + "\n" + head
	}
	if strings.HasPrefix(kind, "multipart/") && depth < 4 {
		boundary := string(rune('a' + depth))
		head = strings.Replace(head, kind, kind+"; boundary="+boundary, 1)
		var body strings.Builder
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			body.WriteString("--" + boundary + "\n" + genPart(t, depth+1) + "\n")
		}
		return head + "\n" + body.String() + rapid.SampledFrom([]string{"--" + boundary + "--\n", "", "epilogue"}).Draw(t, "end")
	}
	body := rapid.SampledFrom([]string{
		"", "hello", " \n", "<img src=cid:i@x>", "\x1b$)C\x0eGQ\x0f", "\xc7\xd1\xb1\xdb", "한글", "aGVsbG8=", "=41=\n=ED", "begin 644 a\n$-#4S.0``\n`\nend\n",
		"\x00\x01\x02", "Subject: x\n\ninner", "a \nb\n> c \n> d", "<bold>x<<", "\xff\xfeh\x00", "４５３９", "\xef\xbc\x94\xff",
	}).Draw(t, "body")
	return head + "\n" + body
}

func TestShownPartsAreTheLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, genMail(t)) })
}

// What people are shown has the digits of what a scanner has looked at.
func TestShownTextWasLookedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(rapid.StringOf(rapid.SampledFrom([]rune("0123４５ aé한+-~\x1b$\x0e\x0f"))).Draw(t, "text"))
		set := rapid.SampledFrom([]string{"", "utf-8", "us-ascii", "iso-8859-1", "euc-kr", "utf-16", "shift_jis", "utf-7", "iso-2022-kr", "gb18030", "x"}).Draw(t, "charset")
		if other, ok := charset.Encode(set, data); ok && rapid.Bool().Draw(t, "encode") {
			data = other
		}
		r := charset.Read(data, set)
		got, _ := r.Show(data, set)
		for _, text := range r.Texts {
			if digits(text) == digits(got) {
				return
			}
		}
		if len(r.Texts) > 0 {
			t.Fatalf("Show(%q, %q) = %q, which has the digits of none of %q", data, set, got, r.Texts)
		}
	})
}

func digits(text []byte) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			return r
		}
		return -1
	}, string(text))
}

// How a mail is encoded, and what it has gathered on its way, makes no other mail of it.
func TestDigest(t *testing.T) {
	const head = "From: a@b.c\r\nSubject: x\r\nDate: Fri, 27 Nov 2026 13:00:00 +0900\r\n"
	same := []string{
		head + "\r\none\r\ntwo\r\n",
		"Received: by x\nReturn-Path: <y>\nDelivered-To: z\nX-Spam: no\n" + strings.ReplaceAll(head, "\r", "") + "\none\ntwo\n\n",
		head + "Content-Transfer-Encoding: base64\r\n\r\nb25lDQp0d28=\r\n",
		strings.Replace(head, "Subject: x", "Subject:\r\n =?utf-8?q?x?=", 1) + "\r\none\r\ntwo",
	}
	want := Parse([]byte(same[0]))
	for _, raw := range same[1:] {
		if m := Parse([]byte(raw)); m.Digest() != want.Digest() || m.MadeID() != want.MadeID() {
			t.Errorf("the digest of %q is not that of %q", raw, same[0])
		}
	}
	other := []string{head + "\r\none\r\nthree\r\n", strings.Replace(head, "a@b.c", "a@b.d", 1) + "\r\none\r\ntwo\r\n", "Message-ID: <1@x>\r\n" + same[0]}
	for _, raw := range other {
		if m := Parse([]byte(raw)); m.Digest() == want.Digest() {
			t.Errorf("the digest of %q is that of %q", raw, same[0])
		}
	}
	if id := want.MadeID(); len(ParseIDs("<"+id+">")) != 1 || !strings.HasSuffix(id, "@missing.invalid") {
		t.Errorf("MadeID() = %q, want an id", id)
	}
}

// corpus calls visit for the mails of the shared folder.
func corpus(t *testing.T, visit func(name string, raw []byte)) {
	t.Helper()
	names, _ := filepath.Glob("../../../shared/data/mail/*/*")
	if len(names) == 0 {
		t.Skip("no shared data")
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		visit(name, raw)
	}
}

func TestSharedMail(t *testing.T) {
	corpus(t, func(name string, raw []byte) {
		check(t, raw)
		m := Parse(raw)
		readable := m.Text+m.HTML != ""
		for _, p := range m.Parts {
			readable = readable || p.Use != Body
		}
		if !readable && !strings.Contains(name, "header-only") {
			t.Errorf("%s: there is nothing to be seen", name)
		}
		for cut := 0; cut < len(raw); cut += max(1, len(raw)/40) {
			check(t, raw[:cut])
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, raw := range []string{
		"", "Subject: =?euc-kr?B?x9Gx2w==?=\n\nhello", multi("mixed", plainA, multi("alternative", plainA, htmlA), pdf),
		multi("related", "Content-Type: text/html\n\n<img src=cid:i@x>", png), "Content-Type: text/plain; format=flowed\n\na \n> b",
		"Content-Type: text/enriched\n\n<a><<", "\n\nbegin 644 a\n$-#4S.0``\n`\nend\n", "From a\nDate: 1 Jan 26\rTo: a:b@c;\r\r\xff\xfe",
	} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { check(t, raw) })
}

func FuzzParseAddresses(f *testing.F) {
	for _, field := range []string{`"Kim, M" <a@b.c>; x@y.z`, "g: a@b, <@r:c@d>;", "=?utf-8?q?a=2C?= <a@b>", `"a b"@c (d)`, "Kim, M <a@[IPv6:::1]", "a @ b . c"} {
		f.Add(field)
	}
	f.Fuzz(func(t *testing.T, field string) {
		m := Message{To: ParseAddresses(field), References: ParseIDs(field), Date: parseDate(field)}
		checkTexts(t, &m)
		for _, a := range m.To {
			again := Address{Addr: a.Key()}
			if _, err := ParseAddress(a.Addr); err == nil && again.Key() != a.Key() {
				t.Fatalf("the key of %q changes from %q to %q", a.Addr, a.Key(), again.Key())
			}
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"a@b.c", "Kim <a@b.c>", `"K, M" <"x y"@b.c>`, "a@[127.0.0.1]", "김@한국.kr", "a@b.c, d@e.f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAddress(s)
		if err != nil {
			return
		}
		checkTexts(t, &Message{To: []Address{a}})
		if len(a.Addr) > MaxAddress || !strings.Contains(a.Addr, "@") {
			t.Fatalf("ParseAddress(%q) = %q", s, a.Addr)
		}
		again, err := ParseAddress(a.String())
		if err != nil || again != a {
			t.Fatalf("ParseAddress(%q) = %+v, %v, want %+v", a.String(), again, err, a)
		}
		if list := ParseAddresses(a.Addr); len(list) != 1 || list[0].Key() != a.Key() {
			t.Fatalf("ParseAddresses(%q) = %v, want that address", a.Addr, list)
		}
	})
}
