package pci

import (
	"strings"

	"pgregory.net/rapid"
)

var (
	genCards = []string{
		"4539148803436467", "371449635398431", "5555555555554444", "30569309025904", "6205500000000000004", "4222222222222", "501800000009",
		"6759649826438453", "2200000000000004", "6212345678901234", "4000000000000000006",
	}
	genSeparators = []string{
		"", " ", "-", ".", "_", "/", "\t", "\n", "\r\n", "  ", " - ", "\u00a0", "–", "·", "&nbsp;", "&#45;", "<br>", "</td><td>", "<b></b>", "\u200b",
		"%20", "%2D", `\n`, `\u00a0`, ", ", "</p>\n  <p>", "<!-- 4539148803436467 -->", `<i title="1234567">`, "   ", "--",
	}
	genSizes = [][]int{{4}, {8}, {1}, {19}, {4, 6, 5}, {4, 6, 4}, {2}, {3}, {5}, {6}, {4, 4, 5}, {7}, {6, 13}, {1, 4}}
	genWords = []string{
		" ", "\n", "card", "cc", "exp", "visa ", "번호", "번", "카드", "hello ", "x", "+", "(", ")", ".", ",", ":", "=", "&", "&amp;", "%", "%3D", "#", "@", "<", ">",
		"<b>", "</b>", `\n`, `\`, "1.", "2026 ", "12/27", "a", "F", "*", "****", "<a href='", "'>", "'", "%EB%B2%88", "&nbsp", "&#", "\xff", "\x00", "<!--", "-->",
		"<script>", "</script>", "DE89 3704 0044 0532 0130 00", "<4539148803436467@x.y>", "45391488-0343-4647-8539-148803436467",
	}
)

// genText draws a mix of cards in random layouts, groups of digits, words, separators, tags and escapes.
func genText(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(0, 8).Draw(t, "parts") {
		switch rapid.IntRange(0, 4).Draw(t, "part") {
		case 0, 1:
			b.WriteString(genNumber(t, rapid.SampledFrom(genCards).Draw(t, "card")))
		case 2:
			b.WriteString(genNumber(t, rapid.StringMatching(`[0-9]{1,22}`).Draw(t, "digits")))
		case 3:
			b.WriteString(rapid.SampledFrom(genSeparators).Draw(t, "separator"))
		default:
			b.WriteString(rapid.SampledFrom(genWords).Draw(t, "word"))
		}
	}
	return b.String()
}

// genNumber draws how a number is written.
func genNumber(t *rapid.T, number string) string {
	sizes := rapid.SampledFrom(genSizes).Draw(t, "sizes")
	separator := rapid.SampledFrom(genSeparators).Draw(t, "between")
	write := rapid.SampledFrom(genDigits).Draw(t, "script")
	var b strings.Builder
	for i := 0; number != ""; i++ {
		n := min(len(number), sizes[i%len(sizes)])
		for _, d := range number[:n] {
			b.WriteString(write(d))
		}
		if number = number[n:]; number != "" {
			b.WriteString(separator)
		}
	}
	return b.String()
}

var genDigits = []func(rune) string{
	func(d rune) string { return string(d) },
	func(d rune) string { return string(d) },
	func(d rune) string { return string(d) },
	func(d rune) string { return string(d - '0' + '０') },
	func(d rune) string { return string(d - '0' + '٠') },
	func(d rune) string { return string(d - '0' + '𝟎') },
	func(d rune) string {
		return "&#" + string("45"[(d-'0')/8&1]) + "012345678901"[d-'0'+2-10*((d-'0')/8):][:1] + ";"
	},
	func(d rune) string { return "&#x3" + string(d) + ";" },
	func(d rune) string { return `\u003` + string(d) },
	func(d rune) string { return string(d) + "\ufe0f\u20e3" },
}
