package message

import (
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
)

// ParseAddresses reads a field such as To, as it stands in a header: unfolded, its encoded words not yet decoded. It never
// fails and takes what is there for what it is meant to be: groups are flattened; comments are names where there is none; semicolons
// part addresses, too (Outlook); brackets and quotes may be missing. Encoded words are decoded in the names that were cut out,
// so that an encoded comma parts nothing. What has no address is left out, and so is what follows the first MaxAddresses.
func ParseAddresses(field string) (list []Address) {
	before := "" // what stands before a comma that is in a name without quotes: Kim, Minsu <kim@example.com>
	l := lexer{rest: field}
	for len(list) < MaxAddresses && l.rest != "" {
		e := l.next()
		found := e.addresses(before)
		list = append(list, found...)
		if before = ""; len(found) == 0 && e.end == ',' {
			if before = e.phrase(); before != "" {
				before += ", "
			}
		}
	}
	if list == nil {
		return alone(field)
	}
	return list[:min(len(list), MaxAddresses)]
}

// alone reads a field that is but one word without a domain, and perhaps a comment, as daemons write it.
func alone(field string) []Address {
	l := lexer{rest: field}
	e := l.next()
	if l.rest != "" || e.end != 0 || len(e.lexemes) == 0 || len(e.lexemes) > 2 || e.lexemes[0].kind != word ||
		len(e.lexemes) == 2 && e.lexemes[1].kind != comment || e.encoded() {
		return nil
	}
	if addr := cleanAddr(e.lexemes[0].text); addr != "" {
		return []Address{{Name: e.comments(), Addr: addr}}
	}
	return nil
}

// An entry is what stands between two separators: a mailbox, if all is well.
type entry struct {
	lexemes []lexeme
	end     byte // the separator, or 0
}

// phrase is the words of an entry, decoded.
func (e entry) phrase() string {
	return e.join(func(l lexeme) bool { return l.kind == word || l.kind == quoted })
}

// comments is the comments of an entry, decoded.
func (e entry) comments() string { return e.join(func(l lexeme) bool { return l.kind == comment }) }

func (e entry) join(is func(lexeme) bool) string {
	var words []string
	for _, l := range e.lexemes {
		if is(l) {
			words = append(words, l.text)
		}
	}
	return oneLine(mime.ShowWords(strings.Join(words, " ")))
}

// encoded reports whether there are encoded words.
func (e entry) encoded() bool {
	for _, l := range e.lexemes {
		if strings.Contains(l.text, "=?") {
			return true
		}
	}
	return false
}

// addresses returns the addresses of an entry, one if all is well: those in angle brackets.
func (e entry) addresses(before string) (list []Address) {
	start, angles := 0, 0
	for i, l := range e.lexemes {
		if l.kind != angle {
			continue
		}
		angles++
		several := l.several()
		addr := cleanAddr(several[0])
		name := strings.TrimSuffix(before+entry{lexemes: e.lexemes[start:i]}.phrase(), ", ")
		if name == "" {
			name = e.around(start, i)
		}
		if addr != "" && len(list) < MaxAddresses {
			list = append(list, Address{Name: name, Addr: addr})
		}
		for _, s := range several[1:min(len(several), MaxAddresses)] {
			list = append(list, ParseAddresses(s)...)
		}
		start, before = i+1, ""
	}
	if angles > 0 {
		return list
	}
	return e.bare()
}

// several parts the addresses of a lexeme that has more than one in its brackets, as some programs write them: <a@b, c@d>.
func (l lexeme) several() []string {
	list := strings.FieldsFunc(l.text, func(r rune) bool { return r == ',' || r == ';' })
	for _, s := range list {
		if at := strings.IndexByte(s, '@'); at <= 0 || strings.ContainsAny(s, `":<`) {
			return []string{l.text}
		}
	}
	if len(list) < 2 {
		return []string{l.text}
	}
	return list
}

// around returns the comments from start to the address at i and behind it.
func (e entry) around(start, i int) string {
	end := i + 1
	for end < len(e.lexemes) && e.lexemes[end].kind == comment {
		end++
	}
	return entry{lexemes: e.lexemes[start:end]}.comments()
}

