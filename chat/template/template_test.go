package template

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// queues returns n queue ids.
func queues(n int) []contact.QueueID {
	list := make([]contact.QueueID, n)
	for i := range list {
		list[i] = contact.QueueID(fmt.Sprint("q", i))
	}
	return list
}

func TestTemplateValidate(t *testing.T) {
	long := strings.Repeat("x", contact.MaxID)
	tests := []struct {
		name     string
		template Template
		want     error
	}{
		{"least", Template{ID: "t", Name: "n", Text: "x"}, nil},
		{"full", Template{"t", "인사", "안녕하세요, {{ customer }}님.\r\n\tJSON: { \\{{x}} }", queues(MaxQueues), "ko-KR", true}, nil},
		{"longest", Template{ID: ID(long), Name: strings.Repeat("환", MaxName), Text: strings.Repeat("😀", MaxText), Queues: []contact.QueueID{contact.QueueID(long)}}, nil},
		{"shorter when stored", Template{ID: "t", Name: "n", Text: strings.Repeat("\r\n", MaxText-1) + "x"}, nil},
		{"no id", Template{Name: "n", Text: "x"}, ErrBadID},
		{"long id", Template{ID: ID(long + "x"), Name: "n", Text: "x"}, ErrBadID},
		{"id not UTF-8", Template{ID: "\xff", Name: "n", Text: "x"}, ErrBadID},
		{"id not printable", Template{ID: "a\u202eb", Name: "n", Text: "x"}, ErrBadID},
		{"no name", Template{ID: "t", Text: "x"}, ErrBadName},
		{"blank name", Template{ID: "t", Name: " \u3000", Text: "x"}, ErrBadName},
		{"long name", Template{ID: "t", Name: strings.Repeat("환", MaxName+1), Text: "x"}, ErrBadName},
		{"name of two lines", Template{ID: "t", Name: "a\u2028b", Text: "x"}, ErrBadName},
		{"name not UTF-8", Template{ID: "t", Name: "a\xff", Text: "x"}, ErrBadName},
		{"no text", Template{ID: "t", Name: "n"}, ErrBadText},
		{"blank text", Template{ID: "t", Name: "n", Text: " \r\n\u00a0"}, ErrBadText},
		{"text not UTF-8", Template{ID: "t", Name: "n", Text: "a\xff"}, ErrBadText},
		{"text with NUL", Template{ID: "t", Name: "n", Text: "a\x00"}, ErrBadText},
		{"long text", Template{ID: "t", Name: "n", Text: strings.Repeat("x", MaxText+1)}, ErrTooLong},
		{"longer when stored", Template{ID: "t", Name: "n", Text: strings.Repeat("\u0958", MaxText/2+1)}, ErrTooLong},
		{"text of many bytes", Template{ID: "t", Name: "n", Text: strings.Repeat("e\u0301", MaxTextBytes/3+1)}, ErrTooLong},
		{"unknown variable", Template{ID: "t", Name: "n", Text: "{{name}}"}, ErrUnknownVariable},
		{"open braces", Template{ID: "t", Name: "n", Text: "{{agent"}, ErrUnclosed},
		{"too many queues", Template{ID: "t", Name: "n", Text: "x", Queues: queues(MaxQueues + 1)}, ErrTooManyQueues},
		{"empty queue", Template{ID: "t", Name: "n", Text: "x", Queues: []contact.QueueID{"q", ""}}, ErrBadQueue},
		{"long queue", Template{ID: "t", Name: "n", Text: "x", Queues: []contact.QueueID{contact.QueueID(long + "x")}}, ErrBadQueue},
		{"no language", Template{ID: "t", Name: "n", Text: "x", Language: "Korean, please"}, ErrBadLanguage},
		{"long language", Template{ID: "t", Name: "n", Text: "x", Language: "en-x-" + strings.Repeat("a-", MaxLanguage) + "a"}, ErrBadLanguage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.template.Validate()
			if !errors.Is(err, tt.want) {
				t.Fatalf("Validate() = %v, want %v", err, tt.want)
			}
			if e, ok := errors.AsType[*Error](err); ok && e.Template != tt.template.ID {
				t.Errorf("the error names the template %q, want %q", e.Template, tt.template.ID)
			}
		})
	}
}

