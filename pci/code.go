package pci

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// A role is what a word says about digits near it that may be a verification code or a PIN.
type role uint8

const (
	stranger  role = iota // ends the search
	filler                // is, my, the
	noun                  // code, number: counts with a qualifier
	qualifier             // security: counts with a noun
	secret                // counts with a noun, for a PIN
	cvvWord
	pinWord
)

// roleOf returns what a word says, in whatever case.
func roleOf(word []byte) role {
	if ascii(word) {
		if !roleWords.has(word) {
			return stranger
		}
		return roleWords.plain(word)
	}
	var buf wordBuffer
	word = buf.lower(word)
	r, known := roleWords.of(word)
	if !known && !(word[0] < utf8.RuneSelf && word[len(word)-1] < utf8.RuneSelf) {
		return mixedRole(word)
	}
	return r
}

var roleWords = newVocabulary(map[role]string{
	cvvWord: `cvc cvc2 cvv cvv2 cvn cvn2 cvd cvd2 csc cid cav cav2 cvccode cvvcode securitycode prüfziffer
		prüfnummer kartenprüfnummer kartenprüfziffer sicherheitscode sicherheitsnummer cryptogramme
		beveiligingscode veiligheidscode verificatiecode prüfcode sikkerhedskode sikkerhetskode säkerhetskod
		turvakoodi`,
	pinWord: `pin pincode pins geheimzahl pinkode pinkod nip пин пинкод pin-code`,
	noun: `code codes number numbers no nr num value digits kod kód kode kodu código codigo codice numéro
		numero número nummer ziffer код номер 코드 코드는 코드가 번호 번호는 번호가`,
	qualifier: `security verification validation safety sécurité securite seguridad segurança seguranca sicurezza
		verificación verificação vérification verifica verificatie güvenlik bezpieczeństwa безопасности
		проверочный 보안 보안용`,
	secret: `secret secreto secreta segreto segreta confidentiel personal секретный`,
	filler: `identification is s was are it its the my a and on of for back card cards equals visuel here this
		that then with credit debit de da do du di del della la le el il ist lautet der die das meine mein
		est es é è mon ma mi meu mio karte carte tarjeta carta cartão van mijn jest to это карты me as in
		three four digit nbsp 는 은 이 가 제 내 카드 카드의 뒷면 뒷면의 숫자 숫자는 세자리 자리 입니다`,
})

// mixedRole is for scripts that write particles and words without a space: CVC번호는, 비밀번호는.
func mixedRole(word []byte) role {
	has := func(s string) bool { return bytes.Contains(word, []byte(s)) }
	switch {
	case slices.ContainsFunc(cvvParts, has):
		return cvvWord
	case slices.ContainsFunc(pinParts, has):
		return pinWord
	}
	return stranger
}

var (
	cvvParts = []string{"cvc", "cvv", "보안코드", "보안번호", "유효성코드", "검증번호", "セキュリティコード", "安全码", "安全碼"}
	pinParts = []string{"비밀번호", "비번", "핀번호", "핀코드", "핀넘버", "暗証番号", "密码", "密碼"}
)

// maxWords is how many words there may be between digits and the word for them.
const maxWords = 7

// minCode is how many digits a code has at least.
const minCode = 3

// code adds a finding if text[start:end], a group of n digits, stands beside a word for codes.
func (s *Scanner) code(text []byte, start, end, n int) {
	if n < minCode || n > 12 {
		return
	}
	kind := s.codeKind(text[max(0, start-codeReach):start], text[end:min(len(text), end+codeReach)], n)
	if kind == 0 || !s.config.Kinds.Has(kind) || !s.alone(text, start, end) {
		return
	}
	s.found = append(s.found, Finding{Kind: kind, Start: start, End: end, Likely: true})
}

// codeKind tells what n digits are by the words before and after them. Only when there is one it looks whether a mask is
// between.
func (s *Scanner) codeKind(before, after []byte, n int) Kind {
	if codeBefore(before).counts(n) {
		if kind := codeBefore(s.sinceMask(before)); kind.counts(n) {
			return kind
		}
	}
	if codeAfter(after, false).counts(n) {
		if kind := codeAfter(s.untilMask(after)); kind.counts(n) {
			return kind
		}
	}
	return 0
}

