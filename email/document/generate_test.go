package document

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Pieces of what documents are made of. They are chosen to go wrong: white space, markup, what is beyond ASCII.
var (
	texts = rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("ab <>&\"' \n\t 가힣\u3000\u00a0\u200b😀{}*")), 0, 8, -1),
		rapid.SampledFrom([]string{"  ", "\n", "<b>x</b>", "&amp;", "&nbsp;", "</p>", "<!--", "]]>", "\u2028", "\x00", "\xff", "\ufffc ", "\ufeff"}),
		rapid.StringN(0, 6, -1),
	)
	colorsOf = rapid.SampledFrom([]string{"", "", "#ff0000", "#000000", "#ABC", "red;x:y", "blue"})
	linksOf  = rapid.SampledFrom([]string{
		"", "", "", "https://example.com/?a=1&b=2", "mailto:a@example.com", "tel:+82-2-123", "HTTP://x", "javascript:alert(1)", "/a",
		"https://x/\"><script>", "https://한글.test/가 나", "data:text/html,x", "https://", "//x", "https:\\\\x", " https://x ", "java\nscript:x",
	})
	imagesOf = rapid.Custom(func(t *rapid.T) Image {
		return Image{
			ID:    rapid.SampledFrom([]string{"a1", "a b", "", "x\"><", "%41", "가", "../x?#", strings.Repeat("i", 200)}).Draw(t, "id"),
			Alt:   texts.Draw(t, "alt"),
			Width: rapid.IntRange(-1, 5000).Draw(t, "width"), Height: rapid.SampledFrom([]int{0, 0, 20}).Draw(t, "height"),
		}
	})
	runs = rapid.Custom(func(t *rapid.T) Run {
		r := Run{
			Text: texts.Draw(t, "text"), Marks: Marks(rapid.Uint8Range(0, 31).Draw(t, "marks")),
			Color: colorsOf.Draw(t, "color"), Link: linksOf.Draw(t, "link"),
		}
		if rapid.IntRange(0, 5).Draw(t, "image") == 0 {
			r.Image = imagesOf.Draw(t, "image")
		}
		return r
	})
	linesOf  = rapid.Custom(func(t *rapid.T) Line { return rapid.SliceOfN(runs, 0, 4).Draw(t, "runs") })
	blocksOf = rapid.Custom(func(t *rapid.T) Block {
		b := Block{
			Kind: Kind(rapid.Uint8Range(0, 5).Draw(t, "kind")), Quote: rapid.Bool().Draw(t, "quote"),
			Indent: rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 3, 8, 9, -1}).Draw(t, "indent"), Line: linesOf.Draw(t, "line"),
		}
		if b.Kind == Table {
			b.Rows = rapid.SliceOfN(rapid.SliceOfN(linesOf, 0, 3), 0, 3).Draw(t, "rows")
		}
		return b
	})
	// docs are documents as anybody may put them together.
	docs = rapid.Custom(func(t *rapid.T) Doc { return Doc{rapid.SliceOfN(blocksOf, 0, 7).Draw(t, "blocks")} })
)

// check holds a property for documents in normal form.
func check(t *testing.T, property func(t *rapid.T, d Doc)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) { property(t, docs.Draw(t, "doc").Normal()) })
}
