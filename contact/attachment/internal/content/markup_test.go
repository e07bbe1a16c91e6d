package content

import (
	"bytes"
	"compress/zlib"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func zlibOf(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	svgSpace  = ` xmlns="http://www.w3.org/2000/svg"`
	pageSpace = ` xmlns="http://www.w3.org/1999/xhtml"`
)

// activeMarkup runs something or loads it.
var activeMarkup = []string{
	"<script>a</script>",
	"<html><SCRIPT src=a>",
	"<html><script/x>",
	"<html><p onclick=a()>",
	"<html><p a='b'/onmouseover\n=\n'a()'>",
	"<html><img src=x a='>' onerror=a>",
	"<html><a href='javascript:a()'>",
	"<html><a href=' &#106;ava&Tab;scr\nipt:a()'>",
	"<html><a href=\x0Ejavascript:a()>",
	"<html><a href='VBScript:a'>",
	"<html><form action='data:text/html,a'>",
	"<html><meta http-equiv=Refresh content=0>",
	"<html><iframe>", "<html><object>", "<html><embed>", "<html><frameset>", "<html><applet>",
	"<html><!--#exec cmd='ls' -->",
	"<html><!--><script>-->",
	"<html><!-- --!><script>-->",
	"<html><!x><script>",
	"<html><?x><script>",
	"<html></ ><script>",
	"<html><title><!--</title><script>--></title>",
	"<html><textarea></textarea><script>",
	"<html><style><!--</style ><script>",
	"<html><svg><title><script>a</script></title></svg>",
	"<html><svg><style><img onload=a></style></svg>",
	"<html><svg><![CDATA[><!--]]><script>--></svg>",
	"<html><![CDATA[><script>]]>",
	"<html><scr\x1B(Bipt>",
	"<html><svg><animate attributeName=href values='a;javascript:a()'>",
	"<html><svg><set attributeName=' onload' to=a>",
	"<svg" + svgSpace + " onload='a()'/>",
	"<svg" + svgSpace + "><a href='javascript:a()'/></svg>",
	"<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script/></s:svg>",
	"<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'><h:script/></x>",
	"<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xht&#109;l'><h:p h:onload='a'/></x>",
	"<?xml version='1.0'?><x" + pageSpace + "><?a > <!-- ?><script/><?b --> ?></x>",
	"<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='a'?><x/>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///a'>]><x>&a;</x>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a '&#60;b>'>]><x/>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><x/>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY % a 'x'>]><x/>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ATTLIST x onload CDATA 'a()'>]><x/>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY j 'javascript:'>]><x" + pageSpace + "><a href='&j;a()'/></x>",
	"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY n 'http://www.w3.org/1999/xhtml'>]><x xmlns='&n;'><script/></x>",
	"<html><hta:application id=a>",
}

// passiveMarkup only looks like it.
var passiveMarkup = []string{
	"<html><p>script onclick=a() javascript:a()</p>",
	"<html><p title='onclick=a()'>",
	"<html><a href='https://a.example/?javascript:a()'>javascript:a()</a>",
	"<html><img src='data:image/png;base64,AAAA'>",
	"<html><!-- <script>a</script> -->",
	"<html><!--[if !mso]><object classid='a'></object><![endif]-->",
	"<html></script onclick=a>",
	"<html><p once=1 on=1 ontology-id=2>",
	"<html><meta http-equiv=Content-Type content='text/html; charset=euc-kr'>",
	"<html><o:p></o:p><scripted>",
	"<html><style>p { behavior: none }</style>",
	"<?xml version='1.0'?><w:object onload='a' href='javascript:a()'><script/></w:object>",
	"<?xml version='1.0'?><x><script/><frame online='a'/></x>",
	"<?xml version='1.0'?><?xml-stylesheet type='text/css' href='a'?><x/>",
	"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/a' [<!ENTITY ns 'http://www.w3.org/2000/svg'>]><svg xmlns='http://www.w3.org/2000/svg' width='1'/>",
	"<?xml version='1.0'?><svg" + svgSpace + "><![CDATA[<script/>]]><!-- <script/> --></svg>",
}

func TestMarkup(t *testing.T) {
	for _, text := range activeMarkup {
		if r := Look([]byte(text), "a.xml"); !r.Active {
			t.Errorf("Look(%q) is %s and not active", text, r.Family)
		}
		if r := Look([]byte(text), "a.html"); !r.Active {
			t.Errorf("Look(%q) called .html is %s and not active", text, r.Family)
		}
		wide := append([]byte{0xFF, 0xFE}, utf16le(text)...)
		if r := Look(wide, "a.xml"); !r.Active {
			t.Errorf("Look(%q) in UTF-16 is %s and not active", text, r.Family)
		}
	}
	for _, text := range passiveMarkup {
		if r := Look([]byte(text), "a.xml"); r.Active || r.Family != HTML && r.Family != XML {
			t.Errorf("Look(%q) is %s, active %t", text, r.Family, r.Active)
		}
	}
}

// TestManyTokens wants a page that is too much to be looked through to be active.
func TestManyTokens(t *testing.T) {
	for extra, want := range map[int]bool{0: false, 1: true} {
		text := "<html" + strings.Repeat(" a", maxTokens-2+extra) // and one token at the end
		if got := look(scanner{rest: []byte(text)}).active; got != want {
			t.Errorf("look(page of %d tokens).active = %t", maxTokens+extra, got)
		}
	}
}

// oracle finds scripts, frames and handlers with the tokenizer of golang.org/x/net/html.
func oracle(text []byte, foreign bool) bool {
	z := html.NewTokenizer(bytes.NewReader(text))
	z.AllowCDATA(foreign)
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if s := string(name); s == "script" || s == "iframe" {
				return true
			}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				if string(key) == "onload" || strings.HasPrefix(string(value), "javascript:") {
					return true
				}
			}
			if foreign {
				z.NextIsNotRawText()
			}
		}
	}
}

func FuzzMarkup(f *testing.F) {
	for _, text := range append(activeMarkup, passiveMarkup...) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if bytes.IndexByte(text, 0) >= 0 {
			return // no text
		}
		found := lookMarkup(text, true).active
		if (oracle(text, false) || oracle(text, true)) && !found {
			t.Errorf("%q is not found active", text)
		}
	})
}

// TestScannerEnds reads marks in all places, and wants every byte to be read in linear time.
func TestScannerEnds(t *testing.T) {
	for _, part := range []string{"<", "<!", "<!--", "<!--->", "<![CDATA[", "<?", "</", "<a ", "<a b='", "<title>", "<a b=", "--", "<!DOCTYPE [", "/a"} {
		text := []byte("<html " + strings.Repeat(part, (1<<20)/len(part)))
		n := 0
		for _, s := range []scanner{{rest: text}, {rest: text, foreign: true}, {rest: text, foreign: true, xml: true}} {
			for s.next().kind != end {
				n++
			}
			if len(s.rest) > 0 {
				t.Errorf("%d bytes are left of many %q", len(s.rest), part)
			}
		}
		if n > 3*len(text) {
			t.Errorf("%d tokens of many %q", n, part)
		}
	}
}
