package safehtml

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// newGate returns the policy that bluemonday holds against what is about to leave. It is written independently of the lists that the
// HTML went through before, and is a little wider: what passes those passes it unchanged.
func newGate() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	words := strings.Fields(`a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn
		div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp
		section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr`)
	p.AllowNoAttrs().OnElements(words...)
	number, size := regexp.MustCompile(`^-?[0-9]{1,10}$`), regexp.MustCompile(`^[0-9]{1,4}%?$`)
	word, paint := regexp.MustCompile(`^[A-Za-z0-9]{1,12}$`), regexp.MustCompile(`^(?:#?[A-Za-z0-9]{1,24}|(?:rgb|hsl)a?\([0-9., %/]{1,60}\))$`)
	const value = `(?:[\pL\pN#%,.'/ _-]|(?:rgb|hsl)a?\([0-9., %/]+\))+`
	p.AllowAttrs("style").Matching(regexp.MustCompile(`^[a-z-]+: ` + value + `(?:; [a-z-]+: ` + value + `)*$`)).Globally()
	p.AllowAttrs("dir", "align", "valign", "type").Matching(word).Globally()
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z0-9-]{1,35}$`)).Globally()
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(size).OnElements("img", "table", "tr", "td", "th", "col", "colgroup", "hr")
	p.AllowAttrs("border", "cellpadding", "cellspacing", "colspan", "rowspan", "span", "start", "value").Matching(number).Globally()
	p.AllowAttrs("size").Matching(regexp.MustCompile(`^[+-]?[0-9]{1,3}$`)).OnElements("font", "hr")
	p.AllowAttrs("bgcolor", "color").Matching(paint).Globally()
	p.AllowAttrs("face").Matching(regexp.MustCompile(`^[\pL\pN,' _-]+$`)).OnElements("font")
	p.AllowAttrs("nowrap", "reversed").Matching(regexp.MustCompile(`^$`)).Globally()
	p.AllowAttrs("href").Matching(regexp.MustCompile(`^(https?://|mailto:|tel:)`)).OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener noreferrer nofollow$`)).OnElements("a")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^_blank$`)).OnElements("a")
	p.AllowAttrs("src").Matching(regexp.MustCompile(`^(cid:|data:image/(png|jpeg|gif|webp);base64,)`)).OnElements("img")
	p.AllowAttrs(remoteSource).Matching(regexp.MustCompile(`^https?://`)).OnElements("img")
	p.AllowURLSchemes("http", "https", "mailto", "tel", "cid")
	p.AllowURLSchemeWithCustomPolicy("data", func(u *url.URL) bool { return u.RawQuery == "" && u.Fragment == "" })
	return p
}
