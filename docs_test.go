package acdkit_test

import (
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the blocks in DESIGN.md and README.md that are copies of code")

// A block of a document is a copy of something in the code:
//
//	<!-- diagram: agent -->
//	```mermaid
//	...
//	```
//	<!-- end -->
var (
	block  = regexp.MustCompile("(?s)(<!-- (?:diagram|example): (\\S+) -->\n+```[a-z]+\n)(.*?)(```\n+<!-- end -->)")
	marker = regexp.MustCompile(`<!-- (diagram|example|end)\b`)
)

// checkBlocks compares the blocks of a document with what want has for their names, or rewrites them.
// It returns the names, in the document's order.
func checkBlocks(t *testing.T, document string, want map[string]string) (names []string) {
	t.Helper()
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatalf("%s is needed in the root of the tree: %v", document, err)
	}
	text := block.ReplaceAllStringFunc(string(data), func(found string) string {
		part := block.FindStringSubmatch(found)
		names = append(names, part[2])
		if _, ok := want[part[2]]; !ok {
			t.Errorf("%s has a block %q, which is not in the code", document, part[2])
			return found
		}
		return part[1] + want[part[2]] + part[4]
	})
	if markers := len(marker.FindAllString(text, -1)); markers != 2*len(names) {
		t.Errorf("%s has %d markers around %d blocks: one is misspelt or missing", document, markers, len(names))
	}
	rewrite(t, document, string(data), text)
	return names
}

func rewrite(t *testing.T, document, old, text string) {
	t.Helper()
	if old == text {
		return
	}
	if !*update {
		t.Errorf("%s mismatch; go test . -update mends it (-want +got):\n%s", document, cmp.Diff(strings.Split(text, "\n"), strings.Split(old, "\n")))
		return
	}
	if err := os.WriteFile(document, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDiagrams(t *testing.T) {
	got := checkBlocks(t, "DESIGN.md", map[string]string{
		"agent": contact.AgentDiagram(), "contact": contact.Diagram(), "guest": contact.GuestDiagram(),
		"conversation": chat.Diagram(), "thread": email.Diagram(),
	})
	slices.Sort(got)
	if diff := cmp.Diff([]string{"agent", "contact", "conversation", "guest", "thread"}, got); diff != "" {
		t.Errorf("diagrams in DESIGN.md mismatch (-want +got):\n%s", diff)
	}
}

// TestReadmeExamples: what the README shows is what runs as an Example in this folder.
func TestReadmeExamples(t *testing.T) {
	shown := checkBlocks(t, "README.md", examples(t))
	_, err := os.Stat("example_test.go")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err == nil && len(shown) == 0 {
		t.Error("README.md shows no example: put one between <!-- example: Example --> and <!-- end -->")
	}
}

// examples returns the bodies of the Example functions of this folder.
func examples(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	bodies := make(map[string]string)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Example") {
				at := func(p token.Pos) int { return fset.Position(p).Offset }
				bodies[f.Name.Name] = outdent(string(text[at(f.Body.Lbrace)+1 : at(f.Body.Rbrace)]))
			}
		}
	}
	return bodies
}

// outdent takes one tab off each line of a function's body.
func outdent(body string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimLeft(body, "\n")) {
		b.WriteString(strings.TrimPrefix(line, "\t"))
	}
	return b.String()
}
