package pci

// Card numbers that are written as words, or partly so.

const maxSpelled = 4096 // bytes of one number

// A spelling is what is written from some place on, as digits.
type spelling struct {
	n     int // digits
	digit [maxPAN]uint8
	end   [maxPAN]int  // in the text, of the token that ends with the digit; 0 within a token
	words [maxPAN]bool // whether there is a word among the tokens so far
}

// read reads tokens from text[at] on, up to maxPAN digits.
func (w *spelling) read(text []byte, at int) {
	w.n = 0
	worded := false
	for begin := at; at < len(text) && at-begin < maxSpelled; {
		t := tokenAt(text, at)
		if t.repeat > 0 {
			next := at + t.size + pauseAt(text, at+t.size)
			if next == len(text) {
				return
			}
			once := tokenAt(text, next)
			if once.n != 1 {
				return
			}
			once.size += next - at
			clear(once.end[:])
			for ; t.repeat > 1; t.repeat-- {
				once.add(once.digit[0])
			}
			t, worded = once, true
		}
		if t.size == 0 || t.figure && w.n+t.n > maxPAN {
			return
		}
		worded = worded || !t.figure
		for i, d := range t.digit[:t.n] {
			if w.n == maxPAN {
				return
			}
			w.digit[w.n], w.end[w.n], w.words[w.n] = d, 0, worded
			if t.end[i] > 0 {
				w.end[w.n] = at + int(t.end[i])
			}
			w.n++
		}
		at += t.size
		w.end[w.n-1] = at
		at += pauseAt(text, at)
	}
}

// spelledNumber returns where the longest card number ends that text[at:] begins with, some digits of it as words, or 0.
func (s *Scanner) spelledNumber(text []byte, at int) (end int, brand Brand) {
	w := &s.spelling
	w.read(text, at)
	for n := w.n; n >= minPAN; n-- {
		if w.end[n-1] == 0 || !w.words[n-1] {
			continue
		}
		var prefix uint32
		for _, d := range w.digit[:6] {
			prefix = prefix*10 + uint32(d)
		}
		brand, noLuhn := brandOf(prefix, n)
		if brand != 0 && (luhn(w.digit[:n]) || noLuhn && s.likely(text, at, w.end[n-1])) {
			return w.end[n-1], brand
		}
	}
	return 0, 0
}

// words adds the numbers that begin before to, and returns to, or where the next one ends if that is farther.
func (s *Scanner) words(text []byte, p *pass, to int) int {
	if !s.config.SpelledOut || !s.config.Kinds.Has(PAN) {
		p.words = max(p.words, to)
		return to
	}
	for {
		at := tokenStart(text, p.words, to)
		if at >= to {
			p.words = max(p.words, to)
			return to
		}
		end, brand := s.spelled(text, p, at)
		if end == 0 {
			p.words = at + 1
			continue
		}
		if !p.settled(end, to) {
			p.words = at
			return end
		}
		s.found = append(s.found, Finding{Kind: PAN, Brand: brand, Start: at, End: end,
			Likely: s.likely(text, at, end), whole: true, spelled: true})
		p.words = end
	}
}

// spelled returns the end of the number at text[at], and of others that begin in it and reach beyond.
func (s *Scanner) spelled(text []byte, p *pass, at int) (end int, brand Brand) {
	if maskTail(text[:at]) {
		return 0, 0
	}
	stop := s.free(p, at, len(text))
	if end, brand = s.spelledNumber(text[:stop], at); end == 0 {
		return 0, 0
	}
	for i := at + 1; i-at < maxSpelled; i++ {
		if i = tokenStart(text, i, end); i >= end {
			break
		}
		if further, _ := s.spelledNumber(text[:stop], i); further > end {
			end = further
		}
	}
	return end, brand
}

// tokenStart returns where the first token begins in text[from:to], or to.
func tokenStart(text []byte, from, to int) int {
	for i := from; i < to; i++ {
		switch c := text[i]; {
		case c < '0' && c != '&':
			continue
		case letter(c):
			if i > 0 && letter(text[i-1]) && !digitWord(lettersBefore(text[:i])) || englishDigits[c&0x1f] == nil && c|0x20 != 'd' {
				continue
			}
		case c-'0' < 10:
			if i > 0 && text[i-1]-'0' < 10 && !escapeEnds(text[:i]) {
				continue
			}
			if beginning(text, i, 0) < i { // within an entity or escape
				continue
			}
		case c < 0xD9 && c != '&' && c != '\\':
			continue
		}
		if t := tokenAt(text, i); t.size > 0 && !(t.figure && digitEnds(seenBefore(text[:i]))) {
			return i
		}
	}
	return to
}

// appendWords appends source with a * for each word that is a digit, and for each figure; or, if there is a label, that
// in place of them all, with the tags that stand between kept.
func (s *Scanner) appendWords(dst, source []byte, label string) []byte {
	dst = append(dst, label...)
	for i := 0; i < len(source); {
		if t := tokenAt(source, i); t.size > 0 {
			for range max(t.n, 1) {
				if label == "" {
					dst = append(dst, '*')
				}
			}
			i += t.size
			continue
		}
		size := max(fillerAt(source, i), glyphAt(source, i).size)
		if plain := source[i : i+size]; plain[0] == '<' {
			dst = s.appendTag(dst, plain)
		} else if label == "" {
			dst = append(dst, plain...)
		}
		i += size
	}
	return dst
}
