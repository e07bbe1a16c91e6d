package extract

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// Limits bound what examining one file may cost: bytes, parts, depth and time.
type Limits = walk.Limits

// DefaultFileBytes is the default of Limits.FileBytes: 64 MiB.
const DefaultFileBytes = walk.DefaultFileBytes

// A Part is a piece of a file that text came out of. Its Path is the sender's text.
type Part = walk.Part

// A Gap is a part that was not examined, and why. Its Path is the sender's text.
type Gap = walk.Gap

// Cause is why a part was not examined.
type Cause = walk.Cause

// The causes.
const (
	Encrypted   = walk.Encrypted   // needs a password
	Corrupt     = walk.Corrupt     // contradicts its own format
	Truncated   = walk.Truncated   // ends too early
	Undecodable = walk.Undecodable // its characters cannot be told
	Unsupported = walk.Unsupported // a format that nothing here reads
	TooLarge    = walk.TooLarge    // beyond FileBytes, PartBytes or TotalBytes
	TooMany     = walk.TooMany     // beyond Parts
	TooDeep     = walk.TooDeep     // beyond Depth
	TimedOut    = walk.TimedOut    // beyond Time, or the context was cancelled
	Picture     = walk.Picture     // pictures, sound and film: what they show is not read
)

// A Report says how far a file was examined.
type Report struct {
	// Format is the format of the file by its content: "docx", "pdf", "text"; "" if it is unknown.
	Format string
	// Gaps is what was not examined, pictures among them; 1,000 at most.
	Gaps []Gap
}

// Examined reports whether all text of the file was handed over. Pictures inside a document do not
// count, for they are in most; a file that is one does.
func (r Report) Examined() bool { return r.Cause() == 0 }

// Cause returns why the file counts as not examined, or 0 if it was examined.
func (r Report) Cause() Cause {
	for _, g := range r.Gaps {
		if g.Cause != Picture || g.Path == "" {
			return g.Cause
		}
	}
	return 0
}

// Pictures returns how many of the gaps are pictures, sound or film.
func (r Report) Pictures() int {
	n := 0
	for _, g := range r.Gaps {
		if g.Cause == Picture {
			n++
		}
	}
	return n
}
