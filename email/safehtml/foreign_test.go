package safehtml_test

import (
	"testing"

	"github.com/acdkit/acdkit/email/safehtml"
)

// TestTableWithinForeign: a block that ends svg or math within a table gets a cell of its own.
func TestTableWithinForeign(t *testing.T) {
	tests := map[string]string{
		"<table><math><mtext><table>": "<table><tr><td><table></table></td></tr></table>",
		"<table><svg><p>x":            "<table><tr><td><p>x</p></td></tr></table>",
	}
	var p safehtml.Policy
	for source, want := range tests {
		if got := p.Clean(source).HTML; got != want {
			t.Errorf("Clean(%q) = %q, want %q", source, got, want)
		}
	}
}
