package pdf

import (
	"context"
	"fmt"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDev(t *testing.T) {
	dir := os.Getenv("PDFDEV")
	if dir == "" {
		t.Skip()
	}
	files, _ := filepath.Glob(dir + "/*")
	if one := os.Getenv("PDFONE"); one != "" {
		files, _ = filepath.Glob(one)
	}
	for _, f := range files {
		data, _ := os.ReadFile(f)
		out, _ := os.Create(os.Getenv("PDFOUT") + "/" + filepath.Base(f) + ".txt")
		n := 0
		w := walk.New(context.Background(), walk.Config{Limits: walk.Limits{Time: 60 * time.Second}, Open: func(w *walk.Walk, d []byte) { n++; fmt.Fprintf(out, "[[embedded %d]]\n", len(d)) },
			Visit: func(p walk.Part, b []byte) { fmt.Fprintf(out, "[[%s]]\n", p.Path); out.Write(b); out.WriteString("\n") }})
		begin := time.Now()
		Read(w, data)
		gaps, _ := w.Gaps()
		var g []string
		m := map[string]int{}
		for _, x := range gaps {
			k := x.Path + ":" + x.Cause.String()
			if m[k] == 0 {
				g = append(g, k)
			}
			m[k]++
		}
		out.Close()
		fmt.Printf("%s %d bytes %v emb=%d %s\n", filepath.Base(f), len(data), time.Since(begin).Round(time.Millisecond), n, strings.Join(g, ", "))
	}
}
