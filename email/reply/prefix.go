package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// prefixKind is what a subject's prefix says of the mail.
type prefixKind uint8

const (
	replied prefixKind = iota + 1
	forwarded
)

// prefixes are the words that mail programs put before a subject, in lower case. "VS" is an answer in Finnish and a
// forward in Danish and Norwegian; it counts as an answer. Words that are more often part of a subject are
// missing: "Ref", "FS" (Icelandic), "TL" (Vietnamese).
var prefixes = map[string]prefixKind{
	"re": replied, "reply": replied, // English, and RFC 5322 3.6.5
	"회신": replied, "답장": replied, "답변": replied, "답신": replied, "재회신": replied, // Korean
	"答复": replied, "回复": replied, "答覆": replied, "回覆": replied, "回復": replied, // Chinese
	"返信": replied,                                      // Japanese
	"aw": replied, "antw": replied, "antwort": replied, // German, Dutch
	"sv": replied, "svar": replied, "vs": replied, "vastaus": replied, // Swedish, Danish, Norwegian, Finnish
	"ré": replied, "rép": replied, "réponse": replied, // French
	"r": replied, "rif": replied, "risposta": replied, // Italian
	"res": replied, "resp": replied, "resposta": replied, "respuesta": replied, // Portuguese, Spanish
	"odp": replied, "odpowiedź": replied, "vá": replied, // Polish, Hungarian
	"ynt": replied, "bls": replied, "atb": replied, // Turkish, Indonesian, Welsh
	"απ": replied, "απάντηση": replied, "σχετ": replied, // Greek
	"отв": replied, "ответ": replied, // Russian
	"השב": replied, "תגובה": replied, "رد": replied, // Hebrew, Arabic

	"fw": forwarded, "fwd": forwarded, "forward": forwarded, "forwarded": forwarded, // English
	"전달": forwarded, "재전송": forwarded, // Korean
	"转发": forwarded, "轉寄": forwarded, "轉發": forwarded, "转寄": forwarded, // Chinese
	"転送": forwarded,                      // Japanese
	"wg": forwarded, "doorst": forwarded, // German, Dutch
	"vb": forwarded, "vl": forwarded, // Swedish, Finnish
	"tr": forwarded,                    // French
	"i":  forwarded, "inol": forwarded, // Italian
	"enc": forwarded, "rv": forwarded, // Portuguese, Spanish
	"pd": forwarded, "továbbítás": forwarded, // Polish, Hungarian
	"ilt": forwarded, "trs": forwarded, "yml": forwarded, // Turkish, Indonesian, Welsh
	"πρθ": forwarded, "προώθ": forwarded, // Greek
	"пересл": forwarded, "пер": forwarded, // Russian
	"הועבר": forwarded, "إعادة توجيه": forwarded, // Hebrew, Arabic
}

// bracketed are the words that also stand in brackets without a colon.
var bracketed = map[string]bool{
	"re": true, "fwd": true, "회신": true, "답장": true, "답변": true, "답신": true, "재회신": true, "전달": true, "재전송": true,
	"答复": true, "回复": true, "答覆": true, "回覆": true, "返信": true, "转发": true, "轉寄": true, "轉發": true, "転送": true,
}

const (
	maxWord    = 64 // bytes of a prefix's word, in whichever normal form
	maxCounter = 4  // digits
)

// cutPrefix cuts a prefix such as "Re:", "RE [2] :", "회신：" or "[전달]" off a subject. Size is 0 if there is none.
func cutPrefix(s string) (kind prefixKind, size int) {
	if kind, size = cutBracketed(s); size > 0 {
		return kind, size
	}
	word := s[:wordEnd(s)]
	kind = prefixes[fold(word)]
	if kind == 0 {
		return 0, 0
	}
	size = len(word) + blanks(s[len(word):])
	size += counter(s[size:])
	size += blanks(s[size:])
	colon := colonSize(s[size:])
	if colon == 0 {
		return 0, 0
	}
	size += colon
	if len(word) == 1 && (word[0] >= 'a' || blanks(s[size:]) == 0) {
		return 0, 0 // a lone letter that may well be the subject's own
	}
	return kind, size
}

// cutBracketed cuts "[회신]" or "【转发】", with or without a colon.
func cutBracketed(s string) (kind prefixKind, size int) {
	for _, pair := range [][2]string{{"[", "]"}, {"【", "】"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		end := wordEnd(inner)
		word := fold(inner[:end])
		if !bracketed[word] || !strings.HasPrefix(inner[end:], pair[1]) {
			return 0, 0
		}
		size = len(pair[0]) + end + len(pair[1])
		return prefixes[word], size + colonSize(s[size:])
	}
	return 0, 0
}

// fold is a word as the tables have it.
func fold(word string) string { return strings.ToLower(norm.NFC.String(word)) }

// wordEnd is the length of the word that s begins with, 0 if there is none or it is too long. Arabic writes a
// prefix of two.
func wordEnd(s string) int {
	const two = "إعادة توجيه"
	if strings.HasPrefix(s, two) {
		return len(two)
	}
	end := strings.IndexFunc(s[:min(len(s), maxWord+utf8.UTFMax)], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if end < 0 {
		end = len(s)
	}
	if end > maxWord {
		return 0
	}
	return end
}

// counter is the length of "[2]", "(2)" or "^2" at the beginning of s, 0 if there is none.
func counter(s string) int {
	if s == "" {
		return 0
	}
	closing := ""
	switch s[0] {
	case '[':
		closing = "]"
	case '(':
		closing = ")"
	case '^':
	default:
		return 0
	}
	digits := len(s[1:]) - len(strings.TrimLeft(s[1:], "0123456789"))
	if digits == 0 || digits > maxCounter || !strings.HasPrefix(s[1+digits:], closing) {
		return 0
	}
	return 1 + digits + len(closing)
}

// colonSize is the length of the colon that s begins with, which may be a wide or a small one.
func colonSize(s string) int {
	for _, colon := range []string{":", "：", "﹕"} {
		if strings.HasPrefix(s, colon) {
			return len(colon)
		}
	}
	return 0
}

// blanks is the length of what s begins with that nobody sees.
func blanks(s string) int { return len(s) - len(strings.TrimLeftFunc(s, blank)) }

// blank reports white space and what is not shown, such as a mark of direction.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }
