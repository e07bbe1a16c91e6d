package ole

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestDump(t *testing.T) {
	f := os.Getenv("DUMP")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	open := func(w *walk.Walk, data []byte) {
		if len(data) > 8 && data[0] == 0xD0 && data[1] == 0xCF {
			Read(w, data)
			return
		}
		fmt.Printf("@@FILE %q\n", data[:min(len(data), 100)])
	}
	w := walk.New(context.Background(), walk.Config{Open: open, Visit: func(p walk.Part, text []byte) {
		fmt.Printf("@@ %s [%s]\n%s\n", p.Path, p.Format, text)
	}})
	Read(w, b)
	g, _ := w.Gaps()
	for _, g := range g {
		fmt.Println("@@GAP", g.Path, g.Cause)
	}
}
