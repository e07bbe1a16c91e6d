package mime

import "strings"

// A word is an encoded word (RFC 2047).
type word struct {
	charset string
	data    []byte
}

// Words decodes the encoded words in a text, broken ones too, and what is in no declared charset. It is false if a charset
// is unknown.
func Words(s string) (text string, ok bool) { return words(s, likeliest) }

func words(s string, read reader) (text string, ok bool) {
	if plain(s) {
		return s, true
	}
	var b strings.Builder
	var last *word // whose data the next word may go on with, even within a character
	ok = true
	tail := len(s) + 1 // how much text is left at the last end of a word; none is looked for beyond
	if at := strings.LastIndex(s, "?="); at >= 0 {
		tail = len(s) - at
	}
	flush := func() {
		if last != nil {
			text, known := read(last.data, last.charset)
			ok = ok && known
			b.WriteString(text)
			last = nil
		}
	}
	for s != "" {
		at := strings.Index(s, "=?")
		if at < 0 {
			at = len(s)
		}
		w, rest := cutWord(s[at:], tail)
		if between := s[:at]; strings.TrimSpace(between) != "" || w == nil || last == nil && at > 0 {
			flush()
			text, _ := read([]byte(between), "")
			b.WriteString(text)
		}
		switch {
		case w == nil:
			b.WriteString(s[at:min(at+2, len(s))])
			s = s[min(at+2, len(s)):]
			continue
		case last != nil && last.charset == w.charset:
			last.data = append(last.data, w.data...)
		default:
			flush()
			last = w
		}
		s = rest
	}
	flush()
	return b.String(), ok
}

// plain reports whether there is nothing to decode.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == 0x1B || s[i] == '+' || s[i] == '~' {
			return false
		}
	}
	return !strings.Contains(s, "=?")
}

// maxName bounds the name of a charset, so that a text full of "=?" costs little.
const maxName = 80

// cutWord cuts the encoded word that s begins with, or returns nil.
func cutWord(s string, tail int) (w *word, rest string) {
	if len(s) < 2 {
		return nil, s
	}
	head := s[2:min(len(s), 2+maxName)]
	end := strings.IndexByte(head, '?')
	if end <= 0 || end+2 >= len(head) || head[end+2] != '?' || strings.ContainsAny(head[:end], " \t=") {
		return nil, s
	}
	name, kind, text := head[:end], head[end+1]|0x20, s[2+end+3:]
	if kind != 'b' && kind != 'q' {
		return nil, s
	}
	n := 0
	if len(text) >= tail {
		n = wordEnd(text, kind)
	} else {
		n = openEnd(text)
	}
	rest = strings.TrimPrefix(text[n:], "?=")
	if kind == 'b' {
		data, _ := Base64([]byte(text[:n]))
		return &word{name, data}, rest
	}
	return &word{name, hexed([]byte(strings.ReplaceAll(text[:n], "_", " ")), '=')}, rest
}

// wordEnd returns how long the text of a word is.
func wordEnd(text string, kind byte) int {
	from := 0
	for {
		at := strings.Index(text[from:], "?=")
		if at < 0 {
			break
		}
		at += from
		after := text[at+2:]
		if kind == 'q' && len(after) >= 2 && hex(after[0]) >= 0 && hex(after[1]) >= 0 && strings.Contains(after[:min(len(after), 100)], "?=") {
			from = at + 2 // a question mark, and a byte that is encoded
			continue
		}
		return at
	}
	return openEnd(text)
}

// openEnd returns how long a word is that does not end.
func openEnd(text string) int {
	if blank := strings.IndexAny(text, " \t"); blank >= 0 {
		return blank
	}
	return len(text)
}
