package main

import (
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
)

// manyFiles is how many files are worth a progress bar.
const manyFiles = 20

// A progress tells on a terminal how far the scan has come. Its zero value tells nobody.
type progress struct {
	terminal io.Writer
	bar      *progressbar.ProgressBar
}

// progressOn returns a progress on w, if that is a terminal.
func progressOn(w io.Writer) progress {
	f, ok := w.(*os.File)
	if !ok {
		return progress{}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return progress{}
	}
	return progress{terminal: w}
}

func (p *progress) begin(files int) {
	if p.terminal == nil || files < manyFiles {
		return
	}
	p.bar = progressbar.NewOptions(files, progressbar.OptionSetWriter(p.terminal), progressbar.OptionSetDescription("files"),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
}

func (p *progress) step() {
	if p.bar != nil {
		p.bar.Add(1)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
