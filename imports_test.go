package acdkit_test

import (
	"encoding/json"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/acdkit/acdkit"

// An area is a folder with what is below it, except for areas of their own. Here is what each may import
// beside itself; a folder that is in no area is refused, so that it finds its place in this picture.
var mayImport = map[string][]string{
	"internal":                  {},
	"internal/golden":           {"contact/journal"},
	"contact":                   {"internal"},
	"contact/journal":           {"internal", "contact"},
	"contact/journal/lease":     {"contact/journal"},
	"contact/journal/postgres":  {"contact/journal", "contact/journal/lease", "contact/attachment"},
	"contact/journal/jetstream": {"contact/journal", "contact/journal/lease"},
	"contact/attachment":        {"internal", "contact"},
	"contact/history":           {"internal", "contact", "contact/journal"},
	"wrapup":                    {"internal", "contact"},
	"pci":                       {"internal", "contact", "contact/attachment"},
	"routing":                   {"internal", "contact", "contact/journal", "wrapup"},
	"routing/metrics":           {"internal", "contact", "contact/journal", "wrapup", "routing"},
	"routing/simulate":          {"internal", "contact", "contact/journal", "wrapup", "routing", "routing/metrics"},
	"routing/cluster":           {"internal", "contact", "contact/journal", "contact/journal/lease", "wrapup", "routing"},
	"internal/desk":             {"internal", "contact", "contact/journal", "contact/history", "routing"},
	"chat":                      {"internal", "internal/desk", "contact", "contact/journal", "contact/attachment", "contact/history", "wrapup", "pci", "routing"},
	"email":                     {"internal", "internal/desk", "contact", "contact/journal", "contact/attachment", "contact/history", "wrapup", "pci", "routing"},
}

// forTests may be imported by test files only.
var forTests = []string{"pgregory.net/rapid", "github.com/google/go-cmp", module + "/contact/journal/journaltest", module + "/internal/golden",
	module + "/contact/journal/lease/leasetest", module + "/routing/cluster/clustertest",
	module + "/contact/attachment/blob/blobtest", module + "/chat/chattest", module + "/email/emailtest"}

// area returns the area that a folder is in. Each example is one of its own.
func area(dir string) string {
	if rest, ok := strings.CutPrefix(dir, "examples/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		return "examples/" + name
	}
	for ; dir != "."; dir = path.Dir(dir) {
		if _, ok := mayImport[dir]; ok {
			return dir
		}
	}
	return ""
}

// permitted reports whether a file may import the package in the folder to.
func permitted(s source, to string) bool {
	from, target := area(s.dir), area(to)
	switch {
	case from == target:
		return to != "." // nothing is in the root to be imported
	case strings.HasPrefix(target, "examples/"):
		return false
	case strings.HasPrefix(from, "examples/"), s.dir == "." && s.test:
		return target != ""
	case s.test && slices.Contains(forTests, module+"/"+to):
		return true
	case s.test && strings.HasSuffix(s.file.Name.Name, "_test"): // not part of the package: may look at it from above
		return target != ""
	}
	return slices.Contains(mayImport[from], target)
}

func TestImportDirection(t *testing.T) {
	for _, s := range sources(t) {
		if s.dir != "." && area(s.dir) == "" {
			t.Errorf("%s: its folder is in no area: add it to mayImport", s.path)
		}
		for _, imported := range s.file.Imports {
			name, err := strconv.Unquote(imported.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if to, ok := strings.CutPrefix(name+"/", module+"/"); ok && !permitted(s, path.Clean(to)) {
				t.Errorf("%s must not import %s", s.path, name)
			}
			isForTests := func(p string) bool { return name == p || strings.HasPrefix(name, p+"/") }
			if !s.test && slices.ContainsFunc(forTests, isForTests) {
				t.Errorf("%s imports %s, which only test files may", s.path, name)
			}
		}
	}
}

// What the core may require; nested modules are free. Whoever adds to it says why in DESIGN.md.
var (
	mayRequire = []string{
		"github.com/HdrHistogram/hdrhistogram-go", // distributions of times
		"github.com/clipperhouse/uax29/v2",        // grapheme clusters (D4)
		"github.com/fxamacker/cbor/v2",            // records
		"github.com/gabriel-vasile/mimetype",      // what a file is by its content (C5)
		"github.com/google/go-cmp",                // tests
		"github.com/google/uuid",                  // ids
		"github.com/looplab/fsm",                  // transition tables
		"github.com/microcosm-cc/bluemonday",      // HTML of strangers
		"github.com/tidwall/btree",                // the waiting contacts, in order
		"golang.org/x/net",
		"golang.org/x/sync",
		"golang.org/x/text",
		"gonum.org/v1/gonum", // special functions of distributions
		"pgregory.net/rapid", // tests
	}
	mayRequireIndirectly = []string{
		"github.com/x448/float16",                               // by fxamacker/cbor
		"github.com/aymerick/douceur", "github.com/gorilla/css", // by bluemonday
	}
)

func TestCoreDependencies(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json", "go.mod").Output()
	if err != nil {
		t.Fatalf("go mod edit: %v", err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Replace []any
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	for _, r := range mod.Require {
		if !slices.Contains(mayRequire, r.Path) && (!r.Indirect || !slices.Contains(mayRequireIndirectly, r.Path)) {
			t.Errorf("go.mod requires %s (indirect: %t), which is not on the list", r.Path, r.Indirect)
		}
	}
	if len(mod.Require) == 0 || len(mod.Replace) > 0 {
		t.Errorf("go.mod has %d requirements and %d replacements, want some and none", len(mod.Require), len(mod.Replace))
	}
}
