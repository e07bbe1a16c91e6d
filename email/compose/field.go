package compose

import "strings"

// width is how many characters lines have. RFC 5322 2.1.1 would have 78, RFC 2047 2 wants this where encoded words are.
const width = 76

// A field is one of the header, being folded.
type field struct {
	b      []byte
	start  int // where the value begins
	column int
}

func newField(name string) *field {
	b := append([]byte(name), ':')
	return &field{b: b, start: len(b), column: len(b)}
}

// put adds a token, which cannot be parted, with the blanks before it. It begins a line if it does not fit on this
// one, but for the first, since some readers take a first line without a value for an empty field.
func (f *field) put(blanks, token string) {
	if f.column+len(blanks)+len(token) > width && len(f.b) > f.start {
		f.fold()
	}
	f.b = append(append(f.b, blanks...), token...)
	f.column += len(blanks) + len(token)
}

func (f *field) fold() {
	f.b = append(f.b, "\r\n"...)
	f.column = 0
}

// line returns the field.
func (f *field) line() []byte { return append(f.b, "\r\n"...) }

// text adds text that programs do not look into (unstructured of RFC 5322 3.2.5).
func (f *field) text(text string) {
	if !literal(text, width-f.column) {
		f.words(text, textChars)
		return
	}
	for text != "" {
		word := strings.TrimLeft(text, " ")
		blanks := text[:len(text)-len(word)]
		word, text = cutBefore(word, " ")
		if blanks == "" {
			blanks = " " // behind the colon
		}
		f.put(blanks, word)
	}
}

// literal reports whether text can stand as it is, and folds at its blanks into lines that are not too long, the
// first of which has room for so many characters.
func literal(text string, room int) bool {
	if strings.Contains(text, "=?") || !printable(text) {
		return false
	}
	for rest := text; rest != ""; room = width {
		_, after := cutBefore(strings.TrimLeft(rest, " "), " ")
		if len(rest)-len(after) >= room {
			return false
		}
		rest = after
	}
	return true
}

// tokens adds what programs read, which folds at single blanks only.
func (f *field) tokens(tokens []string) {
	for _, t := range tokens {
		f.put(" ", t)
	}
}

// cutBefore is strings.Cut, but the separator stays with what is behind.
func cutBefore(s, sep string) (before, after string) {
	before, _, _ = strings.Cut(s, sep)
	return before, s[len(before):]
}

// printable reports whether s is ASCII without control characters.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// only reports whether s has nothing but these characters, and some.
func only(s, chars string) bool { return s != "" && strings.Trim(s, chars) == "" }
