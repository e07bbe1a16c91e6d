package pci

import "slices"

// Bounds of a Window.
const (
	windowPieces = 24      // messages and file names that are remembered
	windowBytes  = 4 << 10 // of each, the end
	windowSteps  = 4096    // ways to join digits that are tried for one piece
	windowSkips  = 2       // pieces with other digits that may stand between
)

// A Window sees what one participant spreads over several messages or file names: a card number in
// parts, or a verification code whose word stood in the message before. Use one for each participant of a
// conversation. It is not safe for concurrent use. Make it with NewWindow.
//
// It keeps the last 24 pieces of text, 4 KiB of each, in memory only; they may hold parts of a number.
type Window struct {
	opaque
	scanner *Scanner
	pieces  []piece
	heard   []byte
}

// A Revision is what a piece of text must be replaced by.
type Revision struct {
	ID   string // as it was given to Add
	Text string
}

// NewWindow returns a window that is empty, or the error of Config.Validate.
func NewWindow(c Config) (*Window, error) {
	s, err := NewScanner(c)
	if err != nil {
		return nil, err
	}
	return &Window{scanner: s}, nil
}

// Add takes the next message or file name of the participant, as it is stored: redacted by itself. If it
// completes something, Add returns new versions of this piece and of those before, in their order, and what was
// found. The caller stores those in place of the old ones, before anybody else reads them.
func (w *Window) Add(id, text string) ([]Revision, Tally) {
	w.push(id, text)
	var tally Tally
	changed := map[int]bool{}
	if last := len(w.pieces) - 1; w.answer(&tally) {
		changed[last] = true
	}
	for w.scanner.config.Kinds.Has(PAN) {
		j := joiner{window: w, steps: windowSteps}
		if !j.find() {
			break
		}
		tally.add(Finding{Kind: PAN, Brand: j.brand})
		for _, p := range j.picks {
			changed[p.piece] = true
		}
		w.hide(j.picks)
	}
	return w.revisions(changed), tally
}

// Hear takes what somebody else said to the participant: a verification code may be the answer to it.
func (w *Window) Hear(text string) {
	clear(w.heard)
	w.heard = append(w.heard[:0], text[max(0, len(text)-lookBehind):]...)
}

// Close wipes what the window remembers.
func (w *Window) Close() {
	for i := range w.pieces {
		clear(w.pieces[i].text)
	}
	w.pieces = nil
	w.Hear("")
}

func (w *Window) push(id, text string) {
	if len(w.pieces) == windowPieces {
		clear(w.pieces[0].text)
		w.pieces = slices.Delete(w.pieces, 0, 1)
	}
	p := piece{id: id, text: []byte(text)}
	p.read(&w.scanner.run)
	w.pieces = append(w.pieces, p)
}

// answer hides a code in the newest piece if what was said before, by either side, makes it one.
func (w *Window) answer(tally *Tally) bool {
	last := &w.pieces[len(w.pieces)-1]
	found := w.codeAfter(w.heard, last.text)
	if len(found) == 0 {
		found = w.scanner.reply(w.heard, last.text)
	}
	if n := len(w.pieces); len(found) == 0 && n > 1 {
		found = w.codeAfter(w.pieces[n-2].text, last.text)
	}
	w.Hear("")
	if len(found) == 0 {
		return false
	}
	out := []byte(nil)
	at := 0
	for _, f := range found {
		out = append(out, last.text[at:f.Start]...)
		out = w.scanner.mask(out, last.text, f)
		at = f.End
		tally.add(f)
	}
	last.set(append(out, last.text[at:]...), &w.scanner.run)
	return true
}

// codeAfter returns the codes in text that are such by what was said before.
func (w *Window) codeAfter(before, text []byte) []Finding {
	if len(before) == 0 {
		return nil
	}
	before = before[max(0, len(before)-nearBefore*2):]
	both := slices.Concat(before, []byte("\n"), text)
	defer clear(both)
	var codes []Finding
	shift := len(before) + 1
	for _, f := range w.scanner.Find(both) {
		if (f.Kind == CVV || f.Kind == PIN) && f.Start >= shift {
			f.Start, f.End = f.Start-shift, f.End-shift
			codes = append(codes, f)
		}
	}
	return codes
}

// hide replaces the digits of the picks, but for the last four of all.
func (w *Window) hide(picks []pick) {
	keep := w.scanner.config.Mask.last()
	for _, p := range slices.Backward(picks) {
		piece := &w.pieces[p.piece]
		from, to := piece.span(p)
		last := min(keep, p.digits)
		keep -= last
		out := append([]byte(nil), piece.text[:from]...)
		out = w.scanner.appendHidden(out, piece.text[from:to], 0, last, w.scanner.config.Mask.Label)
		piece.set(append(out, piece.text[to:]...), &w.scanner.run)
	}
}

func (w *Window) revisions(changed map[int]bool) []Revision {
	var out []Revision
	for i, p := range w.pieces {
		if changed[i] {
			out = append(out, Revision{ID: p.id, Text: string(p.text)})
		}
	}
	return out
}
