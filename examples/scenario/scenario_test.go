package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var rewrite = flag.Bool("rewrite", false, "write what happens into testdata")

// block is a part of a scenario file: commands, and what they should print.
type block struct {
	line     int // of the first command
	commands []string
	want     []string
}

// cutBlocks cuts a scenario file into blocks. Expected text runs from ---- to the next blank line.
func cutBlocks(text string) []block {
	var blocks []block
	b, expecting := block{line: 1}, false
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		switch {
		case !expecting && line == "----":
			expecting = true
		case !expecting:
			b.commands = append(b.commands, line)
		case line == "":
			blocks = append(blocks, b)
			b, expecting = block{line: i + 2}, false
		default:
			b.want = append(b.want, line)
		}
	}
	if expecting || len(b.commands) > 0 {
		blocks = append(blocks, b)
	}
	return blocks
}

func joinBlocks(blocks []block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, part := range [][]string{bl.commands, {"----"}, bl.want} {
			for _, line := range part {
				b.WriteString(line + "\n")
			}
		}
	}
	return b.String()
}

// TestScenarios plays every file of testdata on a floor of its own, and after every command checks
// what must always hold.
func TestScenarios(t *testing.T) {
	for _, name := range scenarioFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			played := joinBlocks(playBlocks(t, cutBlocks(string(text))))
			if *rewrite {
				if err := os.WriteFile(name, []byte(played), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(played, "\n")); diff != "" {
				t.Errorf("%s mismatch (-want +got)\n%s", name, diff)
			}
		})
	}
}

func scenarioFiles(t testing.TB) []string {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no scenarios", err)
	}
	return names
}

func playBlocks(t *testing.T, blocks []block) []block {
	s, w := newScene(), newWitness(t)
	for i, b := range blocks {
		blocks[i].want = nil
		for j, text := range b.commands {
			w.line = b.line + j
			blocks[i].want = append(blocks[i].want, playLine(t, s, w, text)...)
		}
	}
	w.finish()
	return blocks
}

func playLine(t *testing.T, s *scene, w *witness, text string) []string {
	o, err := w.play(s, strings.TrimSpace(text))
	if syntax, ok := err.(*syntaxError); ok {
		return []string{"cannot parse: " + syntax.text}
	}
	if err != nil {
		t.Fatal(err)
	}
	if o == nil {
		return nil
	}
	return o.lines(s)
}

// TestCoverage finds rules of the requirements that no scenario file is named after.
func TestCoverage(t *testing.T) {
	covered := make(map[string]bool)
	for _, name := range scenarioFiles(t) {
		rule, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(name), ".txt"), "-")
		covered[rule] = true
		first, _, _ := strings.Cut(read(t, name), "\n")
		if !regexp.MustCompile(`^# ([A-Z][0-9]+: )?[A-Z].*\.$`).MatchString(first) {
			t.Errorf("%s does not begin with its rule in a sentence: %q", name, first)
		}
	}
	for letter, last := range map[string]int{"S": 8, "O": 7, "B": 2, "C": 8, "T": 3, "X": 5, "K": 8, "W": 4, "R": 13, "P": 3, "E": 11} {
		for n := 1; n <= last; n++ {
			if rule := fmt.Sprint(letter, n); !covered[rule] {
				t.Errorf("no scenario for %s", rule)
			}
		}
	}
	for rule := range strings.FieldsSeq("D1 D2 D3 D4 D7 D8 D9 I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13") {
		if !covered[rule] {
			t.Errorf("no scenario for %s", rule)
		}
	}
}

func read(t testing.TB, name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
