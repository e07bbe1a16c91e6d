package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write the files in testdata anew")

// mailview runs it on an input and returns what it prints.
func mailview(t *testing.T, stdin string, arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(t.Context(), arguments, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// mails is where mails are to try it with.
func mails(names ...string) (files []string) {
	for _, name := range names {
		files = append(files, filepath.Join("..", "..", "email", "testdata", "mails", name+".eml"))
	}
	return files
}

func TestGolden(t *testing.T) {
	for name, files := range map[string][]string{
		"reply.txt":   mails("naver-reply", "gmail-reply", "outlook-reply", "apple-reply"),
		"reply.json":  mails("naver-reply", "gmail-reply", "outlook-reply", "apple-reply"),
		"others.txt":  mails("naver-forward", "invitation", "card", "newsletter", "daum-bounce", "vacation"),
		"others.json": mails("naver-forward", "invitation", "card", "newsletter", "daum-bounce", "vacation"),
	} {
		t.Run(name, func(t *testing.T) {
			arguments := []string{"-own", "help@desk.example"}
			if strings.HasSuffix(name, ".json") {
				arguments = append(arguments, "-json")
			}
			code, got, stderr := mailview(t, "", append(arguments, files...)...)
			if code != exitFine || stderr != "" {
				t.Errorf("exit %d, %q", code, stderr)
			}
			golden(t, filepath.Join("testdata", name), got)
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s mismatch; go test ./examples/mailview -rewrite mends it (-want +got):\n%s", file, diff)
	}
}

// views runs it with -json and reads what it prints.
func views(t *testing.T, stdin string, arguments ...string) (all []view) {
	t.Helper()
	_, stdout, stderr := mailview(t, stdin, append([]string{"-json"}, arguments...)...)
	for line := range strings.Lines(stdout) {
		if strings.Contains(line, ":null") {
			t.Errorf("null in %s", line)
		}
		var v view
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%q: %v, %s", line, err, stderr)
		}
		all = append(all, v)
	}
	return all
}

func TestExit(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "4539148803436467.eml")
	large := filepath.Join(t.TempDir(), "large.eml")
	if err := os.WriteFile(large, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(large, maxFile+1); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		arguments []string
		code      int
		prints    int    // mails
		stderr    string // part of it
	}{
		"help":     {[]string{"-h"}, exitFine, 0, "usage: mailview"},
		"no file":  {nil, exitUsage, 0, "usage: mailview"},
		"flag":     {[]string{"-x", "-"}, exitUsage, 0, "usage: mailview"},
		"own":      {[]string{"-own", "a@x.example,nobody", "-"}, exitUsage, 0, "-own: reply: bad-own-pattern: number 1"},
		"stdin":    {[]string{"-json", "-"}, exitFine, 1, ""},
		"missing":  {[]string{"-json", missing, "-"}, exitUnread, 1, "************6467.eml: no such file"},
		"folder":   {[]string{"-json", t.TempDir()}, exitUnread, 0, "is a directory"},
		"large":    {[]string{"-json", large, "-"}, exitUnread, 1, "larger than 268435456 bytes"},
		"own list": {[]string{"-json", "-own", " a@x.example, @desk.example,", "-"}, exitFine, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := mailview(t, "From: ann@home.example\n\nhello\n", test.arguments...)
			if prints := strings.Count(stdout, "\n"); code != test.code || prints != test.prints || !strings.Contains(stderr, test.stderr) {
				t.Errorf("exit %d, %d mails, %q; want %d, %d, %q", code, prints, stderr, test.code, test.prints, test.stderr)
			}
			if (stderr == "") != (test.stderr == "") || strings.Contains(stderr, "4539148803436467") {
				t.Errorf("stderr: %q", stderr)
			}
		})
	}
}

func TestBound(t *testing.T) {
	if raw, err := read(strings.NewReader("12345"), 5); string(raw) != "12345" || err != nil {
		t.Errorf("read = %q, %v", raw, err)
	}
	if raw, err := read(strings.NewReader("123456"), 5); raw != nil || err == nil {
		t.Errorf("read = %q, %v", raw, err)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs strings.Builder
	code := run(ctx, []string{"-", "-"}, strings.NewReader("Subject: x\n\nhello"), &out, &errs)
	if code != exitUnread || out.Len() > 0 || errs.String() != "mailview: -: context canceled\n" {
		t.Errorf("exit %d, %q, %q", code, out.String(), errs.String())
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestBrokenPipe(t *testing.T) {
	for _, arguments := range [][]string{{"-"}, {"-json", "-"}} {
		var errs strings.Builder
		if code := run(t.Context(), arguments, strings.NewReader("\nhello"), brokenPipe{}, &errs); code != exitUnread || errs.Len() == 0 {
			t.Errorf("%v: exit %d, %q", arguments, code, errs.String())
		}
	}
}

func TestMbox(t *testing.T) {
	const mbox = "From ann@home.example Fri Nov 20 10:30:00 2026\nSubject: one\n\nFrom here on.\n\nFrom now to 10:30 it is fine.\n\n" +
		"From - Fri Nov 20 10:31:00 2026\nSubject: two\n\n>From 10:30 to 2026\n\n" +
		"From bob@home.example Fri Nov 20 10:32:00 +0000 2026\nSubject: three\n"
	for name, input := range map[string]string{"LF": mbox, "CR LF": strings.ReplaceAll(mbox, "\n", "\r\n")} {
		var got []string
		for _, v := range views(t, input, "-") {
			got = append(got, v.Subject, v.Text)
		}
		want := []string{"one", "From here on.\n\nFrom now to 10:30 it is fine.\n\n", "two", ">From 10:30 to 2026\n\n", "three", ""}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
		}
	}
	if got := bytes.Join(split([]byte(mbox)), nil); string(got) != mbox {
		t.Errorf("split loses something: %q", got)
	}
	if got := split([]byte("Subject: x\n\nFrom a@b 10:30 2026\n\nFrom a@b 10:30 2026\n")); len(got) != 1 {
		t.Errorf("a mail that is no mbox was split into %d", len(got))
	}
}
