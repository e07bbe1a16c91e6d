package journal

import (
	"context"
	"iter"
)

// Version is the place of a record in its stream. Versions are dense: the first record has version 1,
// each further one is greater by one, and 0 stands for the place before the first.
type Version uint64

// MaxVersion is the greatest version of a record, so that stores with signed integers can hold it.
const MaxVersion Version = 1<<63 - 1

// Journal is an append-only log per stream, and the port that adapters implement. Implementations are
// safe for concurrent use. The package comment lists the duties of both sides.
type Journal interface {
	// Append stores rec after the version after, which must be the last of the stream (0: the stream is
	// empty), and returns rec's version, after+1. rec.Version is ignored. When it returns nil, the
	// record is durable.
	//
	// ErrConflict: the stream has moved on, or may have; read from after and look for rec.ID.
	// ErrUnknown: the outcome is open; read from after and look for rec.ID. Any other error, among them
	// ErrInvalid, ErrTooLarge and the error of a ctx that had ended before: nothing is stored.
	// Commit does that reading and looking.
	Append(ctx context.Context, stream string, after Version, rec Record) (Version, error)

	// Read yields the records of stream with versions greater than after, in order, up to the end that
	// the stream has when the loop begins or later. A stream that does not exist, and one that is not
	// longer than after, yield nothing. An error comes as the last pair: ErrTrimmed if records after
	// after have been cut, ErrInvalid, the error of ctx, or the store's own. Read need not verify what
	// it yields; Replay does.
	Read(ctx context.Context, stream string, after Version) iter.Seq2[Record, error]
}

// Watcher is a Journal that can say that there may be more to read. A wrapper that has the method but
// wraps a journal without it returns an error that is [errors.ErrUnsupported]; so in the other
// capabilities.
type Watcher interface {
	Journal

	// Watch returns a channel that holds a hint, one at most, after something was appended to stream or
	// the stream changed otherwise. A hint may come for nothing, and many appends may share one: always
	// catch up by Read. The stream need not exist. The channel is closed when ctx ends; if it is
	// closed before, the watch is lost.
	Watch(ctx context.Context, stream string) (<-chan struct{}, error)
}

// Trimmer is a Journal that can cut the beginning of a stream.
type Trimmer interface {
	Journal

	// Trim cuts the records with versions up to and including through, which a snapshot has replaced.
	// Reading from before through yields ErrTrimmed from now on; the numbering goes on. Trimming what
	// is already cut does nothing. A version beyond the end of the stream is ErrInvalid. Trim is for
	// space, not for privacy: an implementation may keep some of what it has cut. Erase with Delete.
	Trim(ctx context.Context, stream string, through Version) error
}

// Deleter is a Journal that can erase a stream.
type Deleter interface {
	Journal

	// Delete erases stream wholly, its trimmed part and its numbering included: Read then yields
	// nothing, from any version, and the next Append has to say after 0. Erasing a stream that does not
	// exist does nothing.
	Delete(ctx context.Context, stream string) error
}

// Lister is a Journal that can name its streams, for tools: nothing in this module needs it to run.
type Lister interface {
	Journal

	// Streams yields the name of each stream that begins with prefix, once, in any order; all streams if
	// prefix is empty. A stream is there from its first Append until it is deleted, however much of it
	// is trimmed. Those that come or go meanwhile may be yielded or not. An error comes as the last
	// pair, with an empty name: ErrInvalid for a prefix that no name can begin with, the error of ctx,
	// or the store's own.
	Streams(ctx context.Context, prefix string) iter.Seq2[string, error]
}
