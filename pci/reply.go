package pci

import "bytes"

// maxReply is the length in bytes of a text that may be nothing but the answer to a question.
const maxReply = 64

// reply returns the code that a short text is, if what was said before speaks of one: "Could you tell me the CVV,
// please?" and "it is 123". Within one text a word for codes has to stand closer.
func (s *Scanner) reply(before, text []byte) []Finding {
	kind := codeAsked(before)
	if kind == 0 || !s.config.Kinds.Has(kind) || len(text) > maxReply {
		return nil
	}
	start, end, n := onlyDigits(text)
	if n < minCode || n > 6 || !kind.counts(n) || !s.alone(text, start, end) {
		return nil
	}
	return []Finding{{Kind: kind, Start: start, End: end, Likely: true}}
}

// onlyDigits returns where the digits of a text are, and how many; none if they do not stand together.
func onlyDigits(text []byte) (start, end, n int) {
	for at := 0; at < len(text); {
		g := glyphAt(text, at)
		if g.class == digit {
			if n > 0 && at > end {
				return 0, 0, 0
			}
			if n == 0 {
				start = at
			}
			n++
			end = at + g.size
		}
		at += max(1, g.size)
	}
	return start, end, n
}

// codeAsked tells which code a text speaks of, wherever in it.
func codeAsked(text []byte) Kind {
	var seen roles
	var buf wordBuffer
	for word, rest := buf.next(text); len(word) > 0; word, rest = buf.next(rest) {
		switch r := roleOf(word); {
		case r == cvvWord:
			return CVV
		case r == pinWord:
			return PIN
		case r == noun, bytes.HasPrefix(word, []byte("코드")), bytes.HasPrefix(word, []byte("번호")):
			seen.noun = true
		case r == qualifier:
			seen.qualifier = true
		case r == secret:
			seen.secret = true
		}
	}
	switch {
	case seen.noun && seen.qualifier:
		return CVV
	case seen.noun && seen.secret:
		return PIN
	}
	return 0
}
