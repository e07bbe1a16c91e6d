package compose

import (
	"fmt"
	"path"
	"strings"
)

// plainChars are those of file names that every reader takes for themselves in quotes.
const plainChars = letters + " !#$&'()+,-.=@[]^_`{}~"

// params adds parameters behind the field's value, each with a semicolon before it.
func (f *field) params(value string, params ...string) {
	for _, p := range params {
		f.put(" ", value+";")
		value = p
	}
	f.put(" ", value)
}

// fileName returns the parameters for a name: as it is, or in UTF-8 and then in ASCII for readers that do not know
// RFC 2231. Readers that take only one of a kind take the first.
func fileName(name string) []string {
	if plain := `filename="` + name + `"`; only(name, plainChars) && len(plain) < width-1 {
		return []string{plain}
	}
	pieces := percent(name, width-len(` filename*100*=;`))
	params := []string{"filename*=" + pieces[0]}
	if len(pieces) > 1 {
		params = nil
		for i, piece := range pieces {
			params = append(params, fmt.Sprintf("filename*%d*=%s", i, piece))
		}
	}
	return append(params, `filename="`+asciiName(name)+`"`)
}

// percent encodes a name (RFC 2231 4) in pieces that are not longer than room. No character is parted.
func percent(name string, room int) []string {
	pieces := []string{"utf-8''"}
	for _, r := range name {
		character := string(r)
		if !only(character, letters+"-._") {
			character = strings.ReplaceAll(fmt.Sprintf(" % X", character), " ", "%")
		}
		if last := len(pieces) - 1; len(pieces[last])+len(character) <= room {
			pieces[last] += character
		} else {
			pieces = append(pieces, character)
		}
	}
	return pieces
}

// asciiName returns what a name is to readers of old: the characters that are safe, with one "_" for a row of others.
func asciiName(name string) string {
	ext := path.Ext(name)
	stem := safe(strings.TrimSuffix(name, ext), 40)
	if !strings.ContainsAny(stem, letters) {
		stem = "file"
	}
	return stem + safe(ext, 16)
}

func safe(text string, most int) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case b.Len() == most:
			return b.String()
		case strings.ContainsRune(plainChars, r):
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return b.String()
}