// TestTextNumbers: an error says how much there is and how much there may be.
func TestTextNumbers(t *testing.T) {
	tests := []struct {
		template Template
		want     Error
	}{
		{Template{ID: "t", Name: "n", Text: strings.Repeat("환", MaxText+2)}, Error{ErrTooLong, "t", 0, MaxText + 2, MaxText}},
		{Template{ID: "t", Name: "n", Text: strings.Repeat("x", MaxTextBytes+3)}, Error{ErrTooLong, "t", 0, MaxTextBytes + 3, MaxTextBytes}},
		{Template{ID: "t", Name: "n", Text: "x", Queues: queues(300)}, Error{ErrTooManyQueues, "t", 0, 300, MaxQueues}},
		{Template{ID: "t", Name: "n", Text: "x", Queues: []contact.QueueID{"q", "\n"}}, Error{Code: ErrBadQueue, Template: "t", Offset: 1}},
	}
	for _, tt := range tests {
		e, ok := errors.AsType[*Error](tt.template.Validate())
		if !ok || *e != tt.want {
			t.Errorf("Validate() = %#v, want %#v", e, tt.want)
		}
	}
}

// TestStored: what Set keeps is in one form, and is kept as it is when it is set again.
func TestStored(t *testing.T) {
	given := Template{"t", "n", norm.NFD.String("환불: é\r\n{{ customer }}\r끝\n"), []contact.QueueID{"q"}, "KO_kr", false}
	want := Template{"t", "n", "환불: é\n{{ customer }}\n끝\n", []contact.QueueID{"q"}, "ko-KR", false}
	for range 2 {
		c := newCatalog(t, given)
		got, _ := c.Get("t")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("stored template mismatch (-want +got):\n%s", diff)
		}
		given = got
	}
	if got, _ := newCatalog(t, Template{ID: "t", Name: "n", Text: "x", Language: "und"}).Get("t"); got.Language != "" {
		t.Errorf("the undetermined language is stored as %q", got.Language)
	}
}

// TestQueuesAreCopied: the caller's slice is the caller's.
func TestQueuesAreCopied(t *testing.T) {
	mine := []contact.QueueID{"q"}
	c := newCatalog(t, Template{ID: "t", Name: "n", Text: "x", Queues: mine})
	mine[0] = "other"
	if got := ids(slices.Collect(c.For("q", ""))); len(got) != 1 {
		t.Error("the template left its queue when the caller's slice changed")
	}
}

// TestRecords: what is stored comes back from JSON and from CBOR, and zero fields take no room.
func TestRecords(t *testing.T) {
	roundTrip(t, Template{"t", "인사", "안녕", []contact.QueueID{"q", "r"}, "ko", true},
		`{"id":"t","name":"인사","text":"안녕","queues":["q","r"],"language":"ko","inactive":true}`)
	roundTrip(t, Template{ID: "t", Name: "n", Text: "x"}, `{"id":"t","name":"n","text":"x"}`)
	roundTrip(t, Template{}, `{}`)
}

func roundTrip(t *testing.T, value Template, wantJSON string) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil || string(text) != wantJSON {
		t.Errorf("json.Marshal(%+v) = %s, %v, want %s", value, text, err, wantJSON)
	}
	var fromJSON, fromCBOR Template
	data, err := cbor.Marshal(value)
	if err := errors.Join(err, json.Unmarshal(text, &fromJSON), cbor.Unmarshal(data, &fromCBOR)); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]Template{value, value}, []Template{fromJSON, fromCBOR}); diff != "" {
		t.Errorf("round trip of %+v mismatch (-want +got):\n%s", value, diff)
	}
}
