package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// glyphNames is the names of the Adobe Glyph List that matter: digits, punctuation, what is no letter
// with an accent, which follow from a rule.
var glyphNames = map[string]string{
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "space": " ", "nbspace": " ", "nonbreakingspace": " ", "exclam": "!", "quotedbl": `"`,
	"numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'", "parenleft": "(",
	"parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "sfthyphen": "\u00AD",
	"softhyphen": "\u00AD", "minus": "−", "period": ".", "slash": "/", "colon": ":", "semicolon": ";", "less": "<",
	"equal": "=", "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": `\`,
	"bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|",
	"braceright": "}", "asciitilde": "~", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“",
	"quotedblright": "”", "quotesinglbase": "‚", "quotedblbase": "„", "guilsinglleft": "‹", "guilsinglright": "›",
	"guillemotleft": "«", "guillemotright": "»", "endash": "–", "emdash": "—", "figuredash": "‒", "bullet": "•",
	"ellipsis": "…", "dagger": "†", "daggerdbl": "‡", "section": "§", "paragraph": "¶", "copyright": "©",
	"registered": "®", "trademark": "™", "degree": "°", "cent": "¢", "sterling": "£", "yen": "¥", "Euro": "€",
	"currency": "¤", "fraction": "⁄", "florin": "ƒ", "mu": "µ", "multiply": "×", "divide": "÷", "plusminus": "±",
	"periodcentered": "·", "middot": "·", "ordfeminine": "ª", "ordmasculine": "º", "onehalf": "½",
	"onequarter": "¼", "threequarters": "¾", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "germandbls": "ß",
	"dotlessi": "ı", "dotlessj": "ȷ", "Eth": "Ð", "eth": "ð", "Thorn": "Þ", "thorn": "þ", "Oslash": "Ø",
	"oslash": "ø", "Lslash": "Ł", "lslash": "ł", "Dcroat": "Đ", "dcroat": "đ", "fi": "fi", "fl": "fl", "ff": "ff",
	"ffi": "ffi", "ffl": "ffl", "exclamdown": "¡", "questiondown": "¿", "logicalnot": "¬", "brokenbar": "¦",
	"perthousand": "‰", "nul": "", ".null": "", "nonmarkingreturn": "",
}

// accents is what letters are named with, as combining characters.
var accents = map[string]string{
	"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303",
	"ring": "\u030A", "cedilla": "\u0327", "caron": "\u030C", "ogonek": "\u0328", "breve": "\u0306",
	"macron": "\u0304", "dotaccent": "\u0307", "hungarumlaut": "\u030B", "commaaccent": "\u0326",
}

// forms is what names of digits in other forms end with.
var forms = []string{"oldstyle", "superior", "inferior", "fitted", "tabular", "lining", "monospace", "small",
	"taboldstyle", "numerator", "denominator", "persian", "arabic", "hackarabic", "circle"}

// glyphText returns what a glyph stands for by its name: "" if that cannot be told, U+FFFD if it is
// certainly no digit (a word that is not in the table).
func glyphText(glyph string) string {
	if s, ok := glyphNames[glyph]; ok {
		return s
	}
	if i := strings.IndexByte(glyph, '.'); i > 0 { // "one.oldstyle"
		return glyphText(glyph[:i])
	}
	if strings.Contains(glyph, "_") && len(glyph) < 100 { // "f_f_i"
		return ligature(glyph)
	}
	if r, ok := unicodeName(glyph); ok {
		return r
	}
	return word(glyph)
}

// word reads a name that is made of letters.
func word(glyph string) string {
	if len(glyph) <= 1 {
		return glyph
	}
	if letters(glyph) != len(glyph) {
		return ""
	}
	if mark, ok := accents[glyph[1:]]; ok {
		return norm.NFC.String(glyph[:1] + mark)
	}
	for _, form := range forms {
		if s := glyphNames[strings.TrimSuffix(glyph, form)]; s != "" && len(s) == 1 {
			return s
		}
	}
	if len(glyph) < 3 { // "gk" may be anything
		return ""
	}
	return "\uFFFD"
}

// letters returns how many letters a name begins with.
func letters(s string) int {
	return len(s) - len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
}

func ligature(glyph string) string {
	var out strings.Builder
	for part := range strings.SplitSeq(glyph, "_") {
		s := ""
		if part != "" {
			s = glyphText(part)
		}
		if s == "" {
			return ""
		}
		out.WriteString(s)
	}
	return out.String()
}

// unicodeName reads "uni0031" and "u1F600".
func unicodeName(glyph string) (string, bool) {
	switch {
	case strings.HasPrefix(glyph, "uni") && len(glyph) >= 7 && (len(glyph)-3)%4 == 0 && len(glyph) < 40:
		var out strings.Builder
		for hex := glyph[3:]; hex != ""; hex = hex[4:] {
			n, err := strconv.ParseUint(hex[:4], 16, 16)
			if err != nil {
				return "", false
			}
			out.WriteString(string(rune(n)))
		}
		return out.String(), true
	case strings.HasPrefix(glyph, "u") && len(glyph) >= 5 && len(glyph) <= 7:
		n, err := strconv.ParseUint(glyph[1:], 16, 21)
		return string(rune(n)), err == nil
	}
	return "", false
}

// guess reads a name such as "c52", "g34" or "#34": the number may be the code of the character. It is a
// guess, good enough to find what is there, not to say that nothing is.
func guess(glyph string) string {
	n, err := strconv.Atoi(strings.TrimLeft(glyph[min(letters(glyph), len(glyph)):], "#_:-."))
	if err != nil || n < ' ' || n > '~' {
		return ""
	}
	return string(rune(n))
}
