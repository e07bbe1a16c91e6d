package document

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// reporter is what rapid and testing have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// permitted are the elements of HTML, each with its attributes and what their values look like.
var permitted = func() map[string]map[string]*regexp.Regexp {
	pattern := func(p string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + p + `)$`) }
	margin := `margin:(?:0|0 0 0 [1-9][0-9]*px)`
	none := map[string]*regexp.Regexp{}
	return map[string]map[string]*regexp.Regexp{
		"p":          {"style": pattern(margin)},
		"h1":         {"style": pattern(margin + `;font-size:24px`)},
		"ol":         {"style": pattern(margin + `;padding:0`)},
		"ul":         {"style": pattern(margin + `;padding:0`)},
		"blockquote": {"style": pattern(`margin:0 0 0 8px;padding:0 0 0 12px;border-left:3px solid #cccccc`)},
		"table": {"border": pattern("1"), "cellpadding": pattern("6"), "cellspacing": pattern("0"),
			"style": pattern(margin + `;border-collapse:collapse`)},
		"td":   {"style": pattern(`padding:6px;border:1px solid #999999;vertical-align:top`)},
		"span": {"style": pattern(`color:#[0-9a-f]{6}`)},
		"a":    {"href": pattern(`(?:https?://[^\s<>"]+|mailto:[^\s<>"]+|tel:[^\s<>"]+)`)},
		"img": {"src": pattern(`cid:[^\s<>"]+`), "alt": pattern(`(?s).*`), "width": pattern(`[1-9][0-9]*`), "height": pattern(`[1-9][0-9]*`),
			"style": pattern(`max-width:100%(?:;height:auto)?`)},
		"li": none, "tbody": none, "tr": none, "strong": none, "em": none, "u": none, "s": none, "br": none,
		"html": none, "head": none, "body": none, // what the parser puts around it
	}
}()

// checkHTML reports what HTML has in it that a document does not write.
func checkHTML(t reporter, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Errorf("the HTML cannot be read: %v", err)
		return
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.TextNode:
			continue
		case html.ElementNode:
		default:
			t.Errorf("a node of type %d in %s", n.Type, page)
			continue
		}
		attributes, ok := permitted[n.Data]
		if !ok || n.Namespace != "" {
			t.Errorf("an element %q in %s", n.Data, page)
		}
		for _, a := range n.Attr {
			if pattern := attributes[a.Key]; pattern == nil || !pattern.MatchString(a.Val) {
				t.Errorf("an attribute %q of %q with the value %q in %s", a.Key, n.Data, a.Val, page)
			}
		}
	}
}
