package pci

import (
	"bytes"
	"unicode/utf8"
)

// Mail addresses (RFC 5321, 4.1.2), also internationalised (RFC 6531), but without what nobody writes: comments, and
// signs in the local part that mean something in URLs.

const (
	maxLocal  = 64 // bytes (RFC 5321, 4.5.3.1.1)
	maxDomain = 255
	maxPart   = 63 // bytes of a part of a domain (RFC 1035, 2.3.4)
)

// mails adds the addresses that begin before to, and returns to, or where the next one ends if that is farther.
func (s *Scanner) mails(text []byte, p *pass, to int) int {
	if !s.config.Kinds.Has(Email) {
		p.mails = max(p.mails, to)
		return to
	}
	for at, last := p.mails, min(len(text), to+maxViewSpan); at < last; at++ {
		i := bytes.IndexByte(text[at:last], '@')
		if i < 0 {
			break
		}
		at += i
		start, end := mail(text, at, len(text))
		if end == 0 || start >= to {
			continue
		}
		if !p.settled(end, to) {
			return end
		}
		if start, end = s.besideCards(text, p, start, at, end); end == 0 || start < p.mails || s.residue(text, start, end) {
			continue
		}
		s.found = append(s.found, Finding{Kind: Email, Start: start, End: end, Likely: true})
		p.mails, at = end, end-1
	}
	p.mails = max(p.mails, to)
	return to
}

// mail returns where the address is in text[:stop] whose sign is text[at], or zeros.
func mail(text []byte, at, stop int) (start, end int) {
	if start = localStart(text, at); start == at {
		return 0, 0
	}
	if end = domainEnd(text, at+1, stop); end == 0 {
		return 0, 0
	}
	return start, end
}

// besideCards returns what is left of the address text[start:end] with no card number in it.
func (s *Scanner) besideCards(text []byte, p *pass, start, at, end int) (int, int) {
	for _, f := range s.known(p) {
		if f.Kind.strong() && f.Start < at && f.End > start {
			start = f.End
		}
	}
	if start = localTrimmed(text, start, at); start >= at {
		return 0, 0
	}
	if stop := s.free(p, at, len(text)); stop < end {
		_, end = mail(text, at, stop)
	}
	return start, end
}

// localStart returns where the local part begins that ends at text[at], or at.
func localStart(text []byte, at int) int {
	if at > 0 && text[at-1] == '"' {
		return quotedStart(text, at)
	}
	i, asian, known, hidden := at, false, false, 0
	for i > 0 {
		r, n := utf8.DecodeLastRune(text[:i])
		if r == ';' && digitEnds(text[:i]) {
			r, n = '0', entityBefore(text[:i])
			hidden += n - 1
		}
		if !localRune(r) {
			if seen := seenBefore(text[:i]); len(seen) < i && i < at && digitEnds(seen) && glyphAt(text, i).class == digit { // digits go on across tags
				hidden += i - len(seen)
				i = len(seen)
				continue
			}
			break
		}
		if r >= utf8.RuneSelf || alphanumeric(byte(r)) {
			if is := eastAsian(r); known && is != asian {
				break
			} else {
				asian, known = is, true
			}
		}
		if i -= n; at-i-hidden > maxLocal || at-i > maxViewSpan {
			return at
		}
	}
	if at > 0 && text[at-1] == '.' {
		return at
	}
	return localTrimmed(text, i, at)
}

// localTrimmed returns where the first character at or after from is that a local part may begin with, at most at.
func localTrimmed(text []byte, from, at int) int {
	for from < at && text[from] < utf8.RuneSelf && text[from] != '_' && text[from] != '"' && !alphanumeric(text[from]) && glyphAt(text, from).class != digit {
		from++
	}
	return from
}

func localRune(r rune) bool {
	switch r {
	case '.', '_', '+', '-', '\'', '&', '!', '#', '$', '%', '~', '^':
		return true
	}
	return domainRune(r)
}

// quotedStart is localStart for "john doe"@example.com.
func quotedStart(text []byte, at int) int {
	from := max(0, at-maxLocal)
	open := bytes.LastIndexByte(text[from:at-1], '"')
	if open < 0 || from+open == at-2 || bytes.ContainsAny(text[from+open:at-1], "\r\n<>*") {
		return at
	}
	return from + open
}

// residue reports whether text[start:end] is what is left of something else after it was masked.
func (s *Scanner) residue(text []byte, start, end int) bool {
	label, before := s.config.Mask.Label, start
	for before > 0 && text[before-1] < utf8.RuneSelf && localRune(rune(text[before-1])) {
		before--
	}
	if before > 0 && (text[before-1] == '*' || text[start]-'0' < 10) && maskTail(text[:before]) {
		return true
	}
	if masked(text, end, label) || s.labelEnds(text[start:end]) || s.labelEnds(text[:before]) {
		return true
	}
	return s.labelled(text, start, end)
}

// labelled reports whether the label of the mask is a word in text[start:end].
func (s *Scanner) labelled(text []byte, start, end int) bool {
	label := s.config.Mask.Label
	for i := start; label != "" && i+len(label) <= end; i++ {
		after := i + len(label)
		if s.labelBegins(text[i:]) && (i == start || !wordByte(text[i-1])) && (after == end || !wordByte(text[after]) || s.labelBegins(text[after:])) {
			return true
		}
	}
	return false
}
