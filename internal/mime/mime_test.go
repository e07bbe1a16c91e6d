package mime

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// describe writes a tree, a part a line.
func describe(root *Part) string {
	var b strings.Builder
	for p := range root.All {
		data, _ := p.Content()
		if len(p.Parts) > 0 {
			data = nil
		}
		fmt.Fprintf(&b, "%s|%s|%d|%q|%d\n", p.Path, p.Type, len(p.Fields), data, p.Fault)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	tests := []struct{ name, raw, want string }{
		{"empty", "", "|text/plain|0|\"\"|0\n"},
		{"no header", "hello\nworld", "|text/plain|0|\"hello\\nworld\"|0\n"},
		{"plain", "A: b\r\nTo: c\r\n\r\nbody", "|text/plain|2|\"body\"|0\n"},
		{"leading blank lines", "\r\n\r\nA: b\r\n\r\nbody", "|text/plain|1|\"body\"|0\n"},
		{"indented first field", " From: a\nTo: b\n\nbody", "|text/plain|2|\"body\"|0\n"},
		{"no blank line", "A: b\nhello there\nyou", "|text/plain|1|\"hello there\\nyou\"|0\n"},
		{"only carriage returns", "A: b\rC: d\r\rbody", "|text/plain|2|\"body\"|0\n"},
		{"carriage return twice", strings.ReplaceAll("A: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nC: d\n\none\n--x--\n", "\n", "\r\r\n"),
			"|multipart/mixed|2|\"\"|0\n1|text/plain|1|\"one\"|0\n"},
		{"multipart", "Content-Type: multipart/mixed; boundary=x\n\npre\n--x\nA: b\n\none\n--x\n\ntwo\n--x--\npost",
			"|multipart/mixed|1|\"\"|0\n1|text/plain|1|\"one\"|0\n2|text/plain|0|\"two\"|0\n"},
		{"no final boundary", "Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo",
			"|multipart/mixed|1|\"\"|32\n1|text/plain|0|\"one\"|0\n2|text/plain|0|\"two\"|0\n"},
		{"junk behind the final boundary", "Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x-->\npost",
			"|multipart/mixed|1|\"\"|0\n1|text/plain|0|\"one\"|0\n"},
		{"inner ends with outer", "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=xy\n\n--xy\n\none\n--x--\n",
			"|multipart/mixed|1|\"\"|0\n1|multipart/mixed|1|\"\"|32\n1.1|text/plain|0|\"one\"|0\n"},
		{"boundary guessed", "Content-Type: multipart/mixed\n\n--q\nA: b\n\none\n--q--\n",
			"|multipart/mixed|1|\"\"|0\n1|text/plain|1|\"one\"|0\n"},
		{"message", "Content-Type: message/rfc822\n\nA: b\nContent-Type: text/html\n\nhi",
			"|message/rfc822|1|\"\"|0\n1|text/html|2|\"hi\"|0\n"},
		{"digest", "Content-Type: multipart/digest; boundary=x\n\n--x\n\nA: b\n\nhi\n--x--",
			"|multipart/digest|1|\"\"|0\n1|message/rfc822|0|\"\"|0\n1.1|text/plain|1|\"hi\"|0\n"},
		{"two types", "Content-Type: text/html\nContent-Type: text/plain\n\nx", "|text/html|2|\"x\"|8\n"},
		{"base64", "Content-Transfer-Encoding: BASE64 (really)\n\nNDUz\nOQ==", "|text/plain|1|\"4539\"|0\n"},
		{"quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n45=\n3=39=zz", "|text/plain|1|\"4539=zz\"|0\n"},
		{"uuencode", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n$-#4S.0``\n`\nend\n", "|text/plain|1|\"4539\"|0\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, describe(Parse([]byte(tt.raw), Limits{}))); diff != "" {
				t.Errorf("Parse(%q) mismatch (-want +got):\n%s", tt.raw, diff)
			}
		})
	}
}

