package document

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFill(t *testing.T) {
	known := Values{Customer: "김하나", Agent: "이두리", Queue: "배송", Subject: "환불 문의"}
	tests := []struct {
		name, language, text string
		values               Values
		want                 string
	}{
		{"Korean", "ko", "{{customer_name}}님, {{ queue }} 담당 {{agent_name}}입니다. [{{subject}}]", known, "김하나님, 배송 담당 이두리입니다. [환불 문의]"},
		{"no variables", "", "a } {b} }}", known, "a } {b} }}"},
		{"faults stay", "", "{{x}} {{ {{queue}} {{", known, "{{x}} {{ 배송 {{"},
		{"a value with a variable", "", "{{customer_name}}{{agent_name}}", Values{Customer: "{{agent_name}}", Agent: "{{"}, "{{agent_name}}{{"},
		{"a value with half a variable", "", "{{customer_name}}agent_name}}", Values{Customer: "{{"}, "{{agent_name}}"},
		{"a value with markup", "", "{{customer_name}}", Values{Customer: "<b>x</b>"}, "<b>x</b>"},
		{"a value of two lines", "", "{{customer_name}}.", Values{Customer: "a\r\nb\u2028c\u202ed\x00e"}, "a b c de."},
		{"longest value", "", "{{subject}}!", Values{Subject: strings.Repeat("김", MaxValue+1)}, strings.Repeat("김", MaxValue) + "!"},
		{"missing, Korean", "ko-KR", "{{customer_name}}님 {{agent_name}} {{queue}} {{subject}}", Values{}, "고객님 상담사 고객센터 문의"},
		{"missing, English", "en", "{{customer_name}} {{agent_name}} {{queue}} {{subject}} 환불", Values{}, "customer your agent customer service your inquiry 환불"},
		{"missing, Hangul", "", "{{customer_name}}님", Values{Customer: " \n "}, "고객님"},
		{"missing, no language", "und", "Dear {{customer_name}},", Values{}, "Dear customer,"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := Template{Language: tt.language, Body: doc(words(tt.text))}
			if diff := cmp.Diff(doc(words(tt.want)), body.Fill(tt.values)); diff != "" {
				t.Errorf("Fill mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestFillKeepsLooks: a value looks as its variable does, in cells, too; links and alternative texts are not filled.
func TestFillKeepsLooks(t *testing.T) {
	body := Template{Body: doc(
		para(Run{Text: "Dear "}, Run{Text: "{{customer_name}}", Marks: Bold, Link: "https://x/{{queue}}"}, Run{Image: Image{ID: "1", Alt: "{{queue}}"}}),
		Block{Kind: Table, Rows: [][]Line{row("{{agent_name}}")}})}
	before := body.Body.HTML(nil)
	want := doc(
		para(Run{Text: "Dear "}, Run{Text: "Ann", Marks: Bold, Link: "https://x/%7B%7Bqueue%7D%7D"}, Run{Image: Image{ID: "1", Alt: "{{queue}}"}}),
		Block{Kind: Table, Rows: [][]Line{row("Bob")}})
	if diff := cmp.Diff(want, body.Fill(Values{Customer: "Ann", Agent: "Bob"})); diff != "" {
		t.Errorf("Fill mismatch (-want +got):\n%s", diff)
	}
	if body.Body.HTML(nil) != before {
		t.Error("Fill has changed the template")
	}
}

func TestValidateTemplate(t *testing.T) {
	good := Template{ID: "t1", Name: "인사", Language: "ko", Body: doc(words("{{customer_name}}"))}
	tests := []struct {
		name   string
		change func(*Template)
		want   Error
	}{
		{"good", func(*Template) {}, Error{}},
		{"empty", func(t *Template) { t.Body = Doc{} }, Error{}},
		{"no id", func(t *Template) { t.ID = "" }, Error{Code: ErrBadID}},
		{"long id", func(t *Template) { t.ID = TemplateID(strings.Repeat("x", 129)) }, Error{Code: ErrBadID}},
		{"blank name", func(t *Template) { t.Name = " " }, Error{Code: ErrBadName}},
		{"name of two lines", func(t *Template) { t.Name = "a\nb" }, Error{Code: ErrBadName}},
		{"long name", func(t *Template) { t.Name = strings.Repeat("가", MaxName+1) }, Error{Code: ErrBadName}},
		{"language", func(t *Template) { t.Language = "Korean!" }, Error{Code: ErrBadLanguage}},
		{"long language", func(t *Template) { t.Language = "ko-" + strings.Repeat("x", 40) }, Error{Code: ErrBadLanguage}},
		{"body", func(t *Template) { t.Body = doc(words(strings.Repeat("x", MaxText+1))) }, Error{Code: ErrTooMuchText, Count: MaxText + 1, Limit: MaxText}},
		{"unknown", func(t *Template) { t.Body = doc(words("a"), words("😀{{queue}} {{name}}")) }, Error{Code: ErrUnknownVariable, Place: Place{Block: 1, Offset: 12}}},
		{"in the second run of a cell", func(t *Template) {
			t.Body = doc(Block{Kind: Table, Rows: [][]Line{row(""), {{{Text: "ab"}, {Image: Image{ID: "1"}}, {Text: "c{{x}}", Marks: Bold}}}}})
		}, Error{Code: ErrUnknownVariable, Place: Place{Row: 1, Offset: 4}}},
		{"over two runs", func(t *Template) { t.Body = doc(para(Run{Text: "{{cust"}, Run{Text: "omer}}", Marks: Bold})) }, Error{Code: ErrUnclosed}},
		{"unclosed", func(t *Template) { t.Body = doc(words("{{queue, {{queue}}")) }, Error{Code: ErrUnclosed}},
		{"three braces", func(t *Template) { t.Body = doc(words("{{{queue}}}")) }, Error{Code: ErrUnknownVariable}},
		{"capitals", func(t *Template) { t.Body = doc(words("{{Queue}}")) }, Error{Code: ErrUnknownVariable}},
	}
	for _, tt := range tests {
		changed := good
		tt.change(&changed)
		err := changed.Validate()
		if tt.want == (Error{}) {
			if err != nil {
				t.Errorf("%s is refused: %v", tt.name, err)
			}
			continue
		}
		if e, ok := errors.AsType[*Error](err); !ok || *e != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, err, &tt.want)
		}
	}
}

func TestVariables(t *testing.T) {
	for i, v := range Variables() {
		if v.Name == "" || v.Meaning.English == "" || v.Meaning.Korean == "" || v.Missing.English == "" || v.Missing.Korean == "" {
			t.Errorf("a word is missing in %+v", v)
		}
		if err := (Template{ID: "t", Name: "n", Body: doc(words("{{" + v.Name + "}}"))}).Validate(); err != nil {
			t.Errorf("variable %d is refused: %v", i, err)
		}
	}
	Variables()[0].Name = "changed"
	if Variables()[0].Name != "customer_name" {
		t.Error("a caller can change the table")
	}
}

// TestFillOracle makes texts together with what is to become of them.
func TestFillOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOfN(rapid.SampledFrom([]rune(`{}queue 김<`)), 1, 12, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
		v := Values{value.Draw(t, "customer"), value.Draw(t, "agent"), value.Draw(t, "queue"), value.Draw(t, "subject")}
		var text, want strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "pieces") {
			piece := rapid.SampledFrom([][2]string{
				{"a ", "a "}, {"}", "}"}, {" {", " {"}, {"환불", "환불"}, {"{{customer_name}}", v.Customer}, {"{{ agent_name }}", v.Agent}, {"{{queue  }}", v.Queue}, {"{{subject}}", v.Subject},
			}).Draw(t, "piece")
			if strings.HasSuffix(text.String(), "{") {
				text.WriteString("|")
				want.WriteString("|")
			}
			text.WriteString(piece[0])
			want.WriteString(piece[1])
		}
		tmpl := Template{ID: "t", Name: "n", Body: doc(words(text.String()))}
		if err := tmpl.Validate(); err != nil {
			t.Fatalf("%q is refused: %v", text.String(), err)
		}
		if got, _ := tmpl.Fill(v).flat(); got != want.String() {
			t.Errorf("Fill of %q = %q, want %q", text.String(), got, want.String())
		}
	})
}

// FuzzFill: a value is nothing but put in, and tokens cover a text without gaps.
func FuzzFill(f *testing.F) {
	for _, s := range []string{"{{customer_name}}", "{{ queue }} {{", "{{{agent_name}}}", "{{x}}", "}}{{{{{{subject}}"} {
		f.Add(s, "{{queue}}")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		var b strings.Builder
		fault := Code("")
		for token := range tokens(text) {
			b.WriteString(token.text)
			if fault == "" {
				fault = token.fault
			}
		}
		if b.String() != text {
			t.Errorf("the tokens of %q are %q", text, b.String())
		}
		shown := variables[0].shown(Values{Customer: value}, false)
		if strings.ContainsAny(shown, "\r\n\x00") || utf8.RuneCountInString(shown) > MaxValue || strings.TrimSpace(shown) == "" {
			t.Errorf("%q is shown as %q", value, shown)
		}
		const mark = "\ue000"
		if fault == "" && !strings.Contains(text, mark) {
			marked := fill(text, Values{mark, mark, mark, mark}, false)
			if strings.Contains(marked, opening) {
				t.Errorf("%q has no fault, and is filled in to %q", text, marked)
			}
		}
	})
}
