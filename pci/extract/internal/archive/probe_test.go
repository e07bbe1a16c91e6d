package archive

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestProbe(t *testing.T) {
	f := os.Getenv("PROBE")
	if f == "" {
		t.Skip()
	}
	data, _ := os.ReadFile(f)
	w := walk.New(context.Background(), walk.Config{
		Open:  func(w *walk.Walk, data []byte) { fmt.Printf("   OPEN %d %.8q\n", len(data), data) },
		Visit: func(p walk.Part, text []byte) { fmt.Printf("== %s (%s)\n%s\n", p.Path, p.Format, text) },
	})
	Read(w, data)
	fmt.Println(w.Formatted())
	fmt.Println(w.Gaps())
}
