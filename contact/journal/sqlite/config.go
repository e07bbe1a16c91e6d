package sqlite

import "github.com/acdkit/acdkit/contact/journal"

// MaxRecord is the length in bytes of the largest Data that a record can have.
const MaxRecord = journal.MaxRecord

// Figures that experience, not the format, has set.
const (
	queueLength   = 1024     // appends that wait at most; further callers wait to be let in
	batchLength   = 512      // appends that share one transaction at most
	batchBytes    = 8 << 20  // and the bytes of Data after which no further one joins
	stepLength    = 512      // records that one transaction cuts at most
	stepBytes     = 1 << 20  // and the bytes of Data after which it cuts no more
	pageLength    = 256      // records that a Read takes from the file at once, at most
	pageBytes     = 1 << 20  // and the bytes of Data after which it takes no more
	cacheLength   = 1 << 16  // streams whose last version the writer remembers
	readers       = 4        // connections for reading
	walPages      = 4096     // size of the log, in pages, at which it is copied into the file
	walLimit      = 64 << 20 // size of the log, in bytes, above which it gives back room on the disk
	pageSize      = 4096     // of a new file, in bytes
	busyMillis    = 5000     // how long to wait for other programs that look into the file
	lockPollEvery = 50       // milliseconds between looks at a file that is locked
)

// Config says where a journal is.
type Config struct {
	// Path is the file, on a local disk; it is made if it is not there, its folder is not. Beside it lie files that belong to
	// it: Path-wal, Path-shm, and Path-lock, which stays.
	Path string

	// Wait lets Open wait, until its context ends, for a file that another process holds. Otherwise that is ErrLocked.
	Wait bool

	// SkipCheck leaves out the check of the file's structure, which reads the whole file, so that a standby can take over a
	// large one at once. What Read finds damaged is an error all the same. Call Check at some other time.
	SkipCheck bool
}
