package pci

// Personal data that has digits: the kinds IBAN to Phone. What looks like nothing else counts anywhere; plain
// digits count beside a word for them.

// longestLead is how many bytes of a finding may come before its first digit, in an entity at most.
const longestLead = 16

// persons adds the findings that begin before to, and returns to, or where the next one ends if that is
// farther.
func (s *Scanner) persons(text []byte, p *pass, to int) int {
	if s.config.Kinds&(PersonalData&^(1<<Email)) == 0 {
		p.persons = max(p.persons, to)
		return to
	}
	s.view.label = s.config.Mask.Label
	end := min(len(text), to+longestLead)
	for at := p.persons; ; {
		d := nextDigits(text, at, end)
		if d >= end {
			break
		}
		lead, start := leads(text, d)
		if lead >= to {
			break
		}
		f := s.person(text, p, lead, start, to)
		switch {
		case f.Kind == 0:
			at = afterGlyphs(text, start, d)
		case !p.settled(f.End, to):
			return f.End
		default:
			s.accept(p, f)
			p.persons, at = f.End, f.End
		}
	}
	p.persons = max(p.persons, to)
	return to
}

// nextDigits returns where the next group of digits begins, or end.
func nextDigits(text []byte, from, end int) int {
	if from > 0 && from < end {
		if b := beginning(text, from, 0); b < from {
			from = b + glyphAt(text, b).size
		} else if text[from]-'0' < 10 && text[from-1]-'0' < 10 && !escapeEnds(text[:from]) {
			from = afterDigits(text, from)
		}
	}
	if from >= end {
		return end
	}
	return digitIn(text, from, end)
}

// afterGlyphs returns where to go on after the digits at text[d], whose glyph begins at start.
func afterGlyphs(text []byte, start, d int) int {
	if g := glyphAt(text, start); g.class != digit || start < d {
		return max(d+1, start+g.size)
	}
	return max(d+1, afterDigits(text, d))
}

func afterDigits(text []byte, at int) int { return at + digitCount(text[at:]) }

// leads returns where the number may begin whose first digits are at text[d]: with the letters or the plus
// sign before them, or with the digits. Both are the same if there is nothing before.
func leads(text []byte, d int) (lead, start int) {
	start = beginning(text, d, 0)
	lead = start
	for lead > 0 && start-lead <= maxLetters && letter(text[lead-1]) {
		lead--
	}
	if start-lead > maxLetters || lead > 0 && text[lead-1]-'0' < 10 {
		return start, start
	}
	if lead < start {
		return lead, start
	}
	return plusBefore(text, start), start
}

// maxLetters is how many letters there are at most before the first digit: of a British driving licence.
const maxLetters = 5

// plusBefore returns where the plus sign stands before text[at], or a single letter with a space or hyphen, or at.
func plusBefore(text []byte, at int) int {
	before := text[:at]
	if n := len(before); n > 0 && before[n-1] == '(' {
		before = before[:n-1]
	}
	n := len(before)
	switch {
	case n > 0 && before[n-1] == '+':
		return n - 1
	case n >= len("＋") && string(before[n-len("＋"):]) == "＋":
		return n - len("＋")
	case n > 1 && n == at && (before[n-1] == ' ' || before[n-1] == '-') && letter(before[n-2]) && (n == 2 || !alphanumeric(before[n-3])):
		return n - 2
	}
	return at
}

// person returns the finding that begins at lead or else at start, before to, or none.
func (s *Scanner) person(text []byte, p *pass, lead, start, to int) Finding {
	if lead < start && lead >= p.persons && lead < to && s.opened(text, lead) {
		if s.look(text, p, lead) {
			if f := s.lettered(text); f.Kind != 0 && s.labelIndex(text[f.Start:f.End]) == f.End-f.Start {
				return f
			}
		}
	}
	if start < p.persons || start >= to || !s.opened(text, start) {
		return Finding{}
	}
	if s.look(text, p, start) {
		return s.numbered(text)
	}
	return Finding{}
}

// look fills the view with what begins at text[at], and reports whether there is something that belongs to no card.
func (s *Scanner) look(text []byte, p *pass, at int) bool {
	v := &s.view
	v.read(text, at)
	for _, f := range s.known(p) {
		if f.Kind.strong() && f.Start < v.stop && f.End > at {
			v.stopAt(f.Start, f.End)
		}
	}
	return v.n > 0 && v.stop > at
}

// lettered returns the finding that the view begins with, which begins with letters or a plus sign.
func (s *Scanner) lettered(text []byte) Finding {
	v := &s.view
	if v.char[0] == '+' {
		return s.strict(text, Phone, e164(text, v, &s.groups))
	}
	if n := ibanAt(v.char[:ibanSpan(v)], 0); n > 0 && v.closed(text, n) {
		return s.strict(text, IBAN, n)
	}
	var m matches
	m.size[Passport], m.size[License] = passport(text, v), license(text, v)
	return s.worded(text, &m)
}

// numbered returns the finding that the view begins with, which begins with digits.
func (s *Scanner) numbered(text []byte) Finding {
	v, g := &s.view, &s.groups
	if g.read(v, 0); g.n == 0 {
		return Finding{}
	}
	var m matches
	for _, k := range []Kind{RRN, SSN} {
		n, sure := registration(text, v, g, k)
		if sure {
			if f := s.strict(text, k, n); f.Kind != 0 {
				return f
			}
		}
		m.size[k] = n
	}
	m.size[Passport] = passport(text, v)
	m.size[License], m.korean = max(license(text, v), licenseDigits(text, v, g)), koreanLicense(g)
	m.size[Account], m.aba = account(text, v, g), aba(g)
	m.size[Phone] = anyPhone(text, v, g)
	if f := s.worded(text, &m); f.Kind != 0 {
		return f
	}
	return s.strict(text, Phone, phone(text, v, g))
}

// strict returns a finding of the first n characters of the view, which need no word beside them.
func (s *Scanner) strict(text []byte, k Kind, n int) Finding {
	if n == 0 || !s.config.Kinds.Has(k) {
		return Finding{}
	}
	f := Finding{Kind: k, Start: s.view.start[0], End: s.view.byteEnd(n)}
	var m matches
	m.size[k] = n
	f.Likely = s.worded(text, &m).Kind == k
	return f
}

// matches tells for each kind how many characters of the view look like it.
type matches struct {
	size   [kindEnd]int
	korean bool // as on driving licences of Korea
	aba    bool // as routing numbers of American banks
}

// worded returns a finding of the kind whose word stands nearest, if the view looks like it.
func (s *Scanner) worded(text []byte, m *matches) Finding {
	if m.size == [kindEnd]int{} {
		return Finding{}
	}
	start := s.view.start[0]
	k := s.topicBefore(text[max(0, start-maxViewSpan):start], m)
	for after := IBAN; k == 0 && after < kindEnd; after++ {
		if m.size[after] > 0 && s.topicAfter(text[s.view.byteEnd(m.size[after]):], after) {
			k = after
		}
	}
	if k == 0 || !s.config.Kinds.Has(k) {
		return Finding{}
	}
	end := s.view.byteEnd(m.size[k])
	if s.labelIndex(text[start:end]) < end-start {
		return Finding{}
	}
	return Finding{Kind: k, Start: start, End: end, Likely: true}
}

// accept adds a finding. Nothing is kept of one that has a verification code or a PIN in it.
func (s *Scanner) accept(p *pass, f Finding) {
	for _, g := range s.known(p) {
		if (g.Kind == CVV || g.Kind == PIN) && g.Start < f.End && f.Start < g.End {
			f.whole = true
		}
	}
	s.found = append(s.found, f)
}
