package mime

import (
	"strings"

	"github.com/acdkit/acdkit/internal/charset"
)

// A reader decodes what is in the declared charset, or in any if that is "": to something in any case. It is false
// if the charset is needed and unknown.
type reader func(data []byte, declared string) (text string, known bool)

// likeliest decodes for a scanner.
func likeliest(data []byte, declared string) (text string, known bool) {
	r := charset.Read(data, declared)
	if len(r.Texts) == 0 {
		return strings.ToValidUTF8(string(data), "\uFFFD"), r.Known
	}
	return string(r.Texts[0]), r.Known
}

// shown decodes for people.
func shown(data []byte, declared string) (text string, known bool) {
	r := charset.Read(data, declared)
	out, doubt := r.ShowFirst(data, declared)
	return strings.ToValidUTF8(string(out), "\uFFFD"), doubt&charset.Unknown == 0
}

// ShowWords decodes the encoded words in a text as Words does, each in the charset that people are shown it in.
func ShowWords(s string) string {
	text, _ := words(s, shown)
	return text
}

// Show returns the value of the field as people are shown it.
func (f *Field) Show() string { return ShowWords(f.Value()) }

// ShowFileName returns the file name of the part as people are shown it, or "".
func (p *Part) ShowFileName() string {
	for _, field := range []string{"Content-Disposition", "Content-Type"} {
		f := p.Field(field)
		if f == nil {
			continue
		}
		_, params := readParams(f.Value(), shown)
		for _, param := range []string{"filename", "name", "file"} {
			if name := find(params, param); name != "" {
				return name
			}
		}
	}
	return ""
}
