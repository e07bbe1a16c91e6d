package pci_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/pci"
	"github.com/acdkit/acdkit/pci/extract"
)

var (
	chatIn  = pci.Lane{Channel: contact.Chat, Direction: pci.Inbound}
	mailIn  = pci.Lane{Channel: contact.Email, Direction: pci.Inbound}
	mailOut = pci.Lane{Channel: contact.Email, Direction: pci.Outbound}
)

func guard(t testing.TB, p pci.Policy) *pci.Guard {
	t.Helper()
	g, err := pci.NewGuard(p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGuardText(t *testing.T) {
	dropMail := pci.Policy{Rules: []pci.Rule{{Channel: contact.Email, Action: pci.Drop}}}
	body := pci.Place{Lane: chatIn}
	for name, test := range map[string]struct {
		policy pci.Policy
		place  pci.Place
		text   string
		want   pci.Text
	}{
		"clean": {place: body, text: "hello 2026", want: pci.Text{Text: "hello 2026"}},
		"redacted": {place: body, text: "my card is 4539 1488 0343 6467, cvv 123", want: pci.Text{
			Text:    "my card is **** **** **** 6467, cvv ***",
			Outcome: pci.Redacted,
			Audit: pci.Audit{{Place: body, Outcome: pci.Redacted, Found: pci.Tally{
				{Kind: pci.PAN, Brand: pci.Visa, N: 1}, {Kind: pci.CVV, N: 1},
			}}},
			Notices: []pci.Notice{{Outcome: pci.Redacted, Kinds: pci.KindSet(pci.PAN, pci.CVV)}},
		}},
		"another lane": {policy: dropMail, place: body, text: "371449635398431", want: pci.Text{
			Text: "***********8431", Outcome: pci.Redacted,
			Audit:   pci.Audit{{Place: body, Outcome: pci.Redacted, Found: pci.Tally{{Kind: pci.PAN, Brand: pci.Amex, N: 1}}}},
			Notices: []pci.Notice{{Outcome: pci.Redacted, Kinds: pci.KindSet(pci.PAN)}},
		}},
		"dropped": {policy: dropMail, place: pci.Place{Lane: mailOut, Field: pci.Subject}, text: "371449635398431", want: pci.Text{
			Outcome: pci.Dropped,
			Audit: pci.Audit{{Place: pci.Place{Lane: mailOut, Field: pci.Subject}, Outcome: pci.Dropped,
				Found: pci.Tally{{Kind: pci.PAN, Brand: pci.Amex, N: 1}}}},
			Notices: []pci.Notice{{Outcome: pci.Dropped, Kinds: pci.KindSet(pci.PAN)}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := guard(t, test.policy).Text(test.place, test.text)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Text mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

const picture = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"

func TestGuardFile(t *testing.T) {
	for name, test := range map[string]struct {
		policy  pci.Policy
		file    string
		content string
		want    pci.Outcome
		cause   extract.Cause
		name    string
	}{
		"clean":           {file: "a.txt", content: "hello", want: pci.Passed},
		"card":            {file: "a.txt", content: "card 4539148803436467", want: pci.Dropped},
		"card by content": {file: "a.png", content: "<p>4539<b>1488</b>03436467</p>", want: pci.Dropped},
		"name":            {file: "4539148803436467.txt", content: "hello", want: pci.Redacted, name: "************6467.txt"},
		"picture":         {file: "a.png", content: picture, want: pci.Dropped, cause: extract.Picture},
		"picture, warned": {policy: pci.Policy{Pictures: pci.WarnPictures}, file: "a.png", content: picture, want: pci.Warned, cause: extract.Picture},
		"binary":          {file: "a.bin", content: "\x00\x01\x02\x03\x04\x05\x00\x11\x00", want: pci.Dropped, cause: extract.Unsupported},
		"binary, warned": {policy: pci.Policy{Unexamined: pci.WarnUnexamined}, file: "a.bin",
			content: "\x00\x01\x02\x03\x04\x05\x00\x11\x00", want: pci.Warned, cause: extract.Unsupported},
		"too large": {policy: pci.Policy{Limits: extract.Limits{FileBytes: 10}}, file: "a.txt", content: "much too large", want: pci.Dropped, cause: extract.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := guard(t, test.policy).File(t.Context(), pci.Place{Lane: chatIn, File: 1}, test.file, strings.NewReader(test.content))
			if err != nil {
				t.Fatal(err)
			}
			if test.name == "" {
				test.name = test.file
			}
			if f.Outcome != test.want || f.Report.Cause() != test.cause || f.Name != test.name {
				t.Errorf("%v, cause %q, name %q, want %v, %q, %q", f.Outcome, f.Report.Cause(), f.Name, test.want, test.cause, test.name)
			}
			if (len(f.Notices) > 0) != (test.want != pci.Passed) {
				t.Errorf("notices %v with outcome %v", f.Notices, f.Outcome)
			}
		})
	}
}

func TestGuardFileReadError(t *testing.T) {
	broken := errors.New("broken")
	f, err := guard(t, pci.Policy{}).File(t.Context(), pci.Place{Lane: chatIn, File: 3}, "a", failingReader{broken})
	if !errors.Is(err, broken) || f.Outcome != pci.Dropped {
		t.Errorf("File = %v, %v, want dropped and the error", f.Outcome, err)
	}
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }

func TestGuardMessage(t *testing.T) {
	message := func() pci.Message {
		return pci.Message{
			Lane: mailIn, Subject: "card 4539148803436467", Text: "see the files",
			Files: []pci.Upload{
				{Name: "a.txt", Content: strings.NewReader("hello")},
				{Name: "b.txt", Content: strings.NewReader("5555555555554444")},
			},
		}
	}
	got, err := guard(t, pci.Policy{}).Message(t.Context(), message())
	if err != nil {
		t.Fatal(err)
	}
	if got.Subject != "card ************6467" || got.Text != "see the files" || got.Files[0].Outcome != pci.Passed || got.Files[1].Outcome != pci.Dropped {
		t.Errorf("redacting: %+v", got)
	}
	if len(got.Notices) != 2 || len(got.Audit) != 2 || got.Audit[1].Place.File != 2 {
		t.Errorf("redacting: notices %+v, audit %+v", got.Notices, got.Audit)
	}
	if got, err = guard(t, pci.Policy{Default: pci.Drop}).Message(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	if got.Subject != "" || got.Text != "" || got.Files[0].Outcome != pci.Dropped || got.Files[0].Name != "" || len(got.Notices) != 1 {
		t.Errorf("dropping: %+v", got)
	}
}

func TestGuardStream(t *testing.T) {
	var out bytes.Buffer
	s := guard(t, pci.Policy{}).Stream(pci.Place{Lane: chatIn}, &out)
	io.WriteString(s, "card 4539 1488 ")
	io.WriteString(s, "0343 6467")
	if err := s.Close(); err != nil || out.String() != "card **** **** **** 6467" || s.Audit().Outcome() != pci.Redacted || len(s.Notices()) != 1 {
		t.Errorf("Close = %v, %q, %v", err, out.String(), s.Audit())
	}
	s = guard(t, pci.Policy{Default: pci.Drop}).Stream(pci.Place{Lane: chatIn}, io.Discard)
	io.WriteString(s, "card 4539 1488 0343 6467")
	if err := s.Close(); !errors.Is(err, pci.ErrDropped) || s.Audit().Outcome() != pci.Dropped {
		t.Errorf("Close = %v, want ErrDropped", err)
	}
}

func TestGuardPreview(t *testing.T) {
	got, found := guard(t, pci.Policy{Default: pci.Drop}).Preview("card 4539148803436467")
	if got != "card ************6467" || len(found) != 1 || found[0].Start != 5 || found[0].End != 21 {
		t.Errorf("Preview = %q, %v", got, found)
	}
}

func lines(s ...string) []byte { return []byte(strings.Join(s, "\r\n")) }

func TestGuardMail(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	raw := lines("From: a@example.com", "Subject: =?utf-8?B?"+b64([]byte("카드 4539148803436467"))+"?=",
		"Message-ID: <4539148803436467.1@mail.example.com>", "MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="b"`, "",
		"--b", "Content-Type: text/plain; charset=ks_c_5601-1987", "Content-Transfer-Encoding: quoted-printable", "",
		"=C4=AB=B5=E5 4539 1488 =", "0343 6467", "--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "",
		b64([]byte("<p>card <b>3714</b> 496353 98431</p>")), "--b", `Content-Type: application/octet-stream; name="4539148803436467.csv"`,
		"Content-Transfer-Encoding: base64", "", b64([]byte("a;5555555555554444")), "--b",
		`Content-Type: text/csv; name="clean.csv"`, "", "a;b", "--b--", "")
	got := guard(t, pci.Policy{}).Mail(t.Context(), mailIn, raw)
	if got.Outcome != pci.Dropped { // the attachment was
		t.Errorf("outcome %v, want dropped, for the attachment", got.Outcome)
	}
	text := string(got.Raw)
	for _, want := range []string{
		"Message-ID: <4539148803436467.1@mail.example.com>", "=C4=AB=B5=E5 **** **** **** 6467", "a;b", b64([]byte("<p>card <b>****</b> ****** *8431</p>")),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, b64([]byte("a;5555555555554444"))) || strings.Contains(text, "4539148803436467.csv") {
		t.Errorf("something raw is left in\n%s", text)
	}
	again := guard(t, pci.Policy{}).Mail(t.Context(), mailIn, got.Raw)
	if !bytes.Equal(again.Raw, got.Raw) || again.Outcome != pci.Passed {
		t.Errorf("the second time: %v %+v\n%s", again.Outcome, again.Audit, cmp.Diff(text, string(again.Raw)))
	}
	if got := guard(t, pci.Policy{Default: pci.Drop}).Mail(t.Context(), mailIn, raw); got.Raw != nil || got.Outcome != pci.Dropped || len(got.Notices) != 1 {
		t.Errorf("dropping: %+v", got)
	}
	clean := lines("From: a@example.com", "Subject: hello", "", "nothing")
	if got := guard(t, pci.Policy{}).Mail(t.Context(), mailIn, clean); !bytes.Equal(got.Raw, clean) || got.Outcome != pci.Passed {
		t.Errorf("a clean mail: %+v", got)
	}
}

func TestNoticeTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range []pci.Notice{
		{Outcome: pci.Redacted}, {Outcome: pci.Dropped}, {Outcome: pci.Dropped, Field: pci.Attachment, Kinds: pci.CardData},
		{Outcome: pci.Dropped, Field: pci.Attachment, Cause: extract.Encrypted}, {Outcome: pci.Warned, Field: pci.Attachment},
	} {
		for _, language := range []string{"en", "ko", "ko-KR"} {
			text := n.Text(language)
			if text == "" || language != "ko-KR" && seen[text] {
				t.Errorf("%+v in %s: %q is empty, or not its own", n, language, text)
			}
			seen[text] = true
		}
	}
}

func TestPolicyValidate(t *testing.T) {
	for name, p := range map[string]pci.Policy{
		"default": {Default: 2}, "rule": {Rules: []pci.Rule{{Action: 9}}}, "direction": {Rules: []pci.Rule{{Direction: 3}}},
		"channel": {Rules: []pci.Rule{{Channel: 99}}}, "unexamined": {Unexamined: 2}, "pictures": {Pictures: 3},
	} {
		if _, err := pci.NewGuard(p); !errors.Is(err, pci.ErrPolicy) {
			t.Errorf("%s: %v, want ErrPolicy", name, err)
		}
	}
	if _, err := pci.NewGuard(pci.Policy{Config: pci.Config{Mask: pci.Mask{First: 7}}}); !errors.Is(err, pci.ErrMask) {
		t.Errorf("mask: %v, want ErrMask", err)
	}
	if _, err := pci.NewGuard(pci.Policy{Config: pci.Config{Kinds: 1 << 15}}); !errors.Is(err, pci.ErrUnknownKind) {
		t.Errorf("kinds: %v, want ErrUnknownKind", err)
	}
}

func ExampleGuard() {
	g, err := pci.NewGuard(pci.Policy{})
	if err != nil {
		panic(err)
	}
	place := pci.Place{Lane: pci.Lane{Channel: contact.Chat, Direction: pci.Inbound}}
	t := g.Text(place, "카드번호는 4539-1488-0343-6467이고 CVC는 123입니다")
	fmt.Println(t.Text)
	fmt.Println(t.Outcome, t.Audit.Found().Kinds())
	fmt.Println(t.Notices[0].Text("en"))
	// Output:
	// 카드번호는 ****-****-****-6467이고 CVC는 ***입니다
	// redacted pan,cvv
	// Card or personal data in your message was hidden.
}

func TestNoticesComeBackFromJSON(t *testing.T) {
	for o := pci.Passed; o <= pci.Dropped; o++ {
		for f := pci.Body; f <= pci.Template; f++ {
			want := pci.Notice{Outcome: o, Field: f, File: 2, Kinds: pci.CardData, Cause: extract.Encrypted}
			text, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got pci.Notice
			if err := json.Unmarshal(text, &got); err != nil || got != want {
				t.Errorf("%s came back as %+v, %v", text, got, err)
			}
		}
	}
	for _, bad := range []string{`{"outcome":"x"}`, `{"field":"x"}`, `{"cause":"x"}`} {
		if err := json.Unmarshal([]byte(bad), new(pci.Notice)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
