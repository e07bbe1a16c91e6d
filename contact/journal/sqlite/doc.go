// Package sqlite keeps journals in a file: the embedded default, for a desk on one machine. It is SQLite without cgo, so
// there is no server to run and nothing to install.
//
//	j, err := sqlite.Open(ctx, sqlite.Config{Path: "/var/lib/desk/journal.db"})
//	defer j.Close()
//
// # What it promises
//
// [Journal] passes journaltest.Run with all features: Watch, Trim, Delete, List and Durable, and takes records of up to
// [MaxRecord], which is that of the port.
//
//   - Append returns nil when the record is on the disk: SQLite's write-ahead log (WAL) is synced at each commit
//     (synchronous=FULL; on macOS by F_FULLFSYNC), and folders are synced after files were made. It is lost only by what
//     loses a synced file: a disk that lies, or is lost itself.
//   - Appends that wait at the same time, of any streams, share one commit. One that is refused does not disturb the others.
//     1,024 wait at most; callers beyond wait to be let in.
//   - Read takes pages of 256 records or 1 MiB, and holds nothing between them. Readers and the writer do not wait for each
//     other.
//   - A full disk is [ErrFull], for certain; the journal goes on when there is room again. A commit that fails otherwise is
//     journal.ErrUnknown, and nothing more is written until the log has been emptied.
//
// # One process
//
// A file belongs to one process at a time, by a lock that the system takes back at the process's end, a kill -9 included.
// That is the lease of this store: a second process gets [ErrLocked] or, with Config.Wait, is a hot standby that takes over
// within 0.1 s beside the time of the check (see Config.SkipCheck). The file must be on a local disk: network file
// systems break the promises that locks and syncs rest on. Other programs may read the file meanwhile, but not for long:
// a Delete waits 5 s for them, and with it all that is to be written, and fails then. A [Journal.Check] makes room for it.
//
// # Damage
//
// Open checks the structure of the file (PRAGMA quick_check) and what it says of each stream; [Journal.Check] checks
// everything. Streams have checksums over their name and their end, and records over their content (journal.Replay verifies
// that), so that a bit that has changed is [journal.ErrCorrupt], not other content, a shorter stream or an empty one. So is
// a file that is gone though its lock file is there, and a log that is damaged in the middle. What cannot be told from a
// crash in the middle of a write is damage to the last one or two transactions in the log, a log that was cut off at its end
// or removed: then the journal is as it was at an earlier moment. Copy a journal with its -wal, or after Close.
//
// # Erasing
//
// Delete overwrites the content in the file with zeros (secure_delete), and empties the log before it returns. What remains
// is beyond the files: the log gives its blocks back to the file system, which may keep their content until it uses them
// again, as may snapshots, backups, and disks that write elsewhere than they are told. Where that is not enough, encrypt the
// disk. The file does not shrink; its room is used again.
//
// # The driver
//
// It is zombiezen.com/go/sqlite on modernc.org/sqlite, SQLite compiled to Go. Through database/sql, modernc.org/sqlite makes
// as many durable appends, which are the disk's affair, but reads 170,000 to 200,000 records of 300 bytes a second on the
// same core, where this one reads 350,000 to 700,000, and allocates ten times per record, not twice. The engine is newer
// than zombiezen.com/go/sqlite asks for, for SQLite 3.51.3 and later: those before can damage a file when one connection
// empties the log while another writes. Here only the writer does either.
//
// The rows of records lie in the order of writing, with a small index by stream and version. Rows that lie by stream, as a
// table WITHOUT ROWID has them, touch a page per stream at each commit: with 256 streams that made a tenth of the appends.
package sqlite
