package attachment

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// MaxName is the length in bytes of UTF-8 that a clean name may have: what file systems take.
const MaxName = 255

const (
	noName   = "file" // of a file whose name has nothing to keep
	maxMarks = 8      // in a row; more only make lines overflow, and x/text puts 31 of them in no order
)

// CleanName returns a file name that is safe to show, to store and to send, as close to name as can be.
// It never fails, and a clean name stays as it is.
//
//   - One layer of percent-encoding or of RFC 2047 encoded words is decoded, where the whole name is such.
//   - Only the part behind the last slash or backslash counts, without a drive letter.
//   - It is UTF-8 in Unicode's form NFC: names from macOS have Korean in NFD.
//   - Control characters, bidirectional controls and everything else that is invisible are taken out,
//     joiners and selectors of emoji included. White space becomes one space, private and unassigned
//     characters become "_", as do the characters <>:"|?* of Windows. A full-width dot is a dot.
//   - No dot or space is at its ends, and no device of Windows (CON, NUL, COM1) is its name.
//   - It has 1 to MaxName bytes. A longer one is cut between two grapheme clusters (UAX 29), before
//     its extension. An empty one is "file".
func CleanName(name string) string {
	name = withoutFolders(decode(strings.TrimSpace(name)))
	name = compose(strings.ToValidUTF8(name, string(utf8.RuneError)))
	name = compose(visible(name)) // what was kept apart by something invisible may now compose
	name = cut(strings.Trim(strings.Join(strings.Fields(name), " "), " ."))
	if isDevice(name) {
		name = cut("_" + name)
	}
	if _, encoded := unescape(name); encoded { // a second layer, which whoever gets the name must not decode
		name = strings.ReplaceAll(name, "%", "_")
	}
	return name
}

func withoutFolders(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if len(name) >= 2 && name[1] == ':' && unicode.IsLetter(rune(name[0])) {
		name = name[2:]
	}
	return name
}

// compose returns the text in NFC. It goes from one character with its marks to the next, because
// in a long text x/text counts letters such as ㅠ as marks, and puts U+034F behind 30 of them.
func compose(text string) string {
	var b strings.Builder
	for text != "" {
		n := norm.NFC.NextBoundaryInString(text, true)
		b.WriteString(norm.NFC.String(text[:n]))
		text = text[n:]
	}
	return b.String()
}

// visible leaves only characters that can be seen, and plain spaces.
func visible(name string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		if !extends(r) {
			marks = 0
			return harmless(r)
		}
		marks++
		if marks > maxMarks {
			return -1
		}
		return r
	}, name)
}

// extends reports what goes on top of the character before it: marks, and vowels and finals of Hangul
// that are not part of a syllable.
func extends(r rune) bool { return unicode.Is(unicode.M, r) || r >= 0x1160 && r <= 0x11ff }

// isInvisible reports controls that are no white space, and all that Unicode lets programs show as
// nothing (Default_Ignorable_Code_Point): zero-width and bidirectional characters, fillers, selectors.
func isInvisible(r rune) bool {
	ignorable := unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
	return ignorable || unicode.IsControl(r) && !unicode.IsSpace(r)
}

func harmless(r rune) rune {
	switch r {
	case '<', '>', ':', '"', '|', '?', '*':
		return '_'
	case '．', '․', '﹒': // full-width dot, one dot leader, small full stop: some systems make a dot of them
		return '.'
	}
	switch {
	case unicode.IsSpace(r):
		return ' '
	case !unicode.IsPrint(r): // private or not assigned
		return '_'
	}
	return r
}

// cut shortens a name to MaxName bytes and keeps its extension, if it is one of a length that can be on a
// list. It gives a name to what has none.
func cut(name string) string {
	stem, ext := name, ""
	if len(name) > MaxName {
		if e := path.Ext(name); len(e) <= maxType {
			stem, ext = strings.TrimSuffix(name, e), e
		}
		stem = strings.TrimRight(whole(stem, MaxName-len(ext)), " .")
	}
	if stem == "" {
		stem = noName
	}
	return stem + ext
}

// whole returns the grapheme clusters from the beginning of text that fit into so many bytes.
func whole(text string, most int) string {
	end := 0
	for clusters := graphemes.FromString(text); clusters.Next() && clusters.End() <= most; {
		end = clusters.End()
	}
	return text[:end]
}

// isDevice reports the names that Windows keeps for devices, with whatever extension.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	port, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		port, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}
