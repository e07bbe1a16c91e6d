package compose_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// bits are what texts are made of, to meet every encoding and its borders.
var bits = []string{
	"a", "Z", "9", " ", "  ", "word", "Re: ", ".", ",", ";", ":", "@", "<", ">", "(", ")", `"`, `\`, "=", "?", "=?", "?=", "_", "%", "'", "*",
	"=?utf-8?Q?x?=", "=20", "%41", "utf-8''x", "한", "글", "고객센터", "é", "ß", "日本語", "😀", "👩‍👩‍👧", "\u0301", "\u200b", "Ａ", "٣",
	strings.Repeat("x", 80), strings.Repeat("가", 40), strings.Repeat("é ", 50),
}

func isOdd(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' }

// lineText draws text that has one line, and nothing around it that readers take off.
func lineText(least int) *rapid.Generator[string] {
	free := rapid.StringOfN(rapid.RuneFrom(nil, unicode.L, unicode.N, unicode.P, unicode.S, unicode.M), 1, 80, -1)
	piece := rapid.OneOf(rapid.SampledFrom(bits), rapid.SampledFrom(bits), free)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.TrimFunc(strings.Join(rapid.SliceOfN(piece, least, 12).Draw(t, "pieces"), ""), isOdd)
	}).Filter(func(s string) bool { return s != "" || least == 0 })
}

func fileNames() *rapid.Generator[string] {
	text := lineText(1).Filter(func(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) })
	return rapid.Map(text, func(s string) string { return strings.NewReplacer("/", "_", `\`, "_").Replace(s) })
}

// bodies draws texts of several lines.
func bodies() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.SampledFrom(append(bits,
		"\n", "\r\n", "\n\n", "\t", " \n", "\nFrom ", "\n.\n", "--=_mixed_", "\n--=_alternative_0bb177e6ecfa6f12c84debc9\n", "\n--=_mixed_0bb177e6ecfa6f12c84debc9--\n",
		"\n-- \n", "<p>", strings.Repeat("long ", 300))), rapid.String())
	return rapid.Custom(func(t *rapid.T) string {
		text := strings.Map(func(r rune) rune {
			if r == '\ufeff' || unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) {
				return -1
			}
			return r
		}, strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
		if strings.TrimFunc(text, isOdd) == "" {
			return "" // what says nothing some readers take for none
		}
		return text
	})
}

func addresses() *rapid.Generator[message.Address] {
	return rapid.Custom(func(t *rapid.T) message.Address {
		local := rapid.StringMatching(`[a-zA-Z0-9!#$%&'*+/=?^_{|}~-]{1,20}(\.[a-z0-9]{1,20}){0,2}`).Draw(t, "local")
		domain := rapid.StringMatching(`[a-z0-9-]{1,20}(\.[a-z]{2,10}){1,3}`).Draw(t, "domain")
		return message.Address{Name: lineText(0).Draw(t, "name"), Addr: local + "@" + domain}
	})
}

func ids() *rapid.Generator[string] {
	return rapid.StringMatching(`[a-zA-Z0-9+.$_-]{1,100}@[a-z0-9.-]{1,40}`)
}

func files(inline bool) *rapid.Generator[[]compose.File] {
	file := rapid.Custom(func(t *rapid.T) compose.File {
		f := compose.File{Name: fileNames().Draw(t, "file name"), Content: rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "content")}
		f.Type = rapid.SampledFrom([]string{"", "image/png", "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}).Draw(t, "type")
		return f
	})
	return rapid.Map(rapid.SliceOfN(file, 0, 3), func(all []compose.File) []compose.File {
		for i := range all {
			if inline {
				all[i].ContentID = fmt.Sprintf("image-%d@example.com", i)
			}
		}
		return all
	})
}

// mails draws mails that are valid, of what is read as it was written.
func mails() *rapid.Generator[compose.Mail] {
	return rapid.Custom(func(t *rapid.T) compose.Mail {
		few := rapid.SliceOfN(addresses(), 0, 4)
		return compose.Mail{
			Date: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "time"), 0).In(time.FixedZone("", 60*rapid.IntRange(-720, 840).Draw(t, "zone"))),
			From: addresses().Draw(t, "from"), ReplyTo: few.Draw(t, "reply-to"),
			To: rapid.SliceOfN(addresses(), 1, 4).Draw(t, "to"), Cc: few.Draw(t, "cc"),
			Subject: lineText(0).Draw(t, "subject"), ID: rapid.StringMatching(`[a-z0-9+]{1,60}(\.[A-Z]{1,9})?@[a-z-]{1,20}(\.[a-z]{2,9})?`).Draw(t, "id"),
			InReplyTo: rapid.SliceOfNDistinct(ids(), 0, 2, rapid.ID[string]).Draw(t, "in-reply-to"), References: rapid.SliceOfNDistinct(ids(), 0, 20, rapid.ID[string]).Draw(t, "references"),
			Text: bodies().Draw(t, "text"), HTML: bodies().Draw(t, "html"),
			Inline: files(true).Draw(t, "inline"), Files: files(false).Draw(t, "files"),
		}
	})
}

// TestMail: the header has the fields that it should have, lines are as they should be, and it is the same each time, however it is
// written and wherever files come from.
func TestMail(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := mails().Draw(rt, "mail")
		raw, err := m.Bytes()
		if err != nil {
			rt.Fatal(err)
		}
		checkLines(rt, m, raw)
		if names, _ := header(rt, raw); !cmp.Equal(fieldsOf(m), names) {
			rt.Errorf("fields mismatch (-want +got):\n%s", cmp.Diff(fieldsOf(m), names))
		}
		m.Files, m.Inline = opened(m.Files), opened(m.Inline)
		var again bytes.Buffer
		if n, err := m.WriteTo(&again); err != nil || n != int64(again.Len()) || !bytes.Equal(raw, again.Bytes()) {
			rt.Errorf("WriteTo = %d, %v, with %d bytes, want those of Bytes, which are %d", n, err, again.Len(), len(raw))
		}
		if cap(raw) != len(raw) {
			rt.Errorf("Bytes took %d for %d", cap(raw), len(raw))
		}
	})
}
