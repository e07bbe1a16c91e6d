package attachment

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTypes(t *testing.T) {
	types := Types()
	if !slices.IsSorted(types) || len(slices.Compact(slices.Clone(types))) != len(types) || len(types) != 51 {
		t.Errorf("Types() has %d types, want 51, sorted, each once: %q", len(types), types)
	}
	for _, list := range [][]string{SourceChatTypes(), SourceEmailTypes(), {".docx", ".docm", ".xlshtml", ".xlhtml", ".xlsthtml"}} {
		for _, name := range list {
			if !slices.Contains(types, name) {
				t.Errorf("Types() lacks %s", name)
			}
		}
	}
}

// The lists are those of the source document, letter by letter.
func TestSourceTypes(t *testing.T) {
	const path = "../../../shared/seeds/000_78dcf6701a132b1d.txt"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Skip("shared data is not there")
	}
	var want []string
	for _, line := range regexp.MustCompile(`(?m)^ - (\.html .*)$`).FindAllStringSubmatch(string(text), -1) {
		want = append(want, strings.TrimSpace(line[1]))
	}
	got := []string{strings.Join(SourceChatTypes(), " "), strings.Join(SourceEmailTypes(), " ")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("types for chat and for email mismatch (-want +got):\n%s", diff)
	}
}
