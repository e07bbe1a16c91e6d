package walk

import "time"

// Limits bound what one file may cost. They are absolute: what goes beyond is a Gap. A zero field takes
// its default.
type Limits struct {
	FileBytes  int           // the file as it came; default 64 MiB
	PartBytes  int           // one part, unpacked, and the text out of one part; default 32 MiB
	TotalBytes int           // everything unpacked and all text, together; default 256 MiB
	Parts      int           // parts and embedded files, together; default 10,000
	Depth      int           // files inside files; default 8
	Time       time.Duration // default 20 seconds
}

// Defaults of Limits.
const (
	DefaultFileBytes  = 64 << 20
	DefaultPartBytes  = 32 << 20
	DefaultTotalBytes = 256 << 20
	DefaultParts      = 10_000
	DefaultDepth      = 8
	DefaultTime       = 20 * time.Second
)

// WithDefaults returns the limits with every field set that is zero or less.
func (l Limits) WithDefaults() Limits {
	set(&l.FileBytes, DefaultFileBytes)
	set(&l.PartBytes, DefaultPartBytes)
	set(&l.TotalBytes, DefaultTotalBytes)
	set(&l.Parts, DefaultParts)
	set(&l.Depth, DefaultDepth)
	set(&l.Time, DefaultTime)
	return l
}

func set[T int | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}
