package pci

import (
	"bytes"
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
)

// cardWord reports whether word, in lower case, says that a card number stands near, or touches it.
func cardWord(word []byte) bool {
	if len(word) == 0 {
		return false
	}
	yes, _ := cardWords.of(word)
	return yes || !ascii(word) && eastAsianCardWord(word)
}

var cardWords = newVocabulary(map[bool]string{true: `card cards cardno cardnum cardnumber cardnr cc ccn ccno ccnr ccnum
	ccnumber credit creditcard debit debitcard pan visa mastercard mc amex discover diners jcb unionpay maestro rupay mir elo
	hipercard verve troy karte kartennummer kreditkarte kreditkartennummer kartennr carte tarjeta carta cartao cartão kaart
	kort kortnummer karta kart kártya карта карты карте`})

// eastAsianCardWord is for scripts that write particles and words without a space: 카드번호는.
func eastAsianCardWord(word []byte) bool {
	return bytes.Contains(word, []byte("카드")) || bytes.Contains(word, []byte("カード")) ||
		bytes.Contains(word, []byte("卡"))
}

// cardWordEnds reports whether text ends with a word that may touch a card number: cc4539...
func cardWordEnds(text []byte) bool {
	var buf wordBuffer
	word := buf.lower(lettersBefore(text))
	if cardWord(word) || digitWord(word) {
		return true
	}
	switch string(word) {
	case "no", "nr", "num", "number", "numero", "nummer", "acct", "account", "is":
		return true
	}
	return hasSuffix(word, "card", "cardno", "cardnumber", "cardnum", "visa", "karte", "tarjeta", "kartennummer")
}

// cardWordBegins reports whether text begins with a word that may follow a card number: ...exp1227
func cardWordBegins(text []byte) bool {
	var buf wordBuffer
	word := buf.lower(lettersAfter(text))
	for _, begin := range []string{"exp", "cvv", "cvc", "cvn", "cid", "csc", "pin", "valid", "good", "thru", "until", "till", "and", "visa"} {
		if bytes.HasPrefix(word, []byte(begin)) {
			return true
		}
	}
	return cardWord(word) || digitWord(word)
}

func hasSuffix(word []byte, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return bytes.HasSuffix(word, []byte(end)) })
}

// How far from a number a word may be to count, in bytes.
const (
	nearBefore = 48
	nearAfter  = 32
)

// hasCardWord reports whether there is a word for cards in text, which has at most 64 bytes.
func hasCardWord(text []byte) bool {
	letters, foreign := letterBits(text)
	if foreign == 0 {
		return hasPlainCardWord(text, letters)
	}
	all := letters | foreign
	starts, ends := all&^(all<<1), all<<1&^all
	for ; starts != 0; starts, ends = starts&(starts-1), ends&(ends-1) {
		i, j := bits.TrailingZeros64(starts), bits.TrailingZeros64(ends)
		word := text[i:j]
		if !ascii(word) {
			if bytes.Contains(word[:min(len(word), 30)], []byte("카드")) { // 30 bytes fit into a wordBuffer
				return true
			}
			if (letters>>i<<(64-len(word)) != 0 || mayBeCardWord(word)) && hasForeignCardWord(word) {
				return true
			}
		} else if cardWords.has(word) && cardWords.plain(word) {
			return true
		}
	}
	return false
}

// hasPlainCardWord is for text of ASCII, whose letters are known. Which words may be one is collected without a branch.
func hasPlainCardWord(text []byte, letters uint64) bool {
	var may uint64
	ends := letters << 1 &^ letters
	for starts := letters &^ (letters << 1); starts != 0; starts, ends = starts&(starts-1), ends&(ends-1) {
		i, j := bits.TrailingZeros64(starts), bits.TrailingZeros64(ends)
		may |= uint64(cardWords.sizes[beginningBits(text[i], text[min(i+1, len(text)-1)])]>>(j-i)&1) << i
	}
	for ; may != 0; may &= may - 1 {
		i := bits.TrailingZeros64(may)
		if word := text[i : i+bits.TrailingZeros64(^(letters>>i))]; cardWords.plain(word) {
			return true
		}
	}
	return false
}

// mayBeCardWord reports whether there is a character in word, which has none of ASCII, without which it is no word for cards.
// A few have a letter of ASCII as their lower case.
func mayBeCardWord(word []byte) bool {
	for i, c := range word {
		switch c {
		case 0xC3, 0xC4, 0xD0, 0xE2, 0xE3, 0xE5: // ã, á, İ; К; K; カ; 卡
			return true
		case 0xEC: // 카
			if i+1 < len(word) && word[i+1] == 0xB9 {
				return true
			}
		}
	}
	return false
}

