package document

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	tests := []struct {
		name string
		doc  Doc
		want []string
	}{
		{"nothing", Doc{}, []string{""}},
		{"paragraphs", doc(Block{Kind: Heading, Line: Line{{Text: "T"}}}, words("a\nb"), Block{}, Block{Indent: 1, Line: Line{{Text: "c\nd"}}}),
			[]string{"T", "a", "b", "", "    c", "    d"}},
		{"marks", doc(para(Run{Text: "a", Marks: Bold}, Run{Text: "b", Color: "#ff0000"})), []string{"ab"}},
		{"lists", doc(listed(Ordered, 0, "a\nb"), listed(Ordered, 1, "c"), listed(Ordered, 1, "d"), listed(Bullet, 1, "e"), listed(Ordered, 0, "f"), listed(Ordered, 1, "g")),
			[]string{"1. a", "   b", "    1. c", "    2. d", "    - e", "2. f", "    1. g"}},
		{"a list that begins anew", doc(listed(Ordered, 0, "a"), words("b"), listed(Ordered, 0, "c"), Block{Kind: Ordered, Quote: true, Line: Line{{Text: "d"}}}),
			[]string{"1. a", "b", "1. c", "> 1. d"}},
		{"ten items", doc(slicesOf(10, listed(Ordered, 0, "a\nb"))...), append(numbered(9), "10. a", "    b")},
		{"quote", doc(Block{Quote: true, Line: Line{{Text: "a\n\nb"}}}, Block{Quote: true, Kind: Bullet, Indent: 1}), []string{"> a", ">", "> b", ">     -"}},
		{"table", doc(Block{Kind: Table, Quote: true, Rows: [][]Line{row("a\nb", "c"), row("d", "")}}), []string{"> a b\tc", "> d\t"}},
		{"links", doc(para(Run{Text: "a", Link: "https://x/"}, Run{Text: "b", Link: "https://x/", Marks: Bold}, Run{Text: ", "}, Run{Text: "x", Link: "https://x/"}, Run{Text: ","},
			Run{Text: "https://x/", Link: "https://x/"}, Run{Text: ","}, Run{Text: "a@b", Link: "mailto:a@b"})), []string{"ab <https://x/>, x,https://x/,a@b"}},
		{"images", doc(para(Run{Text: "a "}, Run{Image: Image{ID: "1", Alt: "b"}}, Run{Image: Image{ID: "2"}, Link: "https://x"})), []string{"a [b]<https://x>"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(strings.Join(tt.want, "\n"), tt.doc.Text()); diff != "" {
			t.Errorf("%s: Text mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func slicesOf(n int, b Block) []Block {
	var all []Block
	for range n {
		all = append(all, b)
	}
	return all
}

func numbered(n int) []string {
	var all []string
	for i := range n {
		all = append(all, string(rune('1'+i))+". a", "   b")
	}
	return all
}

// TestNumbers compares the numbers of items with those that are counted backwards from each item.
func TestNumbers(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		for i, b := range d.Blocks {
			d.Blocks[i].Rows, d.Blocks[i].Line = nil, Line{{Text: "x"}}
			if b.Kind == Table {
				d.Blocks[i].Kind = Paragraph
			}
		}
		lines := strings.Split(d.Text(), "\n")
		for i, b := range d.Blocks {
			if b.Kind != Ordered {
				continue
			}
			n := 1
			for j := i - 1; j >= 0; j-- {
				before := d.Blocks[j]
				if !before.Kind.isItem() || before.Quote != b.Quote || before.Indent < b.Indent || before.Indent == b.Indent && before.Kind != b.Kind {
					break
				}
				if before.Indent == b.Indent {
					n++
				}
			}
			number, _, _ := strings.Cut(strings.TrimLeft(lines[i], "> "), ".")
			if number != string(rune('0'+n)) {
				t.Errorf("item %d has the number %s, want %d, in\n%s", i, number, n, d.Text())
			}
		}
	})
}

func TestFromText(t *testing.T) {
	got, err := FromText(" a\r\n\nb\tc")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(doc(words(" a"), Block{}, words("b    c")), got); diff != "" {
		t.Errorf("FromText mismatch (-want +got):\n%s", diff)
	}
	if _, err := FromText(strings.Repeat("\n", MaxParts)); !errors.Is(err, ErrTooManyParts) {
		t.Errorf("too many lines: %v", err)
	}
	if _, err := FromText(strings.Repeat("x", MaxInput+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too much: %v", err)
	}
}

func TestFromTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		d, err := FromText(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Text(); got != clean(text) {
			t.Errorf("Text = %q, want %q", got, clean(text))
		}
	})
}

func TestBlankAndImages(t *testing.T) {
	if !doc(words(" \n\u3000"), Block{Kind: Table, Rows: [][]Line{row("")}}).Blank() || !(Doc{}).Blank() {
		t.Error("a document with nothing in it is not blank")
	}
	d := doc(para(Run{Image: Image{ID: "1"}}), Block{Kind: Table, Rows: [][]Line{{{{Image: Image{ID: "2"}}}}}})
	if diff := cmp.Diff([]Image{{ID: "1"}, {ID: "2"}}, d.Images()); diff != "" || d.Blank() {
		t.Errorf("Blank = %t, Images mismatch (-want +got):\n%s", d.Blank(), diff)
	}
}