// counts reports whether a code of this kind may have n digits.
func (k Kind) counts(n int) bool { return k == CVV && n <= 4 || k == PIN && n >= 4 }

// alone reports whether text[start:end] is not a part of a decimal, date or time, which says nothing of
// a letter before it.
func (s *Scanner) alone(text []byte, start, end int) bool {
	if end+1 < len(text) && (text[end] == '.' || text[end] == ',' || text[end] == ':') && s.numeral(text[end+1:]) {
		return false
	}
	if maskTail(text[:start]) || gapAt(text, end).class == hidden {
		return false
	}
	if start > 1 && (text[start-1] == '.' || text[start-1] == ',') && s.numeralEnds(text[:start-1]) {
		return false
	}
	return end == len(text) || !letter(text[end]) || cardWordBegins(text[end:])
}

// numeral reports whether text begins with a digit, or with what a mask has in its place.
func (s *Scanner) numeral(text []byte) bool {
	label := s.config.Mask.Label
	return text[0] == '*' || glyphAt(text, 0).class == digit || label != "" && bytes.HasPrefix(text, []byte(label))
}

// numeralEnds is numeral for the end of text.
func (s *Scanner) numeralEnds(text []byte) bool {
	label, text := s.config.Mask.Label, seenBefore(text)
	for range maxPAN { // a label keeps the tags after it
		if len(text) == 0 || tagBefore(text) == 0 {
			break
		}
		text = text[:len(text)-1-tagBefore(text)]
	}
	return bytes.HasSuffix(text, []byte("*")) || digitEnds(text) || label != "" && bytes.HasSuffix(text, []byte(label))
}

// codeBefore reads the words before digits, backwards.
func codeBefore(text []byte) Kind {
	var seen roles
	for range maxWords {
		word := wordBefore(text)
		if len(word) == 0 {
			return 0
		}
		if kind, on := seen.add(word); !on {
			return kind
		}
		text = text[:len(text)-len(word)-glueBefore(text)]
	}
	return 0
}

// roles remembers what was said of digits so far.
type roles struct{ noun, qualifier, secret bool }

// add reads one more word. It returns the kind if that is settled, and whether to read on.
func (r *roles) add(word []byte) (Kind, bool) {
	switch roleOf(word) {
	case cvvWord:
		return CVV, false
	case pinWord:
		return PIN, false
	case noun:
		r.noun = true
	case qualifier:
		r.qualifier = true
	case secret:
		r.secret = true
	case filler:
	default:
		return 0, false
	}
	switch {
	case r.noun && r.qualifier:
		return CVV, false
	case r.noun && r.secret:
		return PIN, false
	}
	return 0, true
}

// codeNear reports whether a word for codes stands somewhere near text[start:end], whatever is between.
func codeNear(text []byte, start, end int) bool {
	before, after := text[max(0, start-codeAround):start], text[end:min(len(text), end+codeAround)]
	return hasCodeWord(before) || hasCodeWord(after) || codeBefore(before) != 0 || codeAfter(after, false) != 0
}

func hasCodeWord(text []byte) bool {
	var buf wordBuffer
	for word, rest := buf.next(text); len(word) > 0; word, rest = buf.next(rest) {
		if roleOf(word) > noun {
			return true
		}
	}
	return false
}

const (
	codeAround = 256  // bytes
	codeReach  = 1024 // bytes: how far words are read
)

// codeAfter reads the words after digits: 123 is my CVC. At the end of text may be a mask.
func codeAfter(text []byte, masked bool) Kind {
	var seen roles
	for range maxWords {
		n := glueAfter(text)
		word := wordAfter(text[n:])
		if len(word) == 0 {
			return 0
		}
		text = text[n+len(word):]
		if kind, on := seen.add(word); !on {
			if kind != 0 && digitsFollow(text, masked) {
				return 0 // the word belongs to those
			}
			return kind
		}
	}
	return 0
}
