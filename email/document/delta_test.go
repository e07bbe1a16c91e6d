package document

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var deltas = []struct {
	name, delta string
	want        Doc
}{
	{"nothing", `{"ops":[]}`, Doc{}},
	{"an empty editor", `{"ops":[{"insert":"\n"}]}`, Doc{}},
	{"a list of ops", ` [{"insert":"a\nb\n"}]`, doc(words("a"), words("b"))},
	{"no last line feed", `{"ops":[{"insert":"a\n\nb"}]}`, doc(words("a"), Block{}, words("b"))},
	{"marks", `{"ops":[{"insert":"a","attributes":{"bold":true,"italic":true,"underline":null,"strike":false}},{"insert":"b","attributes":{"underline":true,"strike":true}},{"insert":"\n"}]}`,
		doc(para(Run{Text: "a", Marks: Bold | Italic}, Run{Text: "b", Marks: Underline | Strike}))},
	{"colour and link", `{"ops":[{"insert":"a","attributes":{"color":"#F00","link":"https://x"}},{"insert":"b","attributes":{"color":"url(x)","link":"javascript:x"}}]}`,
		doc(para(Run{Text: "a", Color: "#ff0000", Link: "https://x"}, Run{Text: "b"}))},
	{"headings", `{"ops":[{"insert":"a"},{"insert":"\n","attributes":{"header":1}},{"insert":"b"},{"insert":"\n","attributes":{"header":2}}]}`,
		doc(Block{Kind: Heading, Line: Line{{Text: "a"}}}, para(Run{Text: "b", Marks: Bold}))},
	{"lists", `{"ops":[{"insert":"a"},{"insert":"\n","attributes":{"list":"ordered"}},{"insert":"b"},{"insert":"\n","attributes":{"list":"bullet","indent":1}},` +
		`{"insert":"c"},{"insert":"\n","attributes":{"list":"checked","indent":"2"}}]}`,
		doc(listed(Ordered, 0, "a"), listed(Bullet, 1, "b"), listed(Bullet, 2, "c"))},
	{"several lines of one kind", `{"ops":[{"insert":"a"},{"insert":"\n\n","attributes":{"blockquote":true}},{"insert":"b\n"}]}`,
		doc(Block{Quote: true, Line: Line{{Text: "a"}}}, Block{Quote: true}, words("b"))},
	{"indent out of bounds", `{"ops":[{"insert":"a"},{"insert":"\n","attributes":{"indent":99}},{"insert":"b"},{"insert":"\n","attributes":{"indent":-1e300}}]}`,
		doc(Block{Indent: MaxIndent, Line: Line{{Text: "a"}}}, words("b"))},
	{"table", `{"ops":[{"insert":"a"},{"insert":"\n","attributes":{"table":"row-x"}},{"insert":"\n","attributes":{"table":"row-x"}},{"insert":"b"},{"insert":"\n","attributes":{"table":"row-y"}},` +
		`{"insert":"c\n"},{"insert":"\n","attributes":{"table":"row-y"}}]}`,
		doc(Block{Kind: Table, Rows: [][]Line{row("a", ""), row("b", "")}}, words("c"), Block{Kind: Table, Rows: [][]Line{row("")}})},
	{"image", `{"ops":[{"insert":{"image":"cid:1"},"attributes":{"width":"320","height":20.7,"alt":"x","link":"https://x","bold":true}},{"insert":{"image":"data:,"},"attributes":{"alt":"y"}},{"insert":"\n"}]}`,
		doc(para(Run{Image: Image{ID: "1", Alt: "x", Width: 320, Height: 20}, Link: "https://x"}, Run{Text: "y"}))},
	{"what a document has no place for", `{"ops":[{"insert":{"video":"https://x"}},{"insert":"a","attributes":{"font":"serif","size":"large","bold":{"x":1},"color":7,"script":"super"}},` +
		`{"insert":"\n","attributes":{"align":"center","code-block":true,"list":{"x":1}}}],"more":1}`, doc(words("a"))},
	{"characters", `{"ops":[{"insert":"a\u2028b\tc\u00a0\u0000\ud800\r\nd\n"}]}`, doc(words("a\nb    c \ufffd"), words("d"))},
}

