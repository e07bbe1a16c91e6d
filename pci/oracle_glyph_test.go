package pci

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How the oracle reads characters, tags, entities and escapes.

var (
	naiveComment   = regexp.MustCompile(`^<!--(?:>|->|(?s:.*?)-->)`)
	naiveTag       = regexp.MustCompile(`^<([A-Za-z]?[0-9A-Za-z]*)(?:[/!?]([0-9A-Za-z]*))?(?:[^<>=]|=+"[^"]*"|=+'[^']*'|=+[^"'<>=])*=*>`)
	naiveNumber    = regexp.MustCompile(`^&#(?:[0-9]+|[xX][0-9a-fA-F]+);?`)
	naiveOld       = regexp.MustCompile(`^&(?:nbsp|shy|middot);?`)
	naiveName      = regexp.MustCompile(`^&[0-9A-Za-z]{1,32};`)
	naivePercent   = regexp.MustCompile(`^(?:%[0-9A-Fa-f]{2}){1,4}`)
	naiveBackslash = regexp.MustCompile(`^\\(?:[nrfvt/._-]|u[0-9A-Fa-f]{4})`)
)

func naiveGlyph(text []byte, p int) glyph {
	boundary := glyph{other, 0, 1}
	rest := text[p:]
	switch rest[0] {
	case '<':
		return naiveMarkup(rest[:min(len(rest), maxTag)])
	case '&':
		rest = rest[:min(len(rest), maxEntity)]
		source := naiveNumber.Find(rest)
		if source == nil {
			source = naiveOld.Find(rest)
		}
		if source == nil {
			source = naiveName.Find(rest)
		}
		shut := bytes.HasSuffix(source, []byte(";"))
		plain := html.UnescapeString(string(bytes.TrimRight(source, ";")) + ";")
		if source == nil || utf8.RuneCountInString(plain) != 1 || len(bytes.TrimRight(source, ";")) == maxEntity {
			return boundary
		}
		g := naiveClass(plain, len(source))
		if plain == "\ufffd" || (g.class == other || plain < " ") && !shut {
			return boundary
		}
		return g
	case '%':
		source := string(naivePercent.Find(rest))
		for n := 3; n <= len(source); n += 3 {
			plain, err := url.PathUnescape(source[:n])
			if err != nil || !utf8.ValidString(plain) {
				continue
			}
			if regexp.MustCompile(`^[0-9A-Za-z]`).MatchString(plain) || plain == "\ufffd" {
				return boundary
			}
			g := naiveClass(plain, n)
			if g.class == digit {
				g.class = other
			}
			return g
		}
		return boundary
	case '\\':
		source := string(naiveBackslash.Find(rest))
		switch {
		case source == "":
			return boundary
		case source[1] == 'u':
			r, _ := strconv.ParseUint(source[2:], 16, 32)
			return naiveClass(string(rune(r)), 6)
		}
		return naiveClass(strings.NewReplacer(`\n`, "\n", `\r`, "\n", `\f`, "\n", `\v`, "\n", `\t`, "\t", `\`, "").Replace(source), 2)
	}
	r, n := utf8.DecodeRune(rest)
	if r == utf8.RuneError {
		return glyph{other, 0, n}
	}
	return naiveClass(string(r), n)
}

func naiveMarkup(rest []byte) glyph {
	if bytes.HasPrefix(rest, []byte("<!--")) {
		if n := len(naiveComment.Find(rest)); n > 0 {
			return glyph{hidden, 0, n}
		}
		return glyph{other, 0, 1}
	}
	parts := naiveTag.FindSubmatch(rest)
	if parts == nil || len(parts[0]) < 3 || !regexp.MustCompile(`^<[A-Za-z/!?]`).Match(rest) {
		return glyph{other, 0, 1}
	}
	opening := len(parts[1]) > 0
	name := strings.ToLower(string(parts[1]))
	if !opening && rest[1] == '/' {
		name = strings.ToLower(string(parts[2]))
	}
	name = name[:min(len(name), 10)]
	unseen := regexp.MustCompile(`^(?:script|style|template|noscript|title)$`)
	if opening && unseen.MatchString(name) && !bytes.HasSuffix(parts[0], []byte("/>")) {
		whole := regexp.MustCompile(`^((?s:.*?)<)/(?i:` + strings.NewReplacer("k", "[kK]", "s", "[sS]").Replace(name) + `)[^>]*>`).FindSubmatch(rest)
		if whole == nil || bytes.Count(whole[1], []byte("<")) > 64 {
			return glyph{other, 0, 1}
		}
		return glyph{hidden, 0, len(whole[0])}
	}
	inline := regexp.MustCompile(`^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|o|q|rp|rt|ruby|s|samp|small|span|st1|strike|strong|sub|sup|svg|time|tt|u|var|wbr|x)$`)
	switch {
	case name == "td" || name == "th":
		return glyph{tab, 0, len(parts[0])}
	case inline.MatchString(name):
		return glyph{hidden, 0, len(parts[0])}
	}
	return glyph{line, 0, len(parts[0])}
}

// naiveClass tells the class of a character that is written in size bytes.
func naiveClass(plain string, size int) glyph {
	r, _ := utf8.DecodeRuneInString(plain)
	for _, c := range []struct {
		class  class
		within string
	}{
		{blank, " \u2800"}, {tab, "\t"}, {line, "\n\v\f\r\u0085\u2028\u2029"}, {dash, "-−⁃˗➖"}, {point, ".．․﹒"}, {middle, "·•∙・･"},
		{low, "_＿"}, {slash, "/／⁄∕"}, {hidden, "\u115f\u1160\u3164\uffa0\x7f"},
	} {
		if strings.ContainsRune(c.within, r) && r != utf8.RuneError {
			return glyph{c.class, 0, size}
		}
	}
	switch {
	case unicode.IsDigit(r):
		zero := r
		for unicode.IsDigit(zero - 1) {
			zero--
		}
		return glyph{digit, uint8((r - zero) % 10), size}
	case unicode.Is(unicode.Zs, r):
		return glyph{blank, 0, size}
	case r >= utf8.RuneSelf && unicode.Is(unicode.Dash, r) && unicode.Is(unicode.Pd, r):
		return glyph{dash, 0, size}
	case unicode.Is(unicode.Pd, r) && r >= utf8.RuneSelf:
		return glyph{dash, 0, size}
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r < ' ':
		return glyph{hidden, 0, size}
	}
	return glyph{other, 0, size}
}
