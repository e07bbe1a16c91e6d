package mail

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

const (
	card = "4539148803436467"
	amex = "371449635398431"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// mixed builds a message of parts.
func mixed(header string, parts ...string) string {
	return header + "From: a@b.c\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=\"=x\"\r\n\r\npreamble\r\n--=x\r\n" +
		strings.Join(parts, "\r\n--=x\r\n") + "\r\n--=x--\r\nepilogue"
}

func TestPlanted(t *testing.T) {
	inner := "From: a@b.c\r\nSubject: " + card + "\r\n\r\nx"
	tests := []struct{ name, mail string }{
		{"subject", "From: a@b.c\r\nSubject: " + card + "\r\n\r\nx"},
		{"encoded subject", "From: a@b.c\r\nSubject: =?utf-8?B?" + b64(card[:7]) + "?=\r\n =?utf-8?B?" + b64(card[7:]) + "?=\r\n\r\nx"},
		{"address", "From: \"" + card + "\" <a@b.c>\r\nTo: x\r\n\r\nx"},
		{"unknown field", "From: a@b.c\r\nTo: x\r\nX-Other: " + card + "\r\n\r\nx"},
		{"body", "From: a@b.c\r\nTo: x\r\n\r\n" + card},
		{"preamble", strings.Replace(mixed("", "\r\nx"), "preamble", card, 1)},
		{"epilogue", strings.Replace(mixed("", "\r\nx"), "epilogue", card, 1)},
		{"base64", mixed("", "Content-Transfer-Encoding: base64\r\n\r\n"+b64(card))},
		{"quoted-printable", mixed("", "Content-Transfer-Encoding: quoted-printable\r\n\r\n4539=\r\n1488=30343646=\r\n7")},
		{"said to be base64", mixed("", "Content-Transfer-Encoding: base64\r\n\r\nhello, "+card)},
		{"html", mixed("", "Content-Type: text/html\r\n\r\n4539<b>1488</b>03436467")},
		{"html said to be plain", mixed("", "Content-Type: text/plain\r\n\r\n<html>4539<b>1488</b>03436467")},
		{"html in quoted-printable", mixed("", "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n4539=3Cb>1488</b>03436467")},
		{"utf-16", mixed("", "Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(strings.Join(strings.Split(card, ""), "\x00")+"\x00"))},
		{"utf-7", mixed("", "Content-Type: text/plain; charset=utf-7\r\n\r\n+ADQANQ-39148803436467")},
		{"file name", mixed("", "Content-Type: a/b; name=\""+card+".txt\"\r\n\r\nx")},
		{"file name in pieces", mixed("", "Content-Disposition: attachment; filename*0*=utf-8''%345391488; filename*1=03436467\r\n\r\nx")},
		{"other parameter in pieces", mixed("", "Content-Disposition: attachment; x*1=03436467; x*0*=utf-8''%345391488\r\n\r\nx")},
		{"attached text", mixed("", "Content-Type: application/octet-stream\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64("x "+card))},
		{"attached mail", mixed("", "Content-Type: message/rfc822\r\n\r\n"+inner)},
		{"attached mail in base64", mixed("", "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(inner))},
		{"mail in a mail in a mail", mixed("", "Content-Type: message/rfc822\r\n\r\n"+mixed("", "Content-Type: message/rfc822\r\n\r\n"+inner))},
		{"delivery status", mixed("", "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: x\r\n\r\nDiagnostic-Code: "+card)},
		{"calendar", mixed("", "Content-Type: text/calendar\r\n\r\nDESCRIPTION:"+card)},
		{"uuencoded in the text", "From: a@b.c\r\nTo: x\r\n\r\nsee\r\nbegin 644 a.txt\r\n0-#4S.3$T.#@P,S0S-C0V-P``\r\n`\r\nend\r\n"},
		{"flowed", mixed("", "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n> 4539 \r\n> 14880343 \r\n> 6467")},
		{"header with an odd line", mixed("", "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n"+b64(card)+"\r\nX: y\r\n\r\n")},
		{"no blank line", mixed("", "Content-Type: text/plain\r\n"+card+" it is")},
		{"multipart without boundary", "From: a\r\nTo: b\r\nContent-Type: multipart/mixed\r\n\r\n--q\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(card) + "\r\n--q--"},
		{"multipart with the wrong boundary", "From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--q\r\n\r\n" + card},
		{"behind a mark", "\xEF\xBB\xBF\r\n\r\nFrom: a@b.c\r\nTo: x\r\n\r\n" + card},
		{"emlx", "1234\nFrom: a@b.c\nTo: x\nContent-Transfer-Encoding: base64\n\n" + b64(card)},
		{"mbox", "From a@b.c Fri Nov 27 05:10:00 2026\nFrom: a\n\nx\n\nFrom a@b.c Fri Nov 27 05:10:00 2026\nTo: b\nContent-Transfer-Encoding: base64\n\n" + b64(card)},
		{"signed", mixed("", "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(signed(inner, false)))},
		{"signed in pieces", mixed("", "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(signed(strings.Repeat("From: x\r\n", 20)+"Content-Transfer-Encoding: base64\r\n\r\n"+b64(card), true)))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := examine(t, []byte(tt.mail), walk.Limits{})
			gaps := f.gaps
			if tt.name == "said to be base64" { // what it decodes to is binary
				gaps = nil
			}
			if !Is([]byte(tt.mail)) || !strings.Contains(f.text, card) || len(gaps) > 0 {
				t.Errorf("is mail %t, gaps %v, no card in %q", Is([]byte(tt.mail)), f.gaps, f.text)
			}
		})
	}
}

// der encodes an element of ASN.1.
func der(tag byte, content string) string {
	if len(content) < 0x80 {
		return string([]byte{tag, byte(len(content))}) + content
	}
	return string(binary.BigEndian.AppendUint32([]byte{tag, 0x84}, uint32(len(content)))) + content
}

// open encodes an element of indefinite length.
func open(tag byte, content string) string { return string([]byte{tag, 0x80}) + content + "\x00\x00" }

// signed builds SignedData around a content, in one piece or two.
func signed(content string, pieces bool) string {
	data := der(oid, pkcs+"\x07\x01")
	switch {
	case content == "":
	case pieces:
		data += open(context0, open(octetString|0x20, der(octetString, content[:9])+der(octetString, content[9:])))
	default:
		data += der(context0, der(octetString, content))
	}
	body := der(2, "\x01") + der(0x31, "") + der(sequence, data) + der(0x31, "")
	if pieces {
		return open(sequence, der(oid, pkcs+signedData)+open(context0, open(sequence, body)))
	}
	return der(sequence, der(oid, pkcs+signedData)+der(context0, der(sequence, body)))
}

func TestGaps(t *testing.T) {
	enveloped := der(sequence, der(oid, pkcs+"\x07\x03")+der(context0, der(sequence, "\x02\x01\x00")))
	tests := []struct {
		name, mail string
		want       walk.Cause // 0: none
	}{
		{"healthy", mixed("", "\r\nx"), 0},
		{"signature", mixed("", "Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(signed("", false))), 0},
		{"pgp signature", mixed("", "Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n-----END PGP SIGNATURE-----"), 0},
		{"enveloped", mixed("", "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(enveloped)), walk.Encrypted},
		{"enveloped and cut", mixed("", "Content-Transfer-Encoding: base64\r\n\r\n"+b64(enveloped[:len(enveloped)-1])), walk.Corrupt},
		{"compressed", mixed("", "Content-Transfer-Encoding: base64\r\n\r\n"+b64(der(sequence, der(oid, pkcs+compressed)+der(context0, der(sequence, "\x02\x01\x00"))))), walk.Unsupported},
		{"multipart/encrypted", strings.Replace(mixed("", "\r\nx"), "multipart/mixed", "multipart/encrypted", 1), walk.Encrypted},
		{"inline pgp", mixed("", "\r\nx\r\n-----BEGIN PGP MESSAGE-----\r\nabc"), walk.Encrypted},
		{"partial", "From: a\r\nTo: b\r\nContent-Type: message/partial; number=1\r\n\r\nFrom: x", walk.Truncated},
		{"external", mixed("", "Content-Type: message/external-body\r\n\r\nContent-Type: a/b"), walk.Unsupported},
		{"unknown encoding", mixed("", "Content-Transfer-Encoding: x-y\r\n\r\nabc"), walk.Undecodable},
		{"unknown charset", mixed("", "Content-Type: text/plain; charset=x-y\r\n\r\nabc \xC4"), walk.Undecodable},
		{"unknown charset of a header", mixed("X: =?x-y?Q?=C4?=\r\n", "\r\nabc"), walk.Undecodable},
		{"yenc", mixed("", "\r\n=ybegin line=128 size=1 name=x\r\nabc"), walk.Unsupported},
		{"uuencoded and cut", mixed("", "\r\nbegin 644 a.txt\r\n$-#4S.0``"), walk.Truncated},
		{"two types", mixed("Content-Type: text/plain\r\n", "\r\nx"), walk.Corrupt},
		{"too deep", strings.Repeat("Subject: x\r\nContent-Type: message/rfc822\r\n\r\n", 30), walk.TooDeep},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := examine(t, []byte(tt.mail), walk.Limits{})
			var got walk.Cause
			if len(f.gaps) > 0 {
				got = f.gaps[0].Cause
			}
			if got != tt.want || len(f.gaps) > 1 {
				t.Errorf("gaps %v, want %v", f.gaps, tt.want)
			}
		})
	}
}

func TestIs(t *testing.T) {
	tests := []struct {
		data string
		want bool
	}{
		{"From: a\nTo: b\n\n", true}, {"Received: x\n\tby y\nDate: z\n", true}, {"Content-Type: text/plain\n\nx", true},
		{"From a@b.c Fri Nov 27 05:10:00 2026\nFrom: a\n\n", true}, {"\n\nSubject: a\nX-Y: b", true},
		{"", false}, {"hello: world\nthis: that\n", false}, {"Subject: only this\n\nx", false}, {"From here on\nit is text", false},
		{"12345\n", false}, {"Date,Subject\n1,2", false}, {"Note\nFrom: a\nTo: b\n", false},
	}
	for _, tt := range tests {
		if got := Is([]byte(tt.data)); got != tt.want {
			t.Errorf("Is(%q) = %t, want %t", tt.data, got, tt.want)
		}
	}
}

func TestFormats(t *testing.T) {
	tests := []struct{ mail, want string }{
		{mixed("", "\r\nx"), "eml"},
		{"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n", "mht"},
		{"From a@b.c Fri Nov 27 05:10:00 2026\nFrom: a\n\nx", "mbox"},
		{signed("", false), "p7s"}, {signed("x", false), "p7m"}, {tnefOf(), "tnef"},
	}
	for _, tt := range tests {
		if f := examine(t, []byte(tt.mail), walk.Limits{}); f.format != tt.want {
			t.Errorf("format of %.40q = %q, want %q", tt.mail, f.format, tt.want)
		}
	}
}

func TestUnflow(t *testing.T) {
	tests := []struct {
		in, want string
		delete   bool
	}{
		{"a \nb\nc", "a b\nc", false}, {"4539 \r\n1488", "45391488", true}, {"> a \n> b\nc", "a b\nc", false},
		{"a \n> b", "a \nb", false}, {"-- \nname", "-- \nname", false}, {" >x", ">x", false},
	}
	for _, tt := range tests {
		if got := string(unflow([]byte(tt.in), tt.delete)); got != tt.want {
			t.Errorf("unflow(%q, %t) = %q, want %q", tt.in, tt.delete, got, tt.want)
		}
	}
}

// tnefOf builds a winmail.dat.
func tnefOf(attributes ...string) string {
	return tnefMagic + "\x01\x00" + strings.Join(attributes, "")
}

func attribute(number uint32, data string) string {
	b := binary.LittleEndian.AppendUint32([]byte{1}, number)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return string(b) + data + "\x00\x00"
}

// prop builds a property of one value of no fixed size.
func prop(id, kind uint16, value string) string {
	b := binary.LittleEndian.AppendUint16(nil, kind)
	b = binary.LittleEndian.AppendUint16(b, id)
	if id >= 0x8000 {
		b = append(b, make([]byte, 20)...)
		b = binary.LittleEndian.AppendUint32(b, 1)
	}
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(value)))
	return string(b) + value + strings.Repeat("\x00", -len(value)&3)
}

func TestTNEF(t *testing.T) {
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("한 " + card)
	rtf := "\x23\x00\x00\x00\x17\x00\x00\x00MELA\x00\x00\x00\x00{\\rtf1 " + card
	named := "\x00\x80" + strings.Repeat("\x00", 24) // the identifier of a named property, its set, kind and number
	long := string(binary.LittleEndian.AppendUint64(nil, 4539148803436467))
	double := string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(4539148803436467)))
	tests := []struct {
		name, data string
	}{
		{"subject", attribute(attSubject, card+"\x00")},
		{"body", attribute(attBody, card+"\x00")},
		{"attachment", attribute(attAttachData, "x "+card) + attribute(attAttachTitle, "a.txt\x00")},
		{"attachment's name", attribute(attAttachData, "x") + attribute(attAttachTitle, card+"\x00")},
		{"unicode property", attribute(attMsgProps, "\x01\x00\x00\x00"+prop(0x37, ptUnicode, wide+"\x00\x00"))},
		{"second property", attribute(attAttachment, "\x02\x00\x00\x00"+prop(0x38, ptBinary, "abc")+prop(0x37, ptString8, card))},
		{"whole number", attribute(attMsgProps, "\x01\x00\x00\x00\x14\x00"+named+long)},
		{"number", attribute(attMsgProps, "\x01\x00\x00\x00\x05\x00"+named+double)},
		{"html", attribute(attMsgProps, "\x01\x00\x00\x00"+prop(pidHTML, ptBinary, "<html>4539<b>1488</b>03436467"))},
		{"rtf", attribute(attMsgProps, "\x01\x00\x00\x00"+prop(pidRTF, ptBinary, rtf))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := examine(t, []byte(mixed("", "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64(tnefOf(tt.data)))), walk.Limits{})
			if !strings.Contains(f.text, card) || len(f.gaps) > 0 {
				t.Errorf("gaps %v, no card in %q", f.gaps, f.text)
			}
		})
	}
	if f := examine(t, []byte(tnefOf(attribute(attMsgProps, "\xFF\xFF\xFF\xFF"))), walk.Limits{}); len(f.gaps) != 1 || f.gaps[0].Cause != walk.Corrupt {
		t.Errorf("gaps %v, want corrupt", f.gaps)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(mixed("", "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"+b64("<p>x"))))
	f.Add([]byte("From a@b.c Fri Nov 27 05:10:00 2026\nFrom: a\n\nbegin 644 x\n$-#4S.0``\nend\n"))
	f.Add([]byte(signed("From: a\nTo: b\n\nc", true)))
	f.Add([]byte(signed("x", false)))
	f.Add([]byte(tnefOf(attribute(attAttachData, "x"), attribute(attMsgProps, "\x01\x00\x00\x00"+prop(pidRTF, ptBinary, "\x00\x00\x00\x00\x14\x00\x00\x00LZFu\x00\x00\x00\x00\x00abc")))))
	limits := walk.Limits{PartBytes: 1 << 20, TotalBytes: 4 << 20, Time: 1 << 40}
	f.Fuzz(func(t *testing.T, data []byte) {
		total := 0
		open := func(w *walk.Walk, data []byte) {
			if Is(data) {
				Read(w, data)
			}
		}
		w := walk.New(t.Context(), walk.Config{Limits: limits, Open: open, Visit: func(_ walk.Part, text []byte) {
			if total += len(text); len(text) > limits.PartBytes || total > limits.TotalBytes {
				t.Fatal("more text than the limits allow")
			}
		}})
		Read(w, data)
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(mixed("", "Content-Transfer-Encoding: base64\r\n\r\n"+b64(strings.Repeat("a line of text, 12345.\n", 1<<16)), "Content-Type: text/plain\r\n\r\n"+strings.Repeat("a line of text\r\n", 1<<16)))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		examine(b, data, walk.Limits{})
	}
}
