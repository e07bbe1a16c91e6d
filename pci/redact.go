package pci

// AppendRedacted appends text to dst with what is found in it hidden, and returns that and the findings,
// which are valid until the next call. HTML keeps its structure: tags and entities between digits stay. What it
// appends is clean, so that redacting twice changes nothing.
func (s *Scanner) AppendRedacted(dst, text []byte) ([]byte, []Finding) {
	found := s.Find(text)
	at := 0
	for _, f := range found {
		dst = append(dst, text[at:f.Start]...)
		dst = s.mask(dst, text, f)
		at = f.End
	}
	return append(dst, text[at:]...), found
}

// Redact returns text with what is found in it hidden. Clean text is returned as it is.
func (s *Scanner) Redact(text string) string {
	found := s.FindString(text)
	if len(found) == 0 {
		return text
	}
	source := []byte(text)
	defer clear(source)
	out, _ := s.AppendRedacted(make([]byte, 0, len(text)), source)
	return string(out)
}

// AppendMasked appends to dst what AppendRedacted leaves of a finding that Find has returned for text.
func (s *Scanner) AppendMasked(dst, text []byte, f Finding) []byte { return s.mask(dst, text, f) }
