package acdkit_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// source is a Go file of the tree, nested modules included.
type source struct {
	path string // from the root, with slashes
	dir  string // "." for the root
	test bool
	file *ast.File // package clause, imports and comments
}

// sources parses all Go files of the tree that the go command would look at.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, name := range files(t) {
		dir := path.Dir(name)
		if path.Ext(name) != ".go" || strings.Contains("/"+dir, "/.") && dir != "." || strings.Contains("/"+dir+"/", "/testdata/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, source{path: name, dir: dir, test: strings.HasSuffix(name, "_test.go"), file: file})
	}
	return all
}

// files lists all files of the tree but git's own.
func files(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == ".git":
			return filepath.SkipDir
		case name == ".git": // a file in a second working tree
		case entry.Type().IsRegular():
			all = append(all, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPackageComments(t *testing.T) {
	comments := make(map[string]int)
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		comments[s.dir] += 0 // a package without any is there, too
		if s.file.Doc == nil {
			continue
		}
		comments[s.dir]++
		name, text := s.file.Name.Name, s.file.Doc.Text()
		if want := "Package " + name + " "; name != "main" && !strings.HasPrefix(text, want) {
			t.Errorf("%s: the package comment does not begin with %q", s.path, want)
		}
	}
	for dir, n := range comments {
		if n != 1 {
			t.Errorf("%s: %d files have a package comment, want 1", dir, n)
		}
	}
}

// What must not be in any file: paths of the machine it was written on, and hosts that packages come from.
// The brackets keep these lines from being found themselves.
var (
	machinePath  = regexp.MustCompile(`(?m)(^|[^A-Za-z0-9_.})-])/(work|tmp|root|home)/`)
	registryHost = regexp.MustCompile(`(proxy|sum|index)[.]golang[.]org|registry[.]npmjs[.]org|pypi[.]org|deb[.]debian[.]org|(docker|ghcr|gcr|quay)[.]io/`)
)

// suspicious reports whether data has anything that the patterns could find: a regexp reads the whole tree slowly.
func suspicious(data []byte) bool {
	for _, part := range []string{"work", "tmp", "root", "home"} {
		if bytes.Contains(data, []byte("/"+part+"/")) {
			return true
		}
	}
	return bytes.Contains(data, []byte(".org")) || bytes.Contains(data, []byte(".io/"))
}

func TestNoMachinesNorRegistries(t *testing.T) {
	for _, name := range files(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.IndexByte(data, 0) >= 0 {
			continue // not text
		}
		if !suspicious(data) {
			continue
		}
		for _, pattern := range []*regexp.Regexp{machinePath, registryHost} {
			if at := pattern.FindIndex(data); at != nil {
				line := 1 + bytes.Count(data[:at[0]], []byte("\n"))
				t.Errorf("%s:%d: %q", name, line, bytes.TrimSpace(data[at[0]:at[1]]))
			}
		}
	}
}
