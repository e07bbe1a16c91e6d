package auto_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
)

func crlf(s string) string { return strings.ReplaceAll(strings.TrimLeft(s, "\n"), "\n", "\r\n") }

// bounces are reports as mail systems write them; want is class, outcome, recipients, and what they are about.
var bounces = []struct{ name, mail, want string }{
	{"postfix", `
From: MAILER-DAEMON@mx.a.example (Mail Delivery System)
To: support@desk.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce-1@mx.a.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification

This is the mail system at host mx.a.example.

<lee@a.example>: host mail.a.example[192.0.2.1] said: 550 5.1.1 no such user

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.a.example
X-Postfix-Queue-ID: 4711
Arrival-Date: Mon, 1 Jun 2026 09:00:00 +0900

Final-Recipient: rfc822; lee@a.example
Original-Recipient: rfc822;lee@a.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
    no such user

--b
Content-Type: message/rfc822

From: support@desk.example
Message-ID: <sent-1@desk.example>
Subject: Re: order 7

text
--b--
`, "bounce failed [lee@a.example failed 5.1.1] sent-1@desk.example"},
	{"delayed, headers only", `
From: MAILER-DAEMON@a.example
Subject: Delayed Mail (still being retried)
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Wait.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; a.example

Final-Recipient: rfc822; lee@a.example
Action: delayed
Status: 4.4.1

--b
Content-Type: text/rfc822-headers

Message-ID: <sent-2@desk.example>
From: support@desk.example

--b--
`, "bounce delayed [lee@a.example delayed 4.4.1] sent-2@desk.example"},
	{"three recipients", `
From: postmaster@a.example
Subject: Delivery Status Notification
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; a.example

Original-Recipient: rfc822;alias+2Bx@a.example
Final-Recipient: rfc822; lee@b.example
Action: delivered
Status: 2.1.5

Final-Recipient: RFC822; <park@a.example>
Action: Failed (permanently)
Status: 5.2.2 (mailbox full)
Final-Recipient: rfc822; choi@a.example
Status: 4.0.0
--b--
`, "bounce failed [alias+x@a.example delivered 2.1.5] [park@a.example failed 5.2.2] [choi@a.example delayed 4.0.0]"},
	{"success", `
From: postmaster@a.example
Subject: Relayed: order 7
In-Reply-To: <sent-3@desk.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; lee@a.example
Action: relayed
--b--
`, "bounce delivered [lee@a.example delivered ] sent-3@desk.example"},
	{"gmail", `
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)
Auto-Submitted: auto-replied
X-Failed-Recipients: lee@a.example
References: <other@desk.example> <sent-4@desk.example>
In-Reply-To: <sent-4@desk.example>
Content-Type: multipart/report; boundary=b; report-type=delivery-status

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
X-Original-Message-ID: <sent-4@desk.example>

Final-Recipient: rfc822; lee@a.example
Action: failed
Status: 5.1.1
--b--
`, "bounce failed [lee@a.example failed 5.1.1] sent-4@desk.example"},
	{"internationalized", `
From: postmaster@a.example
Subject: x
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/global-delivery-status

Reporting-MTA: dns; a.example

Final-Recipient: utf-8; \x{C774}@a.example
Action: failed
Status: 5.1.1
--b
Content-Type: message/global-headers

Message-ID: <sent-5@desk.example>
--b--
`, "bounce failed [이@a.example failed 5.1.1] sent-5@desk.example"},
	{"exchange", `
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@a.example>
Subject: Undeliverable: order 7
In-Reply-To: <sent-6@desk.example>
Content-Type: text/html; charset=utf-8

<html><body><b>Delivery has failed to these recipients or groups:</b><br><a href="mailto:lee@a.example">lee@a.example</a>
<p>Original message headers:</p><pre>Received: from x&#13;
Message-ID: &lt;sent-6b@desk.example&gt;&#13;
</pre></body></html>
`, "bounce failed sent-6@desk.example sent-6b@desk.example"},
	{"qmail", `
From: MAILER-DAEMON@a.example
To: support@desk.example
Subject: failure notice

Hi. This is the qmail-send program at a.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<lee@a.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <support@desk.example>
Received: (qmail 4711 invoked from network); 1 Jun 2026 00:00:00 -0000
Message-ID: <sent-7@desk.example>
To: <park@a.example>
Subject: Re: order 7

<park@a.example>:
text
`, "bounce failed [lee@a.example failed 5.1.1] sent-7@desk.example"},
	{"qmail, unknown subject", `
From: MAILER-DAEMON@a.example
Subject: x

Hi. This is the qmail-send program at a.example.

<lee@a.example>:
`, "bounce failed [lee@a.example failed ]"},
	{"exim", `
From: Mail Delivery System <Mailer-Daemon@a.example>
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: lee@a.example,
 park@a.example

This message was created automatically by mail delivery software.

  lee@a.example
    Unrouteable address
  choi@a.example
    host 192.5.1.1 said no

------ This is a copy of the message, including all the headers. ------

Message-Id: sent-8@desk.example
`, "bounce failed [lee@a.example failed ] [park@a.example failed ] [choi@a.example failed ] sent-8@desk.example"},
	{"exim, delayed", `
From: Mail Delivery System <Mailer-Daemon@a.example>
Subject: Warning: message 1abc delayed 24 hours

The message identifier is: 1abc
Message-ID: <sent-9@desk.example>

  lee@a.example
    Delay reason: (4.4.1) timed out
`, "bounce delayed [lee@a.example delayed 4.4.1] sent-9@desk.example"},
	{"naver", `
From: =?EUC-KR?B?sd/AzyCwzbjF?= <MAILER-DAEMON@naver.example>
Subject: [발송실패 안내] 주문 7번 답변드립니다
Content-Type: text/html; charset=utf-8

<table><tr><td>받는 사람 : </td><td>lee@naver.example</td></tr><tr><td>사유</td><td>존재하지 않는 사용자 (550 5.1.1)</td></tr>
<tr><td>Message-ID</td><td>&lt;sent-10@desk.example&gt;</td></tr></table>
`, "bounce failed [lee@naver.example failed 5.1.1] sent-10@desk.example"},
	{"daum", `
From: postmaster@daum.example
Subject: 메일 전송 실패 안내
Content-Type: text/plain; charset=utf-8

수신자: lee@daum.example
메시지 ID: <sent-11@desk.example>

----- 원본 메시지 -----
받는 사람: other@daum.example
`, "bounce failed [lee@daum.example failed ] sent-11@desk.example"},
	{"receipt", `
From: Lee <lee@a.example>
Subject: Read: order 7
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b

Your message was read.
--b
Content-Type: message/disposition-notification

Reporting-UA: a.example; mail
Original-Recipient: rfc822;lee@a.example
Final-Recipient: rfc822;lee@a.example
Original-Message-ID: <sent-12@desk.example>
Disposition: manual-action/MDN-sent-manually; displayed

--b--
`, "receipt  [lee@a.example  ] sent-12@desk.example"},
	{"no more than a name", `
From: MAILER-DAEMON
Subject: Returned mail
Message-ID: <sent-13@a.example>

Message-ID: <sent-13@a.example>
`, "bounce failed"},
	{"addresses that are none", `
From: MAILER-DAEMON@a.example
Subject: Returned mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: x400; /C=KR/S=LEE
Action: failed

Final-Recipient: rfc822; a b@c
--b--
`, "bounce failed [ failed ]"},
	{"base64", `
From: postmaster@a.example
Subject: x
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGxlZUBhLmV4YW1wbGUNCkFjdGlvbjogZmFpbGVkDQo=
--b--
`, "bounce failed [lee@a.example failed ]"},
}