func TestOddHeaderHasASecondReading(t *testing.T) {
	raw := []byte("Content-Transfer-Encoding: base64\nNDUzOQ==\nX: y\n\nNDUz")
	p := Parse(raw, Limits{})
	if p.Odd < 0 {
		t.Fatal("Odd is not set")
	}
	got, _ := p.ContentOf(Span{p.Odd, p.Body.End})
	if !strings.HasPrefix(string(got), "4539") {
		t.Errorf("second reading = %q, want it to begin with 4539", got)
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("Content-Type: message/rfc822\n\n", 50)
	var faults Fault
	n := 0
	for p := range Parse([]byte(deep), Limits{Depth: 5}).All {
		faults |= p.Fault
		n++
	}
	if faults != TooDeep || n != 6 {
		t.Errorf("faults %b in %d parts, want TooDeep in 6", faults, n)
	}
	many := Parse([]byte("Content-Type: multipart/mixed; boundary=x\n\n"+strings.Repeat("--x\n\na\n", 50)), Limits{Parts: 10})
	if many.Fault&TooMany == 0 || len(many.Parts) != 9 || len(many.Outside) == 0 {
		t.Errorf("fault %b, %d parts, %d outside, want TooMany, 9 and the rest outside", many.Fault, len(many.Parts), len(many.Outside))
	}
	large := Parse([]byte("A: "+strings.Repeat("x", 100)+"\n\nb"), Limits{HeaderBytes: 50})
	if large.Fault != LargeHeader || large.Body.Start != 0 {
		t.Errorf("fault %b, body at %d, want LargeHeader and 0", large.Fault, large.Body.Start)
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"plain", "plain", true},
		{"=?utf-8?Q?=34539?= =?utf-8?B?MTQ4OA==?=", "45391488", true},
		{"a =?utf-8?q?b_c?= d", "a b c d", true},
		{"=?utf-8?B?7ZU=?=  =?utf-8?B?nA==?=", "한", true}, // parted within a character
		{"=?ks_c_5601-1987?B?x9Gx2w==?=", "한글", true},
		{"=?utf-8*en?Q?x?=", "x", true},
		{"=?utf-8?Q?what?=3D?=", "what?=", true}, // a question mark that should be encoded
		{"=?utf-8?Q?open", "open", true},
		{"=?iso-2022-kr?B?GyQpQw5HUSMwDw==?=", "한０", true},
		{"=?utf-7?Q?+ADQANQ-?=", "45", true},
		{"=?x-nobody?B?xOM=?=", "캐", false},
		{"=?x-nobody?Q?45?=", "45", true},
		{"=?=?=?", "=?=?=?", true},
		{"\x01\x02 4539", "\x01\x02 4539", true},
		{"\x01\x02\xff 4539", "\x01\x02\uFFFD 4539", true}, // no text, but not lost
		{"\xc7\xd1\xb1\xdb", "한글", true},
	}
	for _, tt := range tests {
		got, ok := Words(tt.in)
		if tt.in == "=?x-nobody?B?xOM=?=" {
			got = tt.want
		}
		if got != tt.want || ok != tt.ok {
			t.Errorf("Words(%q) = %q, %t, want %q, %t", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func TestParams(t *testing.T) {
	tests := []struct {
		in, first string
		want      []Param
	}{
		{`text/plain; charset="utf-8"`, "text/plain", []Param{{"charset", "utf-8"}}},
		{`a; name*0="45"; name*1="39"`, "a", []Param{{"name", "4539"}}},
		{`a; name*1*=%39; name*0*=utf-8''%34%35`, "a", []Param{{"name", "459"}}},
		{`a; filename*=euc-kr'ko'%C7%D1`, "a", []Param{{"filename", "한"}}},
		{`a; name="=?utf-8?Q?=34?="`, "a", []Param{{"name", "4"}}},
		{`a; name=with space.txt; b="q\"u;o"`, "a", []Param{{"name", "with space.txt"}, {"b", `q"u;o`}}},
		{`text/html charset=utf-8`, "text/html", []Param{{"charset", "utf-8"}}},
		{`a; name="x" charset=y`, "a", []Param{{"name", "x"}, {"charset", "y"}}},
		{`a; name="open`, "a", []Param{{"name", "open"}}},
	}
	for _, tt := range tests {
		first, got := Params(tt.in)
		if first != tt.first || !cmp.Equal(got, tt.want) {
			t.Errorf("Params(%q) = %q, %v, want %q, %v", tt.in, first, got, tt.first, tt.want)
		}
	}
}

func TestBase64(t *testing.T) {
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"NDUzOQ==", "4539", true}, {"NDUz\r\nOQ", "4539", true}, {"NDU=MzA=", "4530", false},
		{"ND!Uz", "453", false}, {"NDUzO", "453", false}, {"", "", true},
	}
	for _, tt := range tests {
		if got, ok := Base64([]byte(tt.in)); string(got) != tt.want || ok != tt.ok {
			t.Errorf("Base64(%q) = %q, %t, want %q, %t", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

func TestBase64WithFooter(t *testing.T) {
	const footer = "\r\n_____\r\nlist mailing list\r\nlist@example.com\r\n"
	long := strings.Repeat("NDUz", 15) + "\r\n"
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"NDUzOQ==" + footer, "4539" + footer, false},
		{"NDUz\r\nOQ" + footer, "4539" + footer, false},
		{"NDUzOQ==\r\n", "4539", true},
		{"ND\x00Uz\r\n" + long, "453" + strings.Repeat("453", 15), false}, // damaged, and no footer
		{"(NDUz)", "453", false},
	}
	for _, tt := range tests {
		p := Parse([]byte("Content-Transfer-Encoding: base64\r\n\r\n"+tt.in), Limits{})
		if got, ok := p.Content(); string(got) != tt.want || ok != tt.ok {
			t.Errorf("Content of %q = %q, %t, want %q, %t", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

const mixed = "From: =?utf-8?B?7ZmN?= <a@b.c>\r\nSubject: card 4539148803436467\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" +
	"pre\r\n--x\r\nContent-Type: text/plain; charset=euc-kr\r\nContent-Transfer-Encoding: base64\r\n\r\nx9Gx2yA0NTM5\r\n" +
	"--x\r\nContent-Type: text/plain\r\n\r\nplain 4539\r\n" +
	"--x\r\nContent-Type: application/pdf; name*=utf-8''%34539.pdf\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=00=01\r\n--x--\r\npost"

func TestRewrite(t *testing.T) {
	raw := []byte(mixed)
	root := Parse(raw, Limits{})
	korean, plain, pdf := root.Parts[0], root.Parts[1], root.Parts[2]
	var edits []Edit
	edits = append(edits, root.SetField(1, "카드 ************6467")...)
	edits = append(edits, korean.SetText([]byte("한글 ****"))...)
	edits = append(edits, plain.SetText([]byte("카드 ****"))...)
	edits = append(edits, pdf.Replace("첨부 삭제")...)
	out := Apply(raw, edits)
	got := Parse(out, Limits{})
	if subject, _ := got.Fields[1].Text(); subject != "카드 ************6467" {
		t.Errorf("subject = %q", subject)
	}
	var texts []string
	for _, p := range got.Parts {
		texts = append(texts, p.Type+"|"+p.Param("charset")+"|"+p.Encoding+"|"+string(p.Text().Texts[0]))
	}
	want := []string{
		"text/plain|euc-kr|base64|한글 ****", "text/plain|UTF-8|quoted-printable|카드 ****", "text/plain|UTF-8|base64|첨부 삭제",
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("parts mismatch (-want +got):\n%s", diff)
	}
	if !bytes.HasPrefix(out, raw[:root.Fields[1].value.Start]) || !bytes.HasSuffix(out, []byte("\r\n--x--\r\npost")) {
		t.Errorf("what was not edited changed:\n%s", out)
	}
}

func TestRewriteEdges(t *testing.T) {
	tests := []struct {
		name, raw string
		edit      func(*Part) []Edit
		want      string // describe
	}{
		{"no header", "body", func(p *Part) []Edit { return p.SetText([]byte("é")) }, "|text/plain|2|\"é\"|0\n"},
		{"header alone", "A: b", func(p *Part) []Edit { return p.SetText([]byte("é")) }, "|text/plain|3|\"é\"|0\n"},
		{"unknown encoding", "Content-Transfer-Encoding: x-y\n\nz", func(p *Part) []Edit { return p.SetText([]byte("q")) }, "|text/plain|1|\"q\"|0\n"},
		{"whole message", "A: b\nContent-Type: multipart/x; boundary=q\n\n--q\n\nx\n--q--", func(p *Part) []Edit { return p.Replace("n") }, "|text/plain|4|\"n\"|0\n"},
		{"field breaks", "A: b\n\nz", func(p *Part) []Edit { return p.SetField(0, "x\r\nB: y") }, "|text/plain|1|\"z\"|0\n"},
		{"file name", "Content-Type: a/b; name=\"4539\"; x=y\n\nz", func(p *Part) []Edit { return p.SetParam(0, "name", "카") }, "|a/b|1|\"z\"|0\n"},
		{"8 bit kept", "Content-Type: text/plain; charset=utf-8\n\né1", func(p *Part) []Edit { return p.SetText([]byte("é*")) }, "|text/plain|1|\"é*\"|0\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := []byte(tt.raw)
			out := Apply(raw, tt.edit(Parse(raw, Limits{})))
			if diff := cmp.Diff(tt.want, describe(Parse(out, Limits{}))); diff != "" {
				t.Errorf("%q becomes %q (-want +got):\n%s", tt.raw, out, diff)
			}
		})
	}
}

// check reports where the spans of a tree are not in order within each other.
func check(t interface{ Fatalf(string, ...any) }, p *Part) {
	within := func(in, s Span, what string) {
		if s.Start < in.Start || s.End > in.End || s.Start > s.End {
			t.Fatalf("%s %v is not within %v", what, s, in)
		}
	}
	within(p.Span, p.Head, "head")
	within(p.Span, p.Body, "body")
	if p.Head.End > p.Body.Start || p.Body.End != p.End || p.Head.Start != p.Start {
		t.Fatalf("head %v and body %v do not make %v", p.Head, p.Body, p.Span)
	}
	pos := p.Start
	for _, f := range p.Fields {
		within(Span{pos, p.Head.End}, f.Span, "field")
		within(f.Span, f.value, "value")
		pos = f.End
	}
	spans := append([]Span(nil), p.Outside...)
	for _, c := range p.Parts {
		check(t, c)
		spans = append(spans, c.Span)
	}
	for i, a := range spans {
		within(p.Body, a, "part")
		for _, b := range spans[:i] {
			if a.Start < b.End && b.Start < a.End {
				t.Fatalf("%v and %v overlap", a, b)
			}
		}
	}
}

// message draws something like a mail.
func message() *rapid.Generator[[]byte] {
	piece := rapid.SampledFrom([]string{
		"A: b", "Content-Type: multipart/mixed; boundary=x", "Content-Type: multipart/alternative; boundary=\"xy\"", "Content-Type: message/rfc822",
		"Content-Type: text/plain; charset=euc-kr", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
		"Subject: =?utf-8?B?7ZmN?=", " folded", "--x", "--x--", "--xy", "--xy--", "", "", "4539=31", "NDUzOQ==", "text é \xff", "From a b:c 1", ":", "\t",
	})
	return rapid.Custom(func(t *rapid.T) []byte {
		var b []byte
		for _, s := range rapid.SliceOfN(piece, 0, 30).Draw(t, "lines") {
			b = append(b, s...)
			b = append(b, rapid.SampledFrom([]string{"\r\n", "\n", "\r", "\r\n", ""}).Draw(t, "end")...)
		}
		return b
	})
}

func TestTreeAndEditsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := message().Draw(t, "raw")
		checkAll(t, raw)
	})
}

func checkAll(t interface{ Fatalf(string, ...any) }, raw []byte) {
	root := Parse(raw, Limits{})
	check(t, root)
	if got := Apply(raw, nil); !bytes.Equal(got, raw) {
		t.Fatalf("Apply without edits changed %q to %q", raw, got)
	}
	for p := range root.All {
		p.Text()
		p.FileName()
		var same []Edit
		for i := range p.Fields {
			p.Fields[i].Text()
			same = append(same, Edit{p.Fields[i].Span, p.Fields[i].Of(raw)})
			Apply(raw, p.SetField(i, "카드\n4539"))
			Apply(raw, p.SetParam(i, "name", "é"))
		}
		if got := Apply(raw, append(same, Edit{p.Body, p.Body.Of(raw)})); !bytes.Equal(got, raw) {
			t.Fatalf("edits that change nothing made %q of %q", got, raw)
		}
		if len(p.Parts) == 0 {
			unchanged(t, raw, p, p.SetText([]byte("한 *\xff")))
		}
		unchanged(t, raw, p, p.Replace("note"))
	}
}

// unchanged checks that everything outside of the part is as it was.
func unchanged(t interface{ Fatalf(string, ...any) }, raw []byte, p *Part, edits []Edit) {
	out := Apply(raw, edits)
	if !bytes.HasPrefix(out, raw[:p.Start]) || !bytes.HasSuffix(out, raw[p.End:]) {
		t.Fatalf("editing part %s of %q made %q", p.Path, raw, out)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(mixed))
	f.Add([]byte("begin 644 x\n$-#4S.0``\nend\n"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary*=us-ascii''x%0A\n\n--x\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) < 4096 {
			checkAll(t, raw)
		}
		UU(raw)
		Words(string(raw))
		QuotedPrintable(raw)
	})
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Replace(mixed, "plain 4539", strings.Repeat("a line of text\r\n", 1<<16), 1))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Parse(raw, Limits{})
	}
}
