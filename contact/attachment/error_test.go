package attachment

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestErrorText(t *testing.T) {
	for _, tc := range []struct {
		err         Error
		log, en, ko string
	}{
		{
			Error{Code: TotalTooLarge, Limit: 35 << 20},
			"attachment: total-too-large limit=36700160",
			"The total size of the files of a message must be less than 35 MB.",
			"한 메시지의 총 파일 크기는 35MB 미만이어야 합니다.",
		},
		{
			Error{Code: TotalTooLarge, Limit: 3<<19 + 1, Size: 25<<20 + 1},
			"attachment: total-too-large limit=1572865 size=26214401",
			"The total size of the files of a message must be less than 1.5 MB. It would be 25.1 MB.",
			"한 메시지의 총 파일 크기는 1.5MB 미만이어야 합니다. 현재 총 크기는 25.1MB입니다.",
		},
		{
			Error{Code: TooLarge, File: 2, Limit: 500 << 10, Size: 600 << 10},
			"attachment: too-large file=2 limit=512000 size=614400",
			"File 2: The file is too large. A file can have at most 500 KB.",
			"2번 파일: 파일이 너무 큽니다. 파일 하나의 크기는 500KB 이하여야 합니다.",
		},
		{
			Error{Code: TooLarge, Limit: 1023},
			"attachment: too-large limit=1023",
			"The file is too large. A file can have at most 1023 bytes.",
			"파일이 너무 큽니다. 파일 하나의 크기는 1023바이트 이하여야 합니다.",
		},
		{
			Error{Code: TooMany, Limit: 10, Size: 11},
			"attachment: too-many limit=10 size=11",
			"A message can have at most 10 files.",
			"한 메시지에는 파일을 10개까지 첨부할 수 있습니다.",
		},
		{
			Error{Code: TooMany, Limit: 1, Size: 2},
			"attachment: too-many limit=1 size=2",
			"A message can have only one file.",
			"한 메시지에는 파일을 1개까지 첨부할 수 있습니다.",
		},
		{
			Error{Code: InvalidRules, Field: "types"},
			"attachment: invalid-rules field=types",
			"The rules for attachments are not valid.",
			"첨부 파일 규칙이 올바르지 않습니다.",
		},
		{
			Error{Code: Unscanned, Cause: io.ErrUnexpectedEOF},
			"attachment: unscanned: unexpected EOF",
			"The file could not be checked for malicious software. Try again later.",
			"파일의 악성 코드 검사를 하지 못했습니다. 나중에 다시 시도해 주십시오.",
		},
	} {
		for what, pair := range map[string][2]string{
			"Error()": {tc.err.Error(), tc.log}, "Text(en-US)": {tc.err.Text("en-US"), tc.en},
			"Text(kok)": {tc.err.Text("kok"), tc.en}, // Konkani
			"Text(ko)":  {tc.err.Text("ko"), tc.ko}, "Text(KO-kr)": {tc.err.Text("KO-kr"), tc.ko},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s mismatch\ngot  %s\nwant %s", what, pair[0], pair[1])
			}
		}
	}
}

// Every code has a name, is found in its error, and has a text in both languages.
func TestCodes(t *testing.T) {
	seen := map[string]Code{}
	for c := Disabled; c <= InvalidRules; c++ {
		err := &Error{Code: c, Limit: 2, Cause: io.EOF}
		if other, ok := seen[c.String()]; ok || c.String() == "" {
			t.Errorf("codes %d and %d have the name %q", c, other, c)
		}
		seen[c.String()] = c
		if wrapped := fmt.Errorf("chat: %w", err); !errors.Is(wrapped, c) || !errors.Is(wrapped, io.EOF) || errors.Is(wrapped, c+1) {
			t.Errorf("errors.Is does not find just %v and its cause", c)
		}
		en, ko := err.Text("en"), err.Text("ko")
		if en == "" || ko == "" || en == ko || strings.Contains(en+ko, "%!") {
			t.Errorf("%v is shown as %q and %q", c, en, ko)
		}
	}
	if n := len(codes) - 1; n != int(InvalidRules) || len(english) != n || len(korean) != n {
		t.Errorf("%d codes have %d names, %d English and %d Korean texts", InvalidRules, n, len(english), len(korean))
	}
	if got := Code(99).Error(); got != "attachment: 99" {
		t.Errorf("Code(99).Error() = %q", got)
	}
}

func TestErrorAsJSON(t *testing.T) {
	text, err := json.Marshal(&Error{Code: TotalTooLarge, File: 2, Limit: 10, Size: 12, Cause: io.EOF})
	if want := `{"code":"total-too-large","file":2,"limit":10,"size":12}`; err != nil || string(text) != want {
		t.Errorf("Marshal() = %s, %v, want %s", text, err, want)
	}
}
