// Package walk is what every reader of a format is given: where its text goes, and what it may cost.
//
// A reader is a function Read(w *Walk, data []byte). It names the format (Format), hands over text
// (Text, Write), unpacks only through Inflate, hands embedded files on (File), and names whatever it
// could not look at (Gap): what it passes over in silence would count as clean. It returns soon
// after Alive says no.
package walk

import (
	"context"
	"io"
	"time"
)

// A Part is a piece of a file that text came out of.
type Part struct {
	// Path names the part within the file, one name per level, as the file has it: it is the sender's
	// text, and may hold what is looked for. Empty for the file itself.
	Path string
	// Format is the format of the file that the part is in, such as "docx" or "pdf".
	Format string
}

// A Gap is something that was not examined.
type Gap struct {
	Path  string // as Part.Path: the sender's text
	Cause Cause
}

// maxGaps bounds the gaps that are kept; one is enough to know, if it is not only a picture.
const maxGaps = 1000

// A Walk goes through one file and what is embedded in it. It is not safe for concurrent use.
type Walk struct {
	budget *budget
	format string
	path   string
	depth  int
}

// budget is shared by the walks of all embedded files.
type budget struct {
	ctx      context.Context
	limits   Limits
	now      func() time.Time
	deadline time.Time
	open     func(w *Walk, data []byte)
	visit    func(p Part, text []byte)
	gaps     []Gap
	grave    bool // one of the gaps is not a picture
	total    int
	parts    int
	asked    uint
	dead     bool
	free     [][]byte // buffers of texts, for reuse
}

// Config says how to walk.
type Config struct {
	Limits Limits
	Now    func() time.Time           // nil: time.Now
	Open   func(w *Walk, data []byte) // reads an embedded file, whatever it is
	Visit  func(p Part, text []byte)  // text is valid during the call, and then wiped
}

// New returns the walk of a file.
func New(ctx context.Context, c Config) *Walk {
	if c.Now == nil {
		c.Now = time.Now
	}
	limits := c.Limits.WithDefaults()
	return &Walk{budget: &budget{
		ctx: ctx, limits: limits, now: c.Now, deadline: c.Now().Add(limits.Time), open: c.Open, visit: c.Visit,
	}}
}

// Format sets the format that Parts of this file tell.
func (w *Walk) Format(name string) { w.format = name }

// Formatted returns the format that was set.
func (w *Walk) Formatted() string { return w.format }

// Gaps returns what was not examined, and whether the list is cut at 1,000.
func (w *Walk) Gaps() (gaps []Gap, cut bool) {
	return w.budget.gaps, len(w.budget.gaps) == maxGaps
}

// Limits returns the limits that hold.
func (w *Walk) Limits() Limits { return w.budget.limits }

// Depth returns how many files this one is inside of.
func (w *Walk) Depth() int { return w.depth }

// Alive reports whether there is time left. It is cheap enough for every turn of a loop.
func (w *Walk) Alive() bool {
	b := w.budget
	if b.asked++; b.asked%256 == 0 {
		w.look()
	}
	return !b.dead
}

func (w *Walk) look() {
	b := w.budget
	if !b.dead && (b.ctx.Err() != nil || b.now().After(b.deadline)) {
		b.dead = true
		b.add(Gap{Path: w.path, Cause: TimedOut})
	}
}

// Gap says that the named part of this file was not examined, or not whole. An empty name is the file.
func (w *Walk) Gap(name string, cause Cause) { w.budget.add(Gap{Path: w.join(name), Cause: cause}) }

func (b *budget) add(g Gap) {
	n := len(b.gaps)
	switch {
	case n > 0 && b.gaps[n-1] == g:
		return
	case n < maxGaps:
		b.gaps = append(b.gaps, g)
	case !b.grave && g.Cause != Picture: // pictures crowd nothing out
		b.gaps[n-1] = g
	}
	b.grave = b.grave || g.Cause != Picture
}

// Spend takes n bytes of the total, and reports whether there were as many left. Text and Inflate
// spend by themselves.
func (w *Walk) Spend(name string, n int) bool {
	b := w.budget
	if n > b.limits.TotalBytes-b.total {
		b.total = b.limits.TotalBytes
		w.Gap(name, TooLarge)
		return false
	}
	b.total += n
	return true
}

// part takes one of the parts that are allowed.
func (w *Walk) part(name string) bool {
	b := w.budget
	if b.parts >= b.limits.Parts {
		w.Gap("", TooMany)
		return false
	}
	b.parts++
	w.look()
	return !b.dead
}

// Inflate reads r to its end, up to what a part may have. What was read is returned even if
// something went wrong, which is then a Gap of that name.
func (w *Walk) Inflate(name string, r io.Reader) []byte {
	var data []byte
	for most := w.budget.limits.PartBytes; ; {
		w.look()
		if w.budget.dead {
			return data
		}
		if cap(data)-len(data) < 4096 {
			data = append(data, make([]byte, max(len(data), 32<<10))...)[:len(data)]
		}
		n, err := r.Read(data[len(data):cap(data)])
		if !w.Spend(name, n) {
			return data
		}
		data = data[:len(data)+n]
		switch {
		case len(data) > most:
			w.Gap(name, TooLarge)
			return data[:most]
		case err == io.EOF:
			return data
		case err != nil:
			w.Gap(name, causeOf(err))
			return data
		}
	}
}

func causeOf(err error) Cause {
	if err == io.ErrUnexpectedEOF {
		return Truncated
	}
	return Corrupt
}

// File examines an embedded file: its name, and its content by what it is.
func (w *Walk) File(name string, data []byte) {
	w.Write(name, name)
	switch {
	case !w.part(name):
	case w.depth+1 >= w.budget.limits.Depth:
		w.Gap(name, TooDeep)
	default:
		w.budget.open(&Walk{budget: w.budget, path: w.join(name), depth: w.depth + 1}, data)
	}
}

func (w *Walk) join(name string) string {
	switch {
	case name == "":
		return w.path
	case w.path == "":
		return name
	}
	return w.path + "/" + name
}
