package main

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBareMail: what a mail does not have is empty, and never null.
func TestBareMail(t *testing.T) {
	want := []view{{
		From: []string{}, To: []string{}, Cc: []string{}, InReplyTo: []string{}, References: []string{}, Attachments: []attachment{},
		Text: "hello", Visible: "hello",
		Reply: answer{To: []string{}, Cc: []string{}, Subject: "Re:"}, ReplyAll: answer{To: []string{}, Cc: []string{}, Subject: "Re:"},
		Warnings: []string{"reply: nobody", "reply all: nobody"},
	}}
	if diff := cmp.Diff(want, views(t, "\nhello", "-"), cmp.AllowUnexported(view{}, answer{})); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	_, got, _ := mailview(t, "\nhello", "-")
	if want := "\nhello\n\nReply       nobody\nReply all   nobody\nWarning     reply: nobody\nWarning     reply all: nobody\n\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestAnswer(t *testing.T) {
	const mail = "From: Ann <ann@home.example>\nReply-To: ann@elsewhere.example\nTo: HELP+7@desk.example, bob@home.example\n" +
		"Cc: Cho <cho@home.example>, team@own.example\nSubject: Re: lamp\nMessage-ID: <1@home.example>\n\nbroken\n"
	v := views(t, mail, "-own", "help@desk.example,@own.example", "-")[0]
	if diff := cmp.Diff(answer{To: []string{"ann@elsewhere.example"}, Cc: []string{}, Subject: "Re: lamp"}, v.Reply, cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("reply mismatch (-want +got):\n%s", diff)
	}
	all := answer{To: []string{"ann@elsewhere.example", "bob@home.example"}, Cc: []string{"Cho <cho@home.example>"}, Subject: "Re: lamp"}
	if diff := cmp.Diff(all, v.ReplyAll, cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("reply all mismatch (-want +got):\n%s", diff)
	}
	if want := []string{"reply: other-domain: ann@elsewhere.example", "reply all: other-domain: ann@elsewhere.example"}; !slices.Equal(v.Warnings, want) {
		t.Errorf("warnings %q, want %q", v.Warnings, want)
	}
	if v.ID != "1@home.example" {
		t.Errorf("id %q", v.ID)
	}
	_, text, _ := mailview(t, mail, "-own", "help@desk.example", "-")
	for _, line := range []string{"  not       Ann <ann@home.example> (superseded, From)\n", "  cc        team@own.example (recipient, Cc)\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
}

func TestWarnings(t *testing.T) {
	const mail = "From: ann@home.example\nDate: yesterday\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n" +
		"<a href=\"https://www.example.net/x\">https://www.example.com</a><a href=\"javascript:x()\">y</a><img src=\"https://img.example/a.png\" width=9>" +
		"cvv 923, card 4539 1488 0343 6467\n--b\nContent-Type: image/png; name=a.png\n\n\x89PNG\r\n\x1a\n\n--b\n" +
		"Content-Type: text/plain; name=card.txt\n\n4539 1488 0343 6467\n--b--\n"
	want := []string{
		"broken-date", "guard: redacted: body: pan,cvv", "guard: warned: attachment 1: picture", "guard: dropped: attachment 2: pan",
		"remote images blocked: 1", "link: text-differs: https://www.example.net/x", "link: refused",
	}
	if diff := cmp.Diff(want, views(t, mail, "-")[0].Warnings); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// TestNoDigitIsPrinted: a card number is printed of no part of a mail. In angle brackets before an "@" it counts as one of an
// id, see package pci.
func TestNoDigitIsPrinted(t *testing.T) {
	const number = "4539148803436467"
	encoded := base64.StdEncoding.EncodeToString([]byte("카드 " + number))
	const html = "Content-Type: text/html\n\n"
	for name, mail := range map[string]string{
		"names":     "From: =?utf-8?B?" + encoded + "?= <a@x.example>\nTo: " + number + "@x.example\nCc: \"" + number + "\" <b@x.example>\n\n",
		"subject":   "Subject: =?utf-8?Q?45391488?= =?utf-8?Q?03436467?=\nDate: " + number + "\n\n",
		"base64":    "Content-Transfer-Encoding: base64\n\n" + encoded,
		"entities":  html + "4539<b>1488</b>&#48;3436467",
		"link":      html + "<a href=\"https://x.example/?c=" + number + "\">x</a>",
		"hex":       html + "<a href=\"https://x.example/?d=4539%31488%30343%36467\">x</a>",
		"image":     html + "<img src=\"cid:" + number + "\" alt=\"" + number + "\">",
		"outside":   "Content-Type: multipart/mixed; boundary=b\n\n" + number + "\n--b\n\nx\n--b--\n" + number,
		"file name": "Content-Type: image/png; name=\"" + number + ".png\"\nContent-ID: <" + number + ">\n\nx",
		"RFC 2231":  "Content-Disposition: attachment; filename*0=45391488; filename*1=03436467.txt\n\nx",
		"file":      "Content-Disposition: attachment; filename=x.txt\n\n" + number,
	} {
		for _, arguments := range [][]string{{"-"}, {"-json", "-"}} {
			code, stdout, stderr := mailview(t, mail, arguments...)
			for _, hidden := range []string{number, "45391488", "4539 1488", "4539%31488"} {
				if code != exitFine || strings.Contains(stdout+stderr, hidden) {
					t.Errorf("%s, %v: exit %d, %s is printed:\n%s%s", name, arguments, code, hidden, stdout, stderr)
				}
			}
		}
	}
}

// TestWithheld: of a mail that nobody can look into there is the header, and why.
func TestWithheld(t *testing.T) {
	mail := "From: ann@home.example\nSubject: secret\nMessage-ID: <1@home.example>\nContent-Type: image/png\n\n" + strings.Repeat("x", 65<<20)
	v := views(t, mail, "-")[0]
	if v.Text != "" || v.Subject != "" || v.ID != "1@home.example" || !slices.Contains(v.Warnings, "withheld: the header only") {
		t.Errorf("%d bytes of text, subject %q, id %q, warnings %q", len(v.Text), v.Subject, v.ID, v.Warnings)
	}
}

// TestTerminal: a stranger's text does nothing to a terminal.
func TestTerminal(t *testing.T) {
	mail := "From: ann@home.example\nSubject: a\x1b]0;x\x07b\nContent-Type: text/plain; charset=utf-8; name=\"a\x1b[2J.txt\"\n\n\x1b[2J\u009b31m \u202egnp.exe\r\n\tx\n"
	_, stdout, _ := mailview(t, mail, "-")
	for _, r := range stdout {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 || r == 0x202E {
			t.Errorf("%U is printed in %q", r, stdout)
		}
	}
	if !strings.Contains(stdout, "\tx\n") {
		t.Errorf("the tab is missing in %q", stdout)
	}
}
