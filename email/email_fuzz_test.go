package email_test

import "testing"

// hostile are mails that are meant to do harm.
var hostile = []string{
	"", "\n", "\r\n\r\n", ":\n", "From \n\n", "From: \n\n>",
	"Content-Type: text/html\n\n<script>alert(1)</script><img src=x onerror=alert(1)><a href=javascript:alert(1)>x</a>",
	"Content-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"Content-Type: text/html; charset=iso-2022-kr\n\n\x1b$)C\x0e<script>\x0f<p style=\"background:url(//x)\">",
	"Content-Type: text/html\n\n<svg><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
	"Content-Type: text/html\n\n<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
	"Content-Type: multipart/mixed; boundary=a\n\n--a\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a--\n--a--\n--a\n",
	"Content-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/html\n\n<base href=//x>\n--a\n\ntext\n--a--",
	"Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: =?utf-8?b?\xff?=\n\n",
	"Content-Type: text/plain; charset*=utf-8''%ff; name*0=\"\\\nContent-Transfer-Encoding: base64\n\n====",
	"Subject: =?x?q?=?=\nFrom: <<a@b>,;:\"\nTo: =?euc-kr?B?yKs=?= =?euc-kr?B?sQ==?= <@>\nDate: Mon, 99 Foo 99999\nReferences: <><a><a@b\n\nbegin 644 a\n#86)C\n`\nend\n",
	"Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n\nFinal-Recipient: ;\n--a--",
}

// FuzzRead holds what is read of any bytes against what is promised.
func FuzzRead(f *testing.F) {
	for _, raw := range hostile {
		f.Add([]byte(raw))
	}
	for _, k := range koreanMails() {
		f.Add(written(f, k.source))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { promised(t, raw) })
}
