package safehtml_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The oracle: what clean HTML may have, said once more and in another way, over the tree of a parser.

var allowedElements = strings.Fields(`a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del
	dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section
	small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr`)

var allowedAttributes = map[string]*regexp.Regexp{
	"alt": nil, "title": nil,
	"align": regexp.MustCompile(`^[a-z]+$`), "valign": regexp.MustCompile(`^[a-z]+$`), "dir": regexp.MustCompile(`^(ltr|rtl|auto)$`),
	"lang": regexp.MustCompile(`^[\w-]+$`), "type": regexp.MustCompile(`^(cite|[1aAiI]|disc|circle|square)$`),
	"width": regexp.MustCompile(`^\d{1,4}%?$`), "height": regexp.MustCompile(`^\d{1,4}%?$`), "span": regexp.MustCompile(`^\d{1,3}$`),
	"border": regexp.MustCompile(`^\d\d?$`), "cellpadding": regexp.MustCompile(`^\d{1,3}$`), "cellspacing": regexp.MustCompile(`^\d{1,3}$`),
	"colspan": regexp.MustCompile(`^\d{1,3}$`), "rowspan": regexp.MustCompile(`^\d{1,4}$`), "start": regexp.MustCompile(`^-?\d+$`),
	"value": regexp.MustCompile(`^-?\d+$`), "size": regexp.MustCompile(`^[+-]?\d{1,3}$`), "color": regexp.MustCompile(`^[#\w(), .%/]+$`),
	"bgcolor": regexp.MustCompile(`^[#\w(), .%/]+$`), "face": regexp.MustCompile(`^[\pL\pN ,'_-]+$`), "nowrap": regexp.MustCompile(`^$`),
	"reversed": regexp.MustCompile(`^$`), "rel": regexp.MustCompile(`^noopener noreferrer nofollow$`), "target": regexp.MustCompile(`^_blank$`),
	"href":            regexp.MustCompile(`^(https?://[a-z0-9\[]|mailto:|tel:[0-9+.()-])|^https?://[^/?#]*@`),
	"src":             regexp.MustCompile(`^(cid:[^\s"'<>]+|data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*)$`),
	"data-remote-src": regexp.MustCompile(`^https?://[^\s"'<>]+$`),
	"style":           regexp.MustCompile(`^[a-z-]+: [^;:\\"<>{}@!&]+(; [a-z-]+: [^;:\\"<>{}@!&]+)*$`),
}

var forbiddenStyle = regexp.MustCompile(`(?i)url|expression|behavio|binding|position|import|var\(|image|attr|calc|z-index|opacity|transform|float|-\d+(px|pt|em|%)`)

// unsafe returns what is wrong with HTML that should be clean, or "".
func unsafe(clean string) string {
	if !utf8.ValidString(clean) {
		return "not UTF-8"
	}
	for _, around := range []string{"<div>\x00</div>", "<table><tr><td>\x00</td></tr></table>", "<ul><li><div>\x00</div></li></ul>"} {
		before, after, _ := strings.Cut(around, "\x00")
		nodes, err := html.ParseFragment(strings.NewReader(`<div lang="before">`+before+`<div lang="mail">`+clean+`</div>`+after+`</div><div lang="after"></div>`),
			&html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
		if err != nil {
			return "not to be parsed: " + err.Error()
		}
		if len(nodes) != 2 || len(nodes[1].Attr) != 1 || nodes[1].Attr[0].Val != "after" || nodes[1].FirstChild != nil {
			return fmt.Sprintf("it ends elements around it (%d nodes in %s)", len(nodes), around)
		}
		if wrong := contained(nodes[0]); wrong != "" {
			return wrong + " in " + around
		}
	}
	return ""
}

// contained looks whether everything is within the element of the mail, and allowed.
func contained(root *html.Node) string {
	var mail *html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && len(n.Attr) == 1 && n.Attr[0].Val == "mail" && n.Data == "div" {
			mail = n
			break
		}
	}
	if mail == nil {
		return "there is no mail"
	}
	for n := mail; n != root; n = n.Parent {
		if n.NextSibling != nil || n.PrevSibling != nil {
			return "it is not where it was put"
		}
	}
	for n := range mail.Descendants() {
		if wrong := forbidden(n); wrong != "" {
			return wrong
		}
	}
	return ""
}

func forbidden(n *html.Node) string {
	switch n.Type {
	case html.TextNode:
		return ""
	case html.ElementNode:
	default:
		return fmt.Sprintf("a node of type %v", n.Type)
	}
	if n.Namespace != "" || !slices.Contains(allowedElements, n.Data) {
		return fmt.Sprintf("element %s:%s", n.Namespace, n.Data)
	}
	for _, a := range n.Attr {
		pattern, ok := allowedAttributes[a.Key]
		if !ok || a.Namespace != "" || pattern != nil && !pattern.MatchString(a.Val) {
			return fmt.Sprintf("attribute %s=%q of %s", a.Key, a.Val, n.Data)
		}
		if a.Key == "style" && forbiddenStyle.MatchString(a.Val) {
			return fmt.Sprintf("style %q", a.Val)
		}
	}
	return ""
}
