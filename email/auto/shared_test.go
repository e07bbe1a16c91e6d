package auto_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
)

// TestSharedMail classifies mail that is really out there.
func TestSharedMail(t *testing.T) {
	dir := filepath.FromSlash("../../../shared/data/mail")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("there is no shared folder beside the repository")
	}
	classes := make(map[auto.Class]int)
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, null := range []bool{false, true} {
			v := auto.Classify(message.Parse(raw), auto.Envelope{Null: null}, mark)
			if v.Class == "" || null && v.MayAnswer() {
				t.Errorf("%s: %+v", name, v)
			}
			checkReport(t, v)
			if !null {
				classes[v.Class]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(classes)
}
