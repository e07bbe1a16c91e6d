package pdf

import "bytes"

// image passes over an inline image (8.9.7): its bytes may look like anything.
func (r *reader) image() {
	for {
		v, ok := r.lexer.value(0)
		if !ok || v == op("ID") {
			break
		}
	}
	r.lexer.pos = imageEnd(r.lexer.data, min(r.lexer.pos+1, len(r.lexer.data)))
	r.file.picture("inline image")
}

// maxEnds bounds how many ends of an image are tried; it takes 100 MB of noise to find one by chance.
const maxEnds = 16

// imageEnd returns where an image that begins at pos ends: behind an EI that stands by itself and that
// text follows. If there is none, the first EI will do.
func imageEnd(data []byte, pos int) int {
	first := len(data)
	for tries := 0; pos < len(data) && tries < maxEnds; {
		i := bytes.Index(data[pos:], []byte("EI"))
		if i < 0 {
			break
		}
		begin := pos + i
		pos = begin + 2
		if begin > 0 && !isSpace(data[begin-1]) || pos < len(data) && !isSpace(data[pos]) {
			continue
		}
		tries++
		first = min(first, pos)
		if plainText(data[pos:min(pos+12, len(data))]) {
			return pos
		}
	}
	return first
}

// plainText reports whether there are only characters of operators.
func plainText(data []byte) bool {
	for _, c := range data {
		if c > '~' || c < ' ' && !isSpace(c) {
			return false
		}
	}
	return true
}
