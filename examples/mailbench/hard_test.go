package mailbench

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/text/encoding/korean"
)

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// uhc writes Korean in CP949, of which EUC-KR is a part.
func uhc(s string) string {
	out, err := korean.EUCKR.NewEncoder().String(s)
	if err != nil {
		panic(err) // a test's own text
	}
	return out
}

func textIn(set, encoding, body string) string {
	return "Subject: hard\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=" + set + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + body
}

func mixed(parts ...string) string {
	return "Subject: hard\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + strings.Join(parts, "\r\n--b\r\n") + "\r\n--b--\r\n"
}

const (
	plainPart = "Content-Type: text/plain; charset=utf-8\r\n\r\n안녕하세요"
	filePart  = "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n"
)

func files(all ...string) (list [][]byte) {
	for _, f := range all {
		list = append(list, []byte(f))
	}
	return list
}

// hard are mails as they come, and what is in them. Where enmime reads something else, why is there.
var hard = []struct {
	name, raw string
	want      reading
	enmime    string
}{
	{"euc-kr", textIn("euc-kr", "base64", base64Of(uhc("주문 확인"))), reading{subject: "hard", text: "주문 확인"}, ""},
	{"ks_c_5601-1987 with a character of CP949", textIn("ks_c_5601-1987", "8bit", uhc("똠방각하")), reading{subject: "hard", text: "똠방각하"}, ""},
	{"cp949", textIn("cp949", "8bit", uhc("똠방각하")), reading{subject: "hard", text: "똠방각하"}, "it does not know the alias"},
	{"uhc", textIn("uhc", "8bit", uhc("똠방각하")), reading{subject: "hard", text: "똠방각하"}, "the same"},
	{"ms949", textIn("ms949", "8bit", uhc("똠방각하")), reading{subject: "hard", text: "똠방각하"}, "the same"},
	{"x-windows-949", textIn("x-windows-949", "8bit", uhc("똠방각하")), reading{subject: "hard", text: "똠방각하"}, "the same"},
	{"iso-2022-kr", textIn("iso-2022-kr", "7bit", "\x1b$)C\x0eGQ1[\x0f!\r\n"), reading{subject: "hard", text: "한글!"}, "the text is lost"},
	{"iso-2022-jp", textIn("iso-2022-jp", "7bit", "\x1b$BF|K\\8l\x1b(B!\r\n"), reading{subject: "hard", text: "日本語!"}, ""},
	{"utf-7", textIn("utf-7", "7bit", "+1VyuAA-!\r\n"), reading{subject: "hard", text: "한글!"}, ""},
	{"utf-8 declared as ascii", textIn("us-ascii", "8bit", "한글로 쓴 글입니다"), reading{subject: "hard", text: "한글로 쓴 글입니다"}, "it takes it for windows-1252"},
	{"raw subject in UTF-8", "Subject: 주문 확인\r\n\r\nok", reading{subject: "주문 확인", text: "ok"}, ""},
	{"raw subject in CP949", "Subject: " + uhc("주문 확인") + "\r\n\r\nok", reading{subject: "주문 확인", text: "ok"}, "it does not guess"},
	{"a character in two words", "Subject: =?utf-8?B?7ZU=?=\r\n =?utf-8?B?nOq4gA==?=\r\n\r\nok", reading{subject: "한글", text: "ok"}, ""},
	{"carriage returns", "Subject: hard\rX: y\r\rone\rtwo", reading{subject: "hard", text: "one\ntwo"}, "it takes it all for one line"},
	{"byte order mark", "\ufeffSubject: hard\r\n\r\nok", reading{subject: "hard", text: "ok"}, "the mark is part of the first name"},
	{"From of mbox", "From a@b.example Mon Mar  2 09:30:00 2026\nSubject: hard\n\nok", reading{subject: "hard", text: "ok"}, ""},
	{"no end", strings.TrimSuffix(mixed(plainPart, filePart+base64Of("%PDF")), "\r\n--b--\r\n"), reading{subject: "hard", text: "안녕하세요", files: files("%PDF")}, ""},
	{"cut in base64", mixed(plainPart, filePart+"JVBERi0xLj"), reading{subject: "hard", text: "안녕하세요", files: files("%PDF-1.")}, ""},
	{"mixed in mixed", mixed(plainPart, strings.ReplaceAll(strings.TrimPrefix(mixed("Content-Type: text/plain\r\n\r\ninner", filePart+base64Of("%PDF")), "Subject: hard\r\n"), "b\r\n", "bb\r\n")),
		reading{subject: "hard", text: "안녕하세요\n\ninner", files: files("%PDF")}, ""},
	{"a message in it", mixed(plainPart, "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner"), reading{subject: "hard", text: "안녕하세요", files: files("Subject: inner\r\n\r\ninner")}, ""},
	{"a calendar beside the text", strings.Replace(mixed(plainPart, "Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR"), "mixed", "alternative", 1),
		reading{subject: "hard", text: "안녕하세요", files: files("BEGIN:VCALENDAR")}, ""},
	{"unknown encoding", mixed(plainPart, strings.Replace(filePart, "base64", "x-strange", 1)+"%PDF"), reading{subject: "hard", text: "안녕하세요", files: files("%PDF")}, ""},
	{"only a file", "Subject: hard\r\n" + filePart + base64Of("%PDF"), reading{subject: "hard", files: files("%PDF")}, ""},
	{"nothing but a header", "Subject: hard\r\n\r\n", reading{subject: "hard"}, ""},
	{"nothing but a body", "hello there\r\nyou", reading{text: "hello there\nyou"}, "it wants a header"},
}

// TestHard: message reads what is there. enmime reads the same, but for what is known.
func TestHard(t *testing.T) {
	for _, tt := range hard {
		if d := differences(tt.want, byMessage([]byte(tt.raw))); len(d) > 0 {
			t.Errorf("%s: message differs in %v: %q", tt.name, d, byMessage([]byte(tt.raw)).describe())
		}
		r := byEnmime([]byte(tt.raw))
		if same := !r.failed && len(differences(tt.want, r)) == 0; same != (tt.enmime == "") {
			t.Errorf("%s: enmime reads the same: %t, want %t (%s): %q", tt.name, same, !same, tt.enmime, r.describe())
		}
	}
}

func (r reading) describe() []string {
	all := []string{r.subject, r.text, r.html}
	for _, f := range r.files {
		all = append(all, string(f))
	}
	return all
}
