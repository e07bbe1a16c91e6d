package mail

import "bytes"

// unflow joins the lines of format=flowed that end with a blank (RFC 3676 4.1). delete is its DelSp: the blank is not
// part of the text.
func unflow(data []byte, delete bool) []byte {
	out := make([]byte, 0, len(data))
	quoted := -1 // how deep the line before is quoted, if this one belongs to it
	for len(data) > 0 {
		s, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		s = bytes.TrimSuffix(s, []byte("\r"))
		text := bytes.TrimLeft(s, ">")
		depth := len(s) - len(text)
		text = bytes.TrimPrefix(text, []byte(" ")) // stuffed
		if len(out) > 0 && quoted != depth {
			out = append(out, '\n')
		}
		quoted = -1
		if bytes.HasSuffix(text, []byte(" ")) && !bytes.Equal(text, []byte("-- ")) {
			quoted = depth
			if delete {
				text = text[:len(text)-1]
			}
		}
		out = append(out, text...)
	}
	return out
}
