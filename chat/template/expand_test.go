package template

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestExpand(t *testing.T) {
	known := Values{Customer: "김하나", Agent: "이두리", Queue: "배송"}
	tests := []struct {
		name     string
		template Template
		values   Values
		want     string
	}{
		{"Korean", Template{Text: "{{customer}}님, {{ queue }} 담당 {{agent}}입니다."}, known, "김하나님, 배송 담당 이두리입니다."},
		{"twice", Template{Text: "{{agent}}{{agent}}"}, known, "이두리이두리"},
		{"no variable", Template{Text: "a } b {c} \\ \\n\r\n"}, known, "a } b {c} \\ \\n\r\n"},
		{"escaped", Template{Text: `\{{agent}} \{{{{agent}}}} \\{{`}, known, `{{agent}} {{이두리}} \{{`},
		{"faults stay", Template{Text: "{{x}} {{ {{agent}} {{"}, known, "{{x}} {{ 이두리 {{"},
		{"value with braces", Template{Text: "{{customer}}{{agent}}"}, Values{Customer: "{{agent}}", Agent: `\{{`}, `{{agent}}\{{`},
		{"value with half a variable", Template{Text: "{{customer}}agent}}"}, Values{Customer: "{{"}, "{{agent}}"},
		{"value of two lines", Template{Text: "{{customer}}."}, Values{Customer: "a\r\nb\u2028\x00c\u202ed"}, "a  b  c d."},
		{"value not UTF-8", Template{Text: "{{customer}}"}, Values{Customer: "a\xffb"}, "a\ufffdb"},
		{"longest value", Template{Text: "{{customer}}"}, Values{Customer: strings.Repeat("김", MaxValue)}, strings.Repeat("김", MaxValue)},
		{"longer value", Template{Text: "{{customer}}!"}, Values{Customer: strings.Repeat("김", MaxValue) + "x"}, strings.Repeat("김", MaxValue) + "!"},
		{"spaces stay", Template{Text: "[{{customer}}]"}, Values{Customer: " Ann  Lee "}, "[ Ann  Lee ]"},

		{"missing, Korean", Template{Text: "{{customer}} {{agent}} {{queue}}", Language: "ko-KR"}, Values{}, "고객 상담사 고객센터"},
		{"missing, English", Template{Text: "{{customer}} {{agent}} {{queue}}", Language: "en"}, Values{}, "customer your agent customer service"},
		{"blank", Template{Text: "{{customer}}님", Language: "ko"}, Values{Customer: " \n\u3000"}, "고객님"},
		{"missing, Hangul", Template{Text: "{{customer}}님"}, Values{}, "고객님"},
		{"missing, no language", Template{Text: "Dear {{customer}},"}, Values{}, "Dear customer,"},
		{"missing, Hangul in English", Template{Text: "{{customer}}: 환불 means refund", Language: "en"}, Values{}, "customer: 환불 means refund"},
		{"missing, other language", Template{Text: "Hallo {{customer}}", Language: "de"}, Values{}, "Hallo customer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.template.Expand(tt.values); got != tt.want {
				t.Errorf("Expand of %q = %q, want %q", tt.template.Text, got, tt.want)
			}
		})
	}
}

func TestCompose(t *testing.T) {
	v := Values{Customer: "Ann"}
	tests := []struct {
		name  string
		texts []string
		want  string
	}{
		{"none", nil, ""},
		{"one", []string{"Hello {{customer}}."}, "Hello Ann."},
		{"several", []string{"Hello {{customer}}.", "a\n\nb", "Bye."}, "Hello Ann.\na\n\nb\nBye."},
		{"line breaks around", []string{"\na\n", "\n\nb", "  c\n"}, "a\nb\n  c"},
		{"the same twice", []string{"a", "a"}, "a\na"},
		{"nothing in between", []string{"", "a", "", "\n", "b", ""}, "a\nb"},
	}
	for _, tt := range tests {
		var templates []Template
		for _, text := range tt.texts {
			templates = append(templates, Template{Text: text})
		}
		if got := Compose(v, templates...); got != tt.want {
			t.Errorf("%s: Compose = %q, want %q", tt.name, got, tt.want)
		}
	}
	mixed := Compose(Values{}, Template{Text: "{{agent}}", Language: "ko"}, Template{Text: "{{agent}}", Language: "en"})
	if want := "상담사\nyour agent"; mixed != want {
		t.Errorf("Compose of two languages = %q, want %q", mixed, want)
	}
}

// TestExpandOracle makes texts together with what is to become of them.
func TestExpandOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringOfN(rapid.SampledFrom([]rune(`{{}}\agent 김`)), 1, 12, -1).Filter(func(s string) bool { return strings.TrimSpace(s) != "" })
		v := Values{value.Draw(t, "customer"), value.Draw(t, "agent"), value.Draw(t, "queue")}
		spaces := rapid.StringOfN(rapid.Just(' '), 0, 2, -1)
		var text, want strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "pieces") {
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				literal := rapid.StringOf(rapid.SampledFrom([]rune("ab}\n 환불"))).Draw(t, "literal")
				text.WriteString(literal)
				want.WriteString(literal)
			case 1:
				text.WriteString(`\{{`)
				want.WriteString("{{")
			case 2:
				text.WriteString("{{" + spaces.Draw(t, "before") + "customer" + spaces.Draw(t, "after") + "}}")
				want.WriteString(v.Customer)
			case 3:
				text.WriteString("{{agent}}")
				want.WriteString(v.Agent)
			case 4:
				text.WriteString("{{queue}}")
				want.WriteString(v.Queue)
			}
		}
		if fault := checkVariables(text.String()); fault != nil {
			t.Fatalf("%q is refused: %v", text.String(), fault)
		}
		if got := (Template{Text: text.String()}).Expand(v); got != want.String() {
			t.Errorf("Expand of %q = %q, want %q", text.String(), got, want.String())
		}
	})
}

// FuzzExpand: a text without braces is what becomes of it, and a value is nothing but put in: Expand
// with the value is Expand with a mark in its place, and then the value in the place of the marks.
func FuzzExpand(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "{{agent}}")
		f.Add(s, "\\{{\n")
	}
	const mark = "\ue000\ue001\ue002"
	f.Fuzz(func(t *testing.T, text, value string) {
		tmpl := Template{Text: text}
		got := tmpl.Expand(Values{Customer: value, Agent: value})
		if !strings.Contains(text, "{") && got != text {
			t.Errorf("Expand of %q = %q", text, got)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("Expand of %q is not UTF-8: %q", text, got)
		}
		shown := oneLine(value)
		if strings.ContainsAny(shown, "\r\n\x00") || utf8.RuneCountInString(shown) > MaxValue {
			t.Errorf("the value %q is shown as %q", value, shown)
		}
		if strings.TrimSpace(shown) == "" || strings.ContainsAny(text, mark) {
			return
		}
		marked := tmpl.Expand(Values{Customer: mark, Agent: mark})
		if want := strings.ReplaceAll(marked, mark, shown); got != want {
			t.Errorf("Expand of %q with %q = %q, want %q", text, value, got, want)
		}
	})
}