// hasForeignCardWord is for text with letters beyond ASCII.
func hasForeignCardWord(text []byte) bool {
	var buf wordBuffer
	for word, rest := buf.next(text); len(word) > 0; word, rest = buf.next(rest) {
		if cardWord(word) {
			return true
		}
	}
	return false
}

// likely reports whether a word for cards stands near text[start:end] that is not in a mask or beyond one.
func (s *Scanner) likely(text []byte, start, end int) bool {
	before := s.sinceMask(text[max(0, start-nearBefore-maxLabel):start])
	if hasCardWord(before[max(0, len(before)-nearBefore):]) {
		return true
	}
	after, _ := s.untilMask(text[end:min(len(text), end+nearAfter+maxLabel)])
	return hasCardWord(after[:min(len(after), nearAfter)])
}

// sinceMask returns what stands in text after the last mask: what was masked, and the words of a label, say nothing of
// what comes after.
func (s *Scanner) sinceMask(text []byte) []byte {
	stars, after := 0, 0
	last := len(text) - 1
	if bytes.IndexByte(text, '*') < 0 {
		last = -1 // the usual case
	}
	for i := last; i >= 0 && stars < len(gone); i-- {
		switch c := text[i]; {
		case alphanumeric(c):
			stars = 0
		case c == '*':
			if stars++; stars == 1 {
				after = i + 1
			}
		}
	}
	if stars == len(gone) {
		text = text[after:]
	}
	if label := s.config.Mask.Label; label != "" {
		if i := bytes.LastIndex(text, []byte(label)); i >= 0 {
			text = text[i+len(label):]
		}
	}
	return text
}

// untilMask returns what stands in text before the first mask, and whether there is one.
func (s *Scanner) untilMask(text []byte) (before []byte, masked bool) {
	stars, to := 0, 0
	first := bytes.IndexByte(text, '*')
	if first < 0 {
		first = len(text) // the usual case
	}
	for i := first; i < len(text) && stars < len(gone); i++ {
		switch c := text[i]; {
		case alphanumeric(c):
			stars = 0
		case c == '*':
			if stars++; stars == 1 {
				to = i
			}
		}
	}
	if masked = stars == len(gone); masked {
		text = text[:to]
	}
	if label := s.config.Mask.Label; label != "" {
		if before0, _, ok := bytes.Cut(text, []byte(label)); ok {
			return before0, true
		}
	}
	return text, masked
}

// next returns the first word in text, in lower case, and what comes after it. It is empty if there is none.
func (b *wordBuffer) next(text []byte) (word, rest []byte) {
	i := 0
	for i < len(text) {
		r, n := firstRune(text[i:])
		if wordRune(r) {
			break
		}
		i += n
	}
	word = b[:0]
	for i < len(text) {
		r, n := firstRune(text[i:])
		if !wordRune(r) {
			break
		}
		i += n
		switch {
		case len(word) >= maxWord:
		case r < utf8.RuneSelf:
			word = append(word, byte(r)|0x20)
		case syllable(r):
			word = append(word, text[i-n:i]...)
		default:
			word = utf8.AppendRune(word, unicode.ToLower(r))
		}
	}
	return word, text[i:]
}

// firstRune is utf8.DecodeRune, faster for ASCII.
func firstRune(text []byte) (r rune, size int) {
	if c := text[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRune(text)
}

// wordRune reports whether r is a letter, or what belongs to one.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return letter(byte(r))
	}
	return syllable(r) || spoken(r) && !unicode.IsNumber(r)
}

// ascii reports whether there is nothing beyond ASCII in word.
func ascii(word []byte) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wordByte reports whether c may be in a word: letters of ASCII, and all beyond it.
func wordByte(c byte) bool { return letter(c) || c >= utf8.RuneSelf }

func lettersBefore(text []byte) []byte {
	i := len(text)
	for i > 0 && len(text)-i < maxWord && letter(text[i-1]) {
		i--
	}
	return text[i:]
}

func lettersAfter(text []byte) []byte {
	i := 0
	for i < len(text) && i < maxWord && letter(text[i]) {
		i++
	}
	return text[:i]
}

// maxWord is how many bytes of a word are looked at.
const maxWord = 48

// A wordBuffer keeps a word in lower case without an allocation.
type wordBuffer [maxWord + utf8.UTFMax]byte

func (b *wordBuffer) lower(word []byte) []byte {
	out := b[:0]
	for len(word) > 0 && len(out) < maxWord {
		if c := word[0]; c < utf8.RuneSelf {
			if c-'A' < 26 {
				c |= 0x20
			}
			out = append(out, c)
			word = word[1:]
			continue
		}
		r, n := utf8.DecodeRune(word)
		out = utf8.AppendRune(out, unicode.ToLower(r))
		word = word[n:]
	}
	return out
}
