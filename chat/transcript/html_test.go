package transcript

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// elements are all that a page may have.
var elements = strings.Fields("html head meta title style body h1 h2 p time span article header bdi div ul li")

// attributes are all that they may have.
var attributes = strings.Fields("lang charset http-equiv content name class dir")

// parsed is what a browser finds in a page.
type parsed struct {
	Language, Policy, Style string

	Shown []shown
}

// shown is a message, or a line.
type shown struct {
	Class, Role, Name, Text, Line string

	Files []string
}

// read parses a page, and reports what must not be in it.
func read(t testing.TB, page []byte) parsed {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var p parsed
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			p.element(t, n)
		case html.CommentNode, html.ErrorNode, html.RawNode:
			t.Errorf("the page has a node of type %v: %q", n.Type, n.Data)
		}
	}
	return p
}

func (p *parsed) element(t testing.TB, n *html.Node) {
	t.Helper()
	if !slices.Contains(elements, n.Data) {
		t.Errorf("the page has an element %q", n.Data)
	}
	for _, a := range n.Attr {
		if !slices.Contains(attributes, a.Key) {
			t.Errorf("the page has an attribute %q", a.Key)
		}
	}
	switch {
	case n.Data == "html":
		p.Language = attribute(n, "lang")
	case n.Data == "style":
		p.Style = inner(n)
	case attribute(n, "http-equiv") == "Content-Security-Policy":
		p.Policy = attribute(n, "content")
	case n.Data == "article", n.Data == "p":
		p.Shown = append(p.Shown, shown{Class: attribute(n, "class")})
	}
	if len(p.Shown) == 0 {
		return
	}
	last := &p.Shown[len(p.Shown)-1]
	switch attribute(n, "class") {
	case "name":
		last.Name = inner(n)
	case "role":
		last.Role = inner(n)
	case "text":
		last.Text = inner(n)
	case "line":
		last.Line = inner(n)
	case "file":
		last.Files = append(last.Files, inner(n))
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// inner returns the text of an element that has nothing else.
func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		if c.Type != html.TextNode {
			return "an element in " + n.Data
		}
		b.WriteString(c.Data)
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, story()[9:14], Reader{Language: "ko-KR", Member: kim.Member}); err != nil {
		t.Fatal(err)
	}
	got := read(t, b.Bytes())
	sum := sha256.Sum256([]byte(got.Style))
	want := parsed{
		Language: "ko", Style: style,
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Shown: []shown{
			{Class: "event", Line: "감독자가 고객에게 보이지 않게 채팅에 참여했습니다."},
			{Class: "message near note from-agent", Role: "감독자", Text: "Offer a refund."},
			{Class: "message from-customer", Role: "고객", Name: "Ann", Files: []string{"영수증 <1>.png"}},
			{Class: "event", Line: "메시지에 포함된 카드 정보 또는 개인 정보를 가렸습니다."},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("HTML mismatch (-want +got):\n%s", diff)
	}
	for _, outside := range []string{"://", "url(", "@import", "<script", "<link", "javascript:"} {
		if strings.Contains(b.String(), outside) {
			t.Errorf("the page has %q in it", outside)
		}
	}
}

func TestHTMLOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, nil, Reader{}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, b.Bytes()).Shown; len(got) != 1 || !strings.Contains(b.String(), "There is nothing to read here.") {
		t.Errorf("HTML of nothing shows %v", got)
	}
}

// TestSides: each side has its own, for whoever reads.
func TestSides(t *testing.T) {
	for member, want := range map[chat.Member][]string{
		chat.Customer: {"message from-bot", "message near from-customer"},
		kim.Member:    {"message near from-bot", "message from-customer"},
		"":            {"message near from-bot", "message from-customer"},
	} {
		var b bytes.Buffer
		if err := HTML(&b, story()[2:4], Reader{Member: member}); err != nil {
			t.Fatal(err)
		}
		page := read(t, b.Bytes())
		if got := []string{page.Shown[0].Class, page.Shown[1].Class}; !slices.Equal(got, want) {
			t.Errorf("for %q: %q, want %q", member, got, want)
		}
	}
}
