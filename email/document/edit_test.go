package document

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func span(block, offset, length int) Span { return Span{Place{Block: block, Offset: offset}, length} }

func TestEdits(t *testing.T) {
	two := doc(words("a😀b"), Block{Kind: Bullet, Line: Line{{Text: "c"}}})
	table := doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), row("c", "d")}})
	image := doc(para(Run{Text: "a"}, Run{Image: Image{ID: "1"}}, Run{Text: "b"}))
	tests := []struct {
		name string
		edit func() (Doc, error)
		want Doc
	}{
		{"heading", func() (Doc, error) { return two.SetKind(0, 1, Heading) }, doc(Block{Kind: Heading, Line: Line{{Text: "a😀b"}}}, two.Blocks[1])},
		{"list", func() (Doc, error) { return two.SetKind(0, 2, Ordered) }, doc(listed(Ordered, 0, "a😀b"), listed(Ordered, 0, "c"))},
		{"tables stay", func() (Doc, error) { return table.SetKind(0, 1, Heading) }, table},
		{"quote", func() (Doc, error) { return two.SetQuote(1, 2, true) }, doc(two.Blocks[0], Block{Kind: Bullet, Quote: true, Line: Line{{Text: "c"}}})},
		{"indent", func() (Doc, error) { return two.Indent(1, 2, 3) }, doc(two.Blocks[0], listed(Bullet, 3, "c"))},
		{"indent as far as can be", func() (Doc, error) { return two.Indent(1, 2, 1<<62) }, doc(two.Blocks[0], listed(Bullet, MaxIndent, "c"))},
		{"outdent", func() (Doc, error) { return two.Outdent(0, 2, 1) }, two},

		{"bold", func() (Doc, error) { return two.Toggle(span(0, 1, 2), Bold) }, doc(para(Run{Text: "a"}, Run{Text: "😀", Marks: Bold}, Run{Text: "b"}), two.Blocks[1])},
		{"half a character", func() (Doc, error) { return two.Toggle(span(0, 0, 2), Bold) }, doc(para(Run{Text: "a", Marks: Bold}, Run{Text: "😀b"}), two.Blocks[1])},
		{"in a cell", func() (Doc, error) { return table.Toggle(Span{Place{0, 1, 1, 0}, 1}, Bold) },
			doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), {{{Text: "c"}}, {{Text: "d", Marks: Bold}}}}})},
		{"colour", func() (Doc, error) { return two.SetColor(span(1, 0, 1), "#F00") }, doc(two.Blocks[0], Block{Kind: Bullet, Line: Line{{Text: "c", Color: "#ff0000"}}})},
		{"link with an image", func() (Doc, error) { return image.SetLink(span(0, 1, 2), "https://x") },
			doc(para(Run{Text: "a"}, Run{Image: Image{ID: "1"}, Link: "https://x"}, Run{Text: "b", Link: "https://x"}))},
		{"image", func() (Doc, error) { return two.InsertImage(Place{Offset: 3}, Image{ID: "1"}) },
			doc(para(Run{Text: "a😀"}, Run{Image: Image{ID: "1"}}, Run{Text: "b"}), two.Blocks[1])},
		{"image in nothing", func() (Doc, error) { return doc(Block{Kind: Bullet}).InsertImage(Place{}, Image{ID: "1"}) },
			doc(Block{Kind: Bullet, Line: Line{{Image: Image{ID: "1"}}}})},

		{"table", func() (Doc, error) { return Doc{}.InsertTable(0, 1, 2) }, doc(Block{Kind: Table, Rows: [][]Line{row("", "")}})},
		{"row", func() (Doc, error) { return table.InsertRow(0, 1) }, doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), row("", ""), row("c", "d")}})},
		{"last row", func() (Doc, error) { return table.InsertRow(0, 2) }, doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), row("c", "d"), row("", "")}})},
		{"column", func() (Doc, error) { return table.InsertColumn(0, 0) }, doc(Block{Kind: Table, Rows: [][]Line{row("", "a", "b"), row("", "c", "d")}})},
		{"row out", func() (Doc, error) { return table.DeleteRow(0, 0) }, doc(Block{Kind: Table, Rows: [][]Line{row("c", "d")}})},
		{"column out", func() (Doc, error) { return table.DeleteColumn(0, 1) }, doc(Block{Kind: Table, Rows: [][]Line{row("a"), row("c")}})},
		{"the last column out", func() (Doc, error) {
			return doc(Block{Kind: Table, Rows: [][]Line{row("a")}}, words("b")).DeleteColumn(0, 0)
		}, doc(words("b"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.edit()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff(doc(Block{Kind: Table, Rows: [][]Line{row("a", "b"), row("c", "d")}}), table); diff != "" {
		t.Errorf("a document was changed in place (-want +got):\n%s", diff)
	}
}

func TestEditsRefuse(t *testing.T) {
	d := doc(words("ab"), Block{Kind: Table, Rows: [][]Line{row("a")}})
	tests := []struct {
		name string
		edit func() (Doc, error)
		want Error
	}{
		{"table as a kind", func() (Doc, error) { return d.SetKind(0, 1, Table) }, Error{Code: ErrNoKind}},
		{"blocks", func() (Doc, error) { return d.SetKind(1, 3, Heading) }, Error{Code: ErrNoPlace, Place: Place{Block: 1}}},
		{"blocks in reverse", func() (Doc, error) { return d.SetQuote(1, 0, true) }, Error{Code: ErrNoPlace, Place: Place{Block: 1}}},
		{"block", func() (Doc, error) { return d.Toggle(span(2, 0, 0), Bold) }, Error{Code: ErrNoPlace, Place: Place{Block: 2}}},
		{"span", func() (Doc, error) { return d.Toggle(span(0, 1, 2), Bold) }, Error{Code: ErrNoPlace, Place: Place{Offset: 1}}},
		{"negative span", func() (Doc, error) { return d.Toggle(span(0, 1, -1), Bold) }, Error{Code: ErrNoPlace, Place: Place{Offset: 1}}},
		{"negative offset", func() (Doc, error) { return d.Toggle(span(0, -1, 0), Bold) }, Error{Code: ErrNoPlace, Place: Place{Offset: -1}}},
		{"cell of a paragraph", func() (Doc, error) { return d.Toggle(Span{Place: Place{Column: 1}}, Bold) }, Error{Code: ErrNoPlace, Place: Place{Column: 1}}},
		{"cell", func() (Doc, error) { return d.Toggle(Span{Place: Place{Block: 1, Row: 1}}, Bold) }, Error{Code: ErrNoPlace, Place: Place{Block: 1, Row: 1}}},
		{"colour", func() (Doc, error) { return d.SetColor(span(0, 0, 1), "red;x") }, Error{Code: ErrBadColor}},
		{"link", func() (Doc, error) { return d.SetLink(span(0, 0, 1), "javascript:x") }, Error{Code: ErrBadLink}},
		{"image", func() (Doc, error) { return d.InsertImage(Place{}, Image{ID: "a b"}) }, Error{Code: ErrBadImage}},
		{"no table", func() (Doc, error) { return d.InsertRow(0, 0) }, Error{Code: ErrNoTable, Place: Place{}}},
		{"row", func() (Doc, error) { return d.InsertRow(1, 2) }, Error{Code: ErrNoPlace, Place: Place{Block: 1, Row: 2}}},
		{"row out", func() (Doc, error) { return d.DeleteRow(1, 1) }, Error{Code: ErrNoPlace, Place: Place{Block: 1, Row: 1}}},
		{"column", func() (Doc, error) { return d.InsertColumn(1, -1) }, Error{Code: ErrNoPlace, Place: Place{Block: 1, Column: -1}}},
		{"column out", func() (Doc, error) { return d.DeleteColumn(1, 1) }, Error{Code: ErrNoPlace, Place: Place{Block: 1, Column: 1}}},
		{"place of a table", func() (Doc, error) { return d.InsertTable(3, 1, 1) }, Error{Code: ErrNoPlace, Place: Place{Block: 3}}},
		{"wide table", func() (Doc, error) { return d.InsertTable(0, 1, 101) }, Error{Code: ErrTooManyColumns, Count: 101, Limit: MaxColumns}},
		{"high table", func() (Doc, error) { return d.InsertTable(0, 1<<40, 2) }, Error{Code: ErrTooManyParts, Count: 1 << 40, Limit: MaxParts / 2}},
	}
	for _, tt := range tests {
		_, err := tt.edit()
		if e, ok := errors.AsType[*Error](err); !ok || *e != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, err, &tt.want)
		}
	}
}

