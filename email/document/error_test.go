package document

import (
	"errors"
	"fmt"
	"testing"
)

func TestError(t *testing.T) {
	tests := []struct {
		err  *Error
		want string
	}{
		{&Error{Code: ErrTooDeep}, "document: the HTML is nested too deeply"},
		{&Error{Code: ErrTooMuchText, Count: 9, Limit: 8}, "document: there is too much text (9, limit 8)"},
		{&Error{Code: ErrNoPlace, Place: Place{Block: 1, Row: 2, Column: 3, Offset: 4}}, "document: there is no such place (block 1, row 2, column 3, offset 4)"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
		wrapped := fmt.Errorf("desk: %w", tt.err)
		if e, ok := errors.AsType[*Error](wrapped); !errors.Is(wrapped, tt.err.Code) || !ok || e != tt.err {
			t.Errorf("errors.Is or errors.AsType does not find %v", tt.err)
		}
		if errors.Is(wrapped, ErrBadName) {
			t.Errorf("%v is taken for another", tt.err)
		}
	}
}

func TestNames(t *testing.T) {
	for k := Paragraph; k <= Table; k++ {
		var got Kind
		text, _ := k.MarshalText()
		if err := got.UnmarshalText(text); err != nil || got != k {
			t.Errorf("%s is read as %v, %v", text, got, err)
		}
	}
	for m := Marks(0); m <= allMarks; m++ {
		var got Marks
		text, _ := m.MarshalText()
		if err := got.UnmarshalText(text); err != nil || got != m {
			t.Errorf("%s is read as %v, %v", text, got, err)
		}
	}
	if err := new(Kind).UnmarshalText([]byte("x")); !errors.Is(err, ErrUnknownName) {
		t.Errorf("an unknown kind: %v", err)
	}
	if err := new(Marks).UnmarshalText([]byte("bold x")); !errors.Is(err, ErrUnknownName) {
		t.Errorf("an unknown mark: %v", err)
	}
}

func TestTarget(t *testing.T) {
	for link, want := range map[string]string{
		"https://example.com/a?b=c#d":           "https://example.com/a?b=c#d",
		" HTTP://Example.com\n":                 "http://Example.com",
		"mailto:a@example.com?subject=x y":      "mailto:a@example.com?subject=x%20y",
		"tel:+82-2-123-4567":                    "tel:+82-2-123-4567",
		"https://한글.test/가?나":                   "https://한글.test/가?나",
		`https://x/"><script>`:                  "https://x/%22%3E%3Cscript%3E",
		"https://x/\u200b\u202ey":               "https://x/y",
		"https://x/\u3000":                      "https://x/",
		"https://x/100%":                        "https://x/100%",
		"":                                      "",
		"x":                                     "",
		"example.com":                           "",
		"/a":                                    "",
		"//x":                                   "",
		"https:":                                "",
		"https:x":                               "",
		"https://":                              "",
		"https:///x":                            "",
		"https://@x":                            "",
		`https:\\x`:                             "",
		"javascript:alert(1)":                   "",
		"JaVaScRiPt:alert(1)":                   "",
		"java\tscript:alert(1)":                 "",
		"\x01javascript:alert(1)":               "",
		"data:text/html,x":                      "",
		"vbscript:x":                            "",
		"file:///etc/passwd":                    "",
		"ftp://x":                               "",
		"mailto:":                               "",
		"tel: ":                                 "",
		"https://" + string(make([]byte, 2049)): "",
	} {
		got := target(link)
		if got != want {
			t.Errorf("target(%.60q) = %q, want %q", link, got, want)
		}
		if again := target(got); again != got {
			t.Errorf("target(%q) = %q", got, again)
		}
	}
}

func TestColor(t *testing.T) {
	for css, want := range map[string]string{
		"#ABCDEF": "#abcdef", "#abc": "#aabbcc", " Red ": "#ff0000", "rgb(1,2,3)": "#010203", "rgba(1, 2, 3, 0.5)": "#010203", "RGB(255 0 10 / 50%)": "#ff000a",
		"": "", "#abcd": "", "#ggg": "", "rgb(1,2)": "", "rgb(256,0,0)": "", "rgb(1,2,3,4,5)": "", "rgb(-1,2,3)": "", "rgb(1,2,3": "", "hsl(1,2,3)": "",
		"windowtext": "", "red;x": "", "url(x)": "", "expression(1)": "",
	} {
		if got := color(css); got != want {
			t.Errorf("color(%q) = %q, want %q", css, got, want)
		}
	}
}
