package email_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/quote"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// sharedFiles returns the files of a folder beside the repository, by their names.
func sharedFiles(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "data", folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("there is no shared folder beside the repository")
	}
	files := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		short, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(short)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestSharedMails reads mail that is really out there, some of it broken.
func TestSharedMails(t *testing.T) {
	for name, raw := range sharedFiles(t, "mail") {
		t.Run(name, func(t *testing.T) {
			promised(t, raw)
			stable(t, raw)
		})
	}
}

// TestSharedTexts reads texts of mail that is really out there: nothing is taken from them, and nothing is added.
func TestSharedTexts(t *testing.T) {
	for name, text := range sharedFiles(t, "quotes") {
		raw := slices.Concat([]byte("From: ann@home.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"), text)
		promised(t, raw)
		want := strings.ReplaceAll(string(text), "\r\n", "\n")
		if got := email.Read(raw).Text; got != want && utf8.Valid(text) {
			t.Errorf("%s: text mismatch (-want +got):\n%s", name, cmp.Diff(want, got))
		}
	}
}

// TestKoreanPromised holds our own mails against the same promises.
func TestKoreanPromised(t *testing.T) {
	for _, k := range koreanMails() {
		raw := written(t, k.source)
		promised(t, raw)
		stable(t, raw)
	}
}

// promised holds a mail that was read against what is promised of every one.
func promised(t testing.TB, raw []byte) {
	t.Helper()
	m := email.Read(raw)
	if path, ok := validText(reflect.ValueOf(m)); !ok {
		t.Errorf("Mail%s is not UTF-8", path)
	}
	if m.Class == "" || m.ID == "" {
		t.Errorf("class %q, id %q", m.Class, m.ID)
	}
	end := 0
	for _, r := range m.Ranges {
		if r.Start != end || r.End <= r.Start {
			t.Errorf("ranges %v", m.Ranges)
		}
		end = r.End
	}
	if end != len(m.Text) || m.Show(quote.Visible) == "" && m.Text != "" {
		t.Errorf("ranges %v of %d bytes", m.Ranges, len(m.Text))
	}
	harmless(t, m.HTML)
	complete(t, raw, m)
}

// validText looks for text that is not UTF-8, and says where it is.
func validText(v reflect.Value) (path string, ok bool) {
	switch v.Kind() {
	case reflect.String:
		return "", utf8.ValidString(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			if path, ok = validText(v.Index(i)); !ok {
				return "[]" + path, false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if path, ok = validText(v.Field(i)); !ok {
				return "." + v.Type().Field(i).Name + path, false
			}
		}
	}
	return "", true
}

// harmless looks for what would run, load or send something, with a parser that is not the one that has cleaned it.
func harmless(t testing.TB, document string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(document))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		switch token.Type {
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%v in HTML", token.Type)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			checkTag(t, token)
		}
	}
}

var refusedTags = []string{
	"script", "style", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "textarea", "select", "link", "meta", "base",
	"svg", "math", "template", "noscript", "title", "body", "html", "head", "plaintext", "xmp", "audio", "video", "source",
}

func checkTag(t testing.TB, token html.Token) {
	t.Helper()
	if slices.Contains(refusedTags, token.Data) {
		t.Errorf("<%s> in HTML", token.Data)
	}
	for _, a := range token.Attr {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "srcdoc", a.Key == "id", a.Key == "class":
			t.Errorf("attribute %s in HTML", a.Key)
		case a.Key == "src" && !strings.HasPrefix(value, "cid:"):
			t.Errorf("%s=%q in HTML", a.Key, a.Val)
		case a.Key == "href" && !slices.Contains([]string{"http", "https", "mailto", "tel"}, value[:max(0, strings.IndexByte(value, ':'))]):
			t.Errorf("%s=%q in HTML", a.Key, a.Val)
		case a.Key == "style" && (strings.Contains(value, "url(") || strings.Contains(value, "expression") || strings.Contains(value, "position")):
			t.Errorf("%s=%q in HTML", a.Key, a.Val)
		}
	}
}

// complete counts the parts: each leaf is in the body, or is a file.
func complete(t testing.TB, raw []byte, m email.Mail) {
	t.Helper()
	shown := make(map[string]bool)
	for _, p := range message.Parse(raw).Parts {
		if p.Use == message.Body {
			shown[p.Path] = true
		}
	}
	for _, f := range m.Files {
		if shown[f.Path] {
			t.Errorf("part %q is there twice", f.Path)
		}
		if shown[f.Path] = true; f.Name == "" || f.Type == "" {
			t.Errorf("a file without name or type: %+v", f)
		}
	}
	for _, path := range leafPaths(mime.Parse(raw, mime.Limits{})) {
		if !shown[path] {
			t.Errorf("part %q is lost", path)
		}
	}
}

// leafPaths lists the leaves of a mail. A mail within a mail is one.
func leafPaths(p *mime.Part) (paths []string) {
	if !strings.HasPrefix(p.Type, "multipart/") || len(p.Parts) == 0 {
		return []string{p.Path}
	}
	for _, child := range p.Parts {
		paths = append(paths, leafPaths(child)...)
	}
	return paths
}

// stable checks that what a Guard has let through is let through as it is, and reads the same.
func stable(t *testing.T, raw []byte) {
	t.Helper()
	strict, err := pci.NewGuard(pci.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	for _, guard := range []*pci.Guard{strict, lenientGuard(t)} {
		first, checked := email.Examine(t.Context(), guard, raw)
		if checked.Raw == nil {
			if first.Text != "" || first.HTML != "" || first.Files != nil {
				t.Errorf("more than the header of a mail that was withheld")
			}
			continue
		}
		promised(t, checked.Raw)
		again, second := email.Examine(t.Context(), guard, checked.Raw)
		if string(second.Raw) != string(checked.Raw) {
			t.Errorf("the second time %v, mismatch (-first +second):\n%s", second.Outcome, cmp.Diff(string(checked.Raw), string(second.Raw)))
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("reading again, mismatch (-first +second):\n%s", diff)
		}
	}
}