// TestTogglesUndo: what is toggled twice is as it was, and texts never change.
func TestToggle(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		if len(d.Blocks) == 0 {
			return
		}
		p := Place{Block: rapid.IntRange(0, len(d.Blocks)-1).Draw(t, "block")}
		if b := d.Blocks[p.Block]; b.Kind == Table {
			p.Row, p.Column = len(b.Rows)-1, 0
		}
		line, err := d.line(p)
		if err != nil {
			t.Fatal(err)
		}
		long := 0
		for _, r := range line {
			long += r.units()
		}
		p.Offset = rapid.IntRange(0, long).Draw(t, "offset")
		s := Span{p, rapid.IntRange(0, long-p.Offset).Draw(t, "length")}
		mark := rapid.SampledFrom([]Marks{Bold, Italic, Underline, Strike}).Draw(t, "mark")
		once, err := d.Toggle(s, mark)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := once.Toggle(s, mark)
		if err != nil {
			t.Fatal(err)
		}
		thrice, err := twice.Toggle(s, mark)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(once, thrice); diff != "" {
			t.Errorf("Toggle three times mismatch (-once +thrice):\n%s", diff)
		}
		if got, want := once.Text(), d.Text(); strings.ReplaceAll(got, "\n", "") != strings.ReplaceAll(want, "\n", "") {
			t.Errorf("Toggle has made %q of %q", got, want)
		}
	})
}

// TestRowsAndColumns: what is put in and taken out leaves a table as it was.
func TestRowsAndColumns(t *testing.T) {
	check(t, func(t *rapid.T, d Doc) {
		for i, b := range d.Blocks {
			if b.Kind != Table {
				continue
			}
			at := rapid.IntRange(0, min(len(b.Rows), columns(b.Rows))).Draw(t, "at")
			for name, edit := range map[string][2]func(Doc) (Doc, error){
				"row":    {func(d Doc) (Doc, error) { return d.InsertRow(i, at) }, func(d Doc) (Doc, error) { return d.DeleteRow(i, at) }},
				"column": {func(d Doc) (Doc, error) { return d.InsertColumn(i, at) }, func(d Doc) (Doc, error) { return d.DeleteColumn(i, at) }},
			} {
				more, err := edit[0](d)
				if err != nil {
					t.Fatal(err)
				}
				if fault := abnormal(more); fault != "" || cmp.Equal(more, d) {
					t.Errorf("with another %s: %s", name, fault)
				}
				back, err := edit[1](more)
				if diff := cmp.Diff(d, back); err != nil || diff != "" {
					t.Errorf("%s: %v, mismatch (-want +got):\n%s", name, err, diff)
				}
			}
		}
	})
}
