package email_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/quote"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
)

var rewriteMails = flag.Bool("mails", false, "write the files in testdata/mails anew")

// A koreanMail is a mail as programs in use in Korea write it, and what is to be seen of it.
type koreanMail struct {
	name     string
	file     bool   // it is in testdata/mails, too
	source   string // see written
	redacted bool   // there is card data in it

	subject string
	from    string
	begins  string // what is visible
	hidden  string // what only the whole text has, "" if nothing is quoted
	files   []string
	class   auto.Class // "" for a person's
	all     string     // who gets an answer to all, "" if there is nobody
	warned  []string
}

func koreanMails() []koreanMail {
	return slices.Concat(koreanReplies, koreanForwards, koreanCharsets, koreanNames, koreanCards, koreanMachines)
}

func lenientGuard(t testing.TB) *pci.Guard {
	t.Helper()
	g, err := pci.NewGuard(pci.Policy{Unexamined: pci.WarnUnexamined, Pictures: pci.WarnPictures})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestKoreanMails(t *testing.T) {
	guard := lenientGuard(t)
	own, err := reply.NewOwn("help@desk.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range koreanMails() {
		t.Run(test.name, func(t *testing.T) {
			m, checked := email.Examine(t.Context(), guard, written(t, test.source))
			test.see(t, m, own)
			if test.redacted != (checked.Outcome == pci.Redacted) {
				t.Errorf("the Guard: %v", checked.Outcome)
			}
		})
	}
}

// see compares a mail that was read with what is to be seen of it.
func (k koreanMail) see(t *testing.T, m email.Mail, own reply.Own) {
	t.Helper()
	visible := m.Show(quote.Visible)
	begins := visible
	if strings.HasPrefix(visible, k.begins) && k.begins != "" {
		begins = k.begins
	}
	var files []string
	for _, f := range m.Files {
		files = append(files, f.Name)
	}
	class := m.Class
	if class == auto.Person {
		class = ""
	}
	answer, err := reply.Recipients(m.Original(), reply.All, own)
	if (err == nil) != (k.all != "") {
		t.Errorf("an answer to all: %v", err)
	}
	got := koreanMail{
		name: k.name, file: k.file, source: k.source, redacted: k.redacted, hidden: k.hidden,
		subject: m.Subject, from: listed(m.From), begins: begins, files: files, class: class,
		all: listed(slices.Concat(answer.To, answer.Cc)), warned: m.Warnings,
	}
	if diff := cmp.Diff(k, got, cmp.AllowUnexported(koreanMail{})); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	quoted := m.Show(quote.Quoted)
	if k.hidden == "" && quoted != "" || !strings.Contains(quoted, k.hidden) || k.hidden != "" && strings.Contains(visible, k.hidden) {
		t.Errorf("visible:\n%s\nquoted:\n%s\nwant %q in what is quoted", visible, quoted, k.hidden)
	}
	for _, text := range []string{m.Subject, m.Text, m.HTML, listed(m.From), strings.Join(files, "")} {
		if !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError) {
			t.Errorf("not all is readable: %q", text)
		}
		if strings.Contains(text, "4539") || strings.Contains(text, "４５３９") {
			t.Errorf("a card number is in %q", text)
		}
	}
}

func listed(addresses []message.Address) string {
	var list []string
	for _, a := range addresses {
		list = append(list, a.String())
	}
	return strings.Join(list, ", ")
}

// TestKoreanFiles: the files are what the table has, for those who want to try something with real mails.
func TestKoreanFiles(t *testing.T) {
	var want []string
	for _, k := range koreanMails() {
		if !k.file {
			continue
		}
		name := filepath.Join("testdata", "mails", k.name+".eml")
		want = append(want, name)
		raw := written(t, k.source)
		if *rewriteMails {
			if err := os.WriteFile(name, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, raw) {
			t.Errorf("%s differs from the table (%v); go test ./email -run KoreanFiles -mails mends it", name, err)
		}
	}
	slices.Sort(want)
	got, err := filepath.Glob(filepath.Join("testdata", "mails", "*"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files mismatch (-want +got):\n%s", diff)
	}
}