func TestFromDelta(t *testing.T) {
	for _, tt := range deltas {
		t.Run(tt.name, func(t *testing.T) {
			got, err := FromDelta([]byte(tt.delta), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("FromDelta(%s) mismatch (-want +got):\n%s", tt.delta, diff)
			}
		})
	}
}

func TestFromDeltaRefuses(t *testing.T) {
	tests := []struct {
		delta string
		want  Code
	}{
		{"", ErrNotDelta},
		{"null", ErrNotDelta},
		{"{}", ErrNotDelta},
		{`"x"`, ErrNotDelta},
		{`{"ops":{}}`, ErrNotDelta},
		{`{"ops":[{}]}`, ErrNotDelta},
		{`{"ops":[{"insert":1}]}`, ErrNotDelta},
		{`{"ops":[{"retain":1}]}`, ErrNotDelta},
		{`[{"delete":1}]`, ErrNotDelta},
		{`[{"insert":"a","attributes":[]}]`, ErrNotDelta},
		{`{"ops":[]} x`, ErrNotDelta},
		{strings.Repeat(" ", MaxInput+1), ErrTooLarge},
		{`[{"insert":"` + strings.Repeat("x", MaxText+1) + `"}]`, ErrTooMuchText},
		{`[{"insert":"` + strings.Repeat(`\n`, MaxParts+1) + `"}]`, ErrTooManyParts},
		{`[{"insert":"` + strings.Repeat(`\n`, MaxColumns+1) + `","attributes":{"table":"r"}}]`, ErrTooManyColumns},
	}
	for _, tt := range tests {
		if _, err := FromDelta([]byte(tt.delta), nil); !errors.Is(err, tt.want) {
			t.Errorf("FromDelta(%.40q) = %v, want %v", tt.delta, err, tt.want)
		}
	}
}

func TestDelta(t *testing.T) {
	d := doc(Block{Kind: Heading, Line: Line{{Text: "T"}}}, words("a"), words("b\nc"),
		para(Run{Text: "d", Marks: Bold, Color: "#ff0000", Link: "https://x"}, Run{Image: Image{ID: "1", Alt: "e", Width: 9}}),
		Block{Kind: Bullet, Quote: true, Indent: 1, Line: Line{{Text: "f"}}},
		Block{Kind: Table, Rows: [][]Line{row("g", ""), row("h", "")}})
	want := `{"ops":[{"insert":"T"},{"insert":"\n","attributes":{"header":1}},{"insert":"a\nb\u2028c\n"},` +
		`{"insert":"d","attributes":{"bold":true,"color":"#ff0000","link":"https://x"}},{"insert":{"image":"/1"},"attributes":{"alt":"e","width":"9"}},` +
		`{"insert":"\nf"},{"insert":"\n","attributes":{"list":"bullet","blockquote":true,"indent":1}},` +
		`{"insert":"g"},{"insert":"\n\n","attributes":{"table":"row-1"}},{"insert":"h"},{"insert":"\n\n","attributes":{"table":"row-2"}}]}`
	if diff := cmp.Diff(want, string(d.Delta(func(id string) string { return "/" + id }))); diff != "" {
		t.Errorf("Delta mismatch (-want +got):\n%s", diff)
	}
	for empty, want := range map[*Doc]string{
		{}: `{"ops":[{"insert":"\n"}]}`,
		{Blocks: []Block{para(Run{Image: Image{ID: "1", Alt: "e"}})}}: `{"ops":[{"insert":"e\n"}]}`,
	} {
		if got := empty.Delta(func(string) string { return "" }); string(got) != want {
			t.Errorf("Delta = %s, want %s", got, want)
		}
	}
}

func FuzzFromDelta(f *testing.F) {
	for _, d := range deltas {
		f.Add([]byte(d.delta))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := FromDelta(data, nil)
		if err != nil {
			return
		}
		checkRead(t, d)
	})
}