// bare returns the addresses of an entry without angle brackets: its words with an "@".
func (e entry) bare() (list []Address) {
	var names entry
	for _, l := range e.tight() {
		addr := ""
		if l.kind != comment && strings.Contains(afterWords(l.text), "@") && !strings.ContainsAny(l.text, " \t") {
			addr = cleanAddr(l.text)
		}
		if addr == "" {
			names.lexemes = append(names.lexemes, l)
		} else if len(list) < MaxAddresses {
			list = append(list, Address{Addr: addr})
		}
	}
	switch {
	case len(list) == 1:
		if list[0].Name = names.phrase(); list[0].Name == "" {
			list[0].Name = names.comments()
		}
	case len(list) == 0 && e.encoded():
		return within(names.phrase())
	}
	return list
}

// maxTight is how long a word may become by others that are put to it: an address.
const maxTight = 1000

// tight returns the lexemes without the blanks around "@" and around the dots of a domain (RFC 5322 4.4).
func (e entry) tight() (list []lexeme) {
	for _, l := range e.lexemes {
		if n := len(list) - 1; n >= 0 && l.kind == word && list[n].kind == word && len(list[n].text) < maxTight && belongs(list[n].text, l.text) {
			list[n].text += l.text
			continue
		}
		list = append(list, l)
	}
	return list
}

// belongs reports whether a word goes on with another.
func belongs(before, after string) bool {
	switch {
	case strings.Contains(after, "=?"):
		return false
	case strings.Contains(before, "@"):
		return strings.HasSuffix(before, "@") || strings.HasPrefix(after, ".") || strings.HasSuffix(before, ".") && !strings.Contains(after, "@")
	}
	return strings.HasPrefix(after, "@")
}

// within finds the address in a text that was encoded whole, address and all.
func within(text string) []Address {
	name, rest, ok := strings.Cut(text, "<")
	if !ok {
		name, rest = "", text
	}
	addr, _, _ := strings.Cut(rest, ">")
	if addr = strings.TrimSpace(addr); strings.Count(addr, "@") != 1 || strings.ContainsAny(addr, ",; ") {
		return nil
	}
	if addr = cleanAddr(addr); !strings.Contains(addr, "@") {
		return nil
	}
	return []Address{{Name: strings.Trim(strings.TrimSpace(name), `"`), Addr: addr}}
}

// afterWords is what follows the last encoded word. An "@" there is the one that mail systems see: whatever is encoded before it
// is a local part of that domain's (RFC 2047 5), and must not be taken for the address of somebody else.
func afterWords(s string) string { return s[strings.LastIndex(s, "?=")+1:] }

// cleanAddr is an address without what may stand around it and within: blanks, a route (RFC 5322 4.4), a scheme, quotes that
// are not needed. It is "" if nothing is left.
func cleanAddr(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "@") {
		_, s, _ = strings.Cut(s, ":")
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	if len(s) > 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		s = s[1 : len(s)-1]
	}
	if !strings.Contains(afterWords(s), "@") {
		s = mime.ShowWords(s) // the whole of it is encoded
	}
	local, domain := cutAddr(s)
	local, domain = strings.TrimSpace(local), strings.TrimRight(strings.Map(inDomain, domain), ".")
	if !strings.HasPrefix(domain, "[") {
		domain = strings.TrimRight(domain, "]") // Kim [mailto:kim@example.com]
	}
	if bare := unquoteLocal(local); bare != local {
		local = quoteLocal(strings.Map(visible, bare))
	} else if local = strings.Map(inLocal, local); !isDotAtom(local) && isDotAtom(strings.ReplaceAll(local, ".", "")) {
		local = quoteLocal(local) // a..b@docomo.ne.jp: mail can be sent to that with quotes only
	}
	switch {
	case local == "" || local == `""`:
		return ""
	case domain == "":
		return strings.TrimRight(local, "@")
	}
	return local + "@" + domain
}

// inDomain, inLocal and visible leave out what cannot be in a domain, in a local part without quotes, and in any.
func inDomain(r rune) rune {
	if strings.ContainsRune("<>()\"\\,;", r) {
		return -1
	}
	return inLocal(r)
}

func inLocal(r rune) rune {
	if r == ' ' || r == '<' || r == '>' {
		return -1
	}
	return visible(r)
}

func visible(r rune) rune {
	if isControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
		return -1
	}
	return r
}
