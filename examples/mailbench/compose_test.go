package mailbench

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jhillyerd/enmime/v2"
	"pgregory.net/rapid"
)

// bits are what texts are made of, to meet every encoding and its borders.
var bits = []string{
	"a", "Z", "9", " ", "word", "Re: ", ".", ",", ";", ":", "@", "<", ">", "(", ")", `"`, "=", "?", "=?", "_", "%", "'", "*", "=20",
	"한", "글", "고객센터", "é", "ß", "日本語", "😀", "👩‍👩‍👧", "\u0301", strings.Repeat("x", 80), strings.Repeat("가", 40), strings.Repeat("é ", 50),
}

func lineOf(least int) *rapid.Generator[string] {
	pieces := rapid.SliceOfN(rapid.SampledFrom(bits), least, 10)
	return rapid.Map(pieces, func(all []string) string { return strings.TrimSpace(strings.Join(all, "")) }).
		Filter(func(s string) bool { return s != "" || least == 0 })
}

// textOf draws texts that are in UTF-8 beyond doubt: enmime guesses, whatever is declared.
func textOf() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(lineOf(0), 1, 8), func(all []string) string { return "글 " + strings.Join(all, "\n") + "끝" })
}

func addressOf() *rapid.Generator[message.Address] {
	return rapid.Custom(func(t *rapid.T) message.Address {
		return message.Address{Name: lineOf(0).Draw(t, "name"), Addr: rapid.StringMatching(`[a-z0-9+._]{0,9}[a-z]@[a-z]{1,9}\.example`).
			Filter(func(s string) bool { return !strings.Contains(s, "..") && s[0] != '.' }).Draw(t, "addr")}
	})
}

func filesOf(inline bool) *rapid.Generator[[]compose.File] {
	one := rapid.Custom(func(t *rapid.T) compose.File {
		return compose.File{Name: lineOf(1).Draw(t, "name"), Type: "image/png", Content: rapid.SliceOfN(rapid.Byte(), 1, 99).Draw(t, "content")}
	})
	return rapid.Map(rapid.SliceOfN(one, 0, 3), func(all []compose.File) []compose.File {
		for i := range all {
			if inline {
				all[i].ContentID = fmt.Sprint("image-", i)
			}
		}
		return all
	})
}

func mailOf() *rapid.Generator[compose.Mail] {
	return rapid.Custom(func(t *rapid.T) compose.Mail {
		return compose.Mail{
			Date: time.Unix(1_772_411_400, 0).UTC(), ID: "1.abc@example.com", From: addressOf().Draw(t, "from"),
			To: rapid.SliceOfN(addressOf(), 1, 3).Draw(t, "to"), Cc: rapid.SliceOfN(addressOf(), 0, 3).Draw(t, "cc"),
			Subject: lineOf(0).Draw(t, "subject"), References: []string{"a@b.example", "c@d.example"},
			Text: textOf().Draw(t, "text"), HTML: textOf().Draw(t, "html"),
			Inline: filesOf(true).Draw(t, "inline"), Files: filesOf(false).Draw(t, "files"),
		}
	})
}

// A seen is a mail as enmime shows it, or should.
type seen struct {
	Subject, ID, References, Text, HTML string
	From, To, Cc                        []*mail.Address
	Inline, Files                       []compose.File
	Errors                              []string
}

func meant(m compose.Mail) seen {
	people := func(list ...message.Address) (all []*mail.Address) {
		for _, a := range list {
			all = append(all, &mail.Address{Name: a.Name, Address: a.Addr})
		}
		return all
	}
	return seen{
		Subject: m.Subject, ID: "<" + m.ID + ">", References: "<" + strings.Join(m.References, "> <") + ">",
		Text: m.Text, HTML: m.HTML, From: people(m.From), To: people(m.To...), Cc: people(m.Cc...), Inline: m.Inline, Files: m.Files,
	}
}

func seenBy(e *enmime.Envelope) seen {
	text := func(s string) string { return strings.TrimSuffix(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }
	s := seen{
		Subject: e.GetHeader("Subject"), ID: e.GetHeader("Message-ID"), References: e.GetHeader("References"), Text: text(e.Text), HTML: text(e.HTML),
	}
	for name, list := range map[string]*[]*mail.Address{"From": &s.From, "To": &s.To, "Cc": &s.Cc} {
		found, err := e.AddressList(name)
		if err != nil && e.GetHeader(name) != "" {
			s.Errors = append(s.Errors, err.Error())
		}
		*list = found
	}
	for _, p := range e.Inlines {
		s.Inline = append(s.Inline, compose.File{Name: p.FileName, Type: p.ContentType, ContentID: p.ContentID, Content: p.Content})
	}
	for _, p := range e.Attachments {
		s.Files = append(s.Files, compose.File{Name: p.FileName, Type: p.ContentType, Content: p.Content})
	}
	for _, err := range e.Errors {
		s.Errors = append(s.Errors, err.Error())
	}
	return s
}

// TestReadBack: whatever compose writes, enmime reads what was meant.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := mailOf().Draw(rt, "mail")
		raw, err := m.Bytes()
		if err != nil {
			rt.Fatal(err)
		}
		e, err := enmime.ReadEnvelope(bytes.NewReader(raw))
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(meant(m), seenBy(e), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(compose.File{}, "Open", "Size")); diff != "" {
			rt.Errorf("mismatch (-want +got):\n%s\n%s", diff, raw)
		}
	})
}
