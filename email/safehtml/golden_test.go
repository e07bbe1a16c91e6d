package safehtml_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/acdkit/acdkit/internal/mime"
	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// mails returns the mails of testdata by their names.
func mails(t testing.TB) map[string]string {
	t.Helper()
	names, err := filepath.Glob("testdata/mail/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal("no mails: ", err)
	}
	all := make(map[string]string)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".html")] = string(data)
	}
	return all
}

// TestMails: what mails as clients write them become is in the files beside them.
func TestMails(t *testing.T) {
	var p safehtml.Policy
	for name, source := range mails(t) {
		r := checkClean(t, &p, source)
		var b strings.Builder
		fmt.Fprintf(&b, "-- html, %d remote\n%s\n-- text\n%s\n-- links\n", r.Remote, r.HTML, safehtml.Text(source))
		for _, l := range r.Links {
			fmt.Fprintf(&b, "%q %s %v\n", l.Text, l.Target, l.Warnings)
		}
		file := filepath.Join("testdata", "mail", name+".txt")
		if *rewrite {
			if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
		}
	}
}

// TestSharedMails: the HTML of real and broken mails.
func TestSharedMails(t *testing.T) {
	files, err := filepath.Glob("../../../shared/data/mail/*/*.raw")
	if err != nil || len(files) == 0 {
		t.Skip("no shared data")
	}
	var p safehtml.Policy
	n := 0
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for part := range mime.Parse(raw, mime.Limits{}).All {
			if part.Type != "text/html" {
				continue
			}
			for _, reading := range part.Text().Texts {
				n++
				checkClean(t, &p, string(reading))
				checkText(t, string(reading))
				if safehtml.Text(string(reading)) == "" && strings.Contains(strings.ToLower(string(reading)), "<p") {
					t.Errorf("%s: a part without text", filepath.Base(name))
				}
			}
		}
	}
	if n == 0 {
		t.Error("no HTML in the shared mails")
	}
}