func describe(v auto.Verdict) string {
	words := []string{string(v.Class), string(v.Report.Outcome)}
	for _, r := range v.Report.Recipients {
		words = append(words, fmt.Sprintf("[%s %s %s]", r.Addr, r.Outcome, r.Status))
	}
	return strings.Join(append(words, v.Report.About...), " ")
}

func TestReports(t *testing.T) {
	for _, tc := range bounces {
		v := auto.Classify(message.Parse([]byte(crlf(tc.mail))), auto.Envelope{}, mark)
		if got := describe(v); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
		checkReport(t, v)
		if lone := auto.Classify(message.Parse([]byte(strings.TrimLeft(tc.mail, "\n"))), auto.Envelope{}, mark); describe(lone) != describe(v) {
			t.Errorf("%s: with LF line ends it is %s", tc.name, describe(lone))
		}
	}
}

// TestReportsAreBounded: a report that goes on and on says no more than it may.
func TestReportsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("From: postmaster@a.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a%d@a.example\n"+
			"--b\nContent-Type: message/rfc822\n\nMessage-ID: <%d@a.example>\n\nx\n", i, i)
	}
	v := auto.Classify(message.Parse([]byte(b.String())), auto.Envelope{}, mark)
	if len(v.Report.Recipients) != 100 || len(v.Report.About) != 10 {
		t.Errorf("%d recipients, %d ids", len(v.Report.Recipients), len(v.Report.About))
	}
}

// checkReport checks what is true of all reports.
func checkReport(t *testing.T, v auto.Verdict) {
	t.Helper()
	r := v.Report
	if v.Class != auto.Bounce && v.Class != auto.Receipt {
		if diff := cmp.Diff(auto.Report{}, r); diff != "" {
			t.Errorf("%s has a report: %s", v.Class, diff)
		}
		return
	}
	if (v.Class == auto.Bounce) != (r.Outcome != "") || len(r.Recipients) > 100 || len(r.About) > 10 {
		t.Errorf("%s has outcome %q, %d recipients, %d ids", v.Class, r.Outcome, len(r.Recipients), len(r.About))
	}
	for i, id := range r.About {
		if id == "" || strings.ContainsAny(id, "<> \r\n\x00") || slices.Contains(r.About[:i], id) || !utf8.ValidString(id) {
			t.Errorf("id %q", id)
		}
	}
	for _, who := range r.Recipients {
		if _, err := message.ParseAddress(who.Addr); who.Addr != "" && err != nil {
			t.Errorf("address %q: %v", who.Addr, err)
		}
	}
}

// FuzzReport puts anything in the part of a report.
func FuzzReport(f *testing.F) {
	for _, tc := range bounces {
		f.Add(crlf(tc.mail))
	}
	f.Add("Final-Recipient: rfc822; a@b\r\n folded\r\n\r\n:\r\n Final-Recipient:\r\nAction: delayed")
	f.Fuzz(func(t *testing.T, content string) {
		for _, kind := range []string{"delivery-status", "disposition-notification"} {
			raw := "Subject: x\r\nContent-Type: multipart/report; report-type=" + kind + "; boundary=boundary-of-the-test\r\n\r\n" +
				"--boundary-of-the-test\r\nContent-Type: message/" + kind + "\r\n\r\n" + content + "\r\n--boundary-of-the-test--\r\n"
			v := auto.Classify(message.Parse([]byte(raw)), auto.Envelope{}, mark)
			if v.Reason != auto.ReportType {
				t.Errorf("%+v", v)
			}
			checkReport(t, v)
		}
	})
}
