package postgres

import (
	"context"
	"errors"
	"io"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/jackc/pgx/v5"
)

var _ blob.Store = (*Blobs)(nil)

// chunkSize is how many bytes of a blob lie in a row, and are in memory while it is written or read.
const chunkSize = 512 << 10

// eraseAtOnce is how many blobs one statement erases, so that none takes long.
const eraseAtOnce = 8

// Blobs is the blobs in a DB. It is safe for concurrent use. A blob lies in chunks of 512 KiB, each a row: as opposed to
// PostgreSQL's large objects, they belong to the schema, are read without a transaction that a slow reader would keep
// open, and cannot be left behind by a row that is gone. No connection is held while content is read or written, and no
// more than one chunk is in memory.
//
// The number of a content is never used again, so who reads a blob that is removed meanwhile gets [blob.ErrNotFound], and
// never the content that has come in its place. A Put that breaks off removes what it has stored; what a crash has left
// is removed a day later, by the next Put of a large blob.
type Blobs struct {
	db         *DB
	statements blobStatements
}

type blobStatements struct {
	small, start, chunk, claim, look, discard, discardChunks string // of Put
	open, read, delete, erase                                string
}

func newBlobs(db *DB) *Blobs {
	return &Blobs{db: db, statements: blobStatements{
		small: db.within(putSmall), start: db.within(startUpload), chunk: db.within(putChunk), claim: db.within(claimKey),
		look: db.within(lookKey), discard: db.within(discardUpload), discardChunks: db.within(discardChunks),
		open: db.within(openBlob), read: db.within(readChunk), delete: db.within(deleteBlob), erase: db.within(eraseBlobs),
	}}
}

const (
	openBlob   = `SELECT number, size, chunk FROM {schema}.blob WHERE owner = $1 AND id = $2`
	deleteBlob = `WITH gone AS (DELETE FROM {schema}.blob WHERE owner = $1 AND id = $2 RETURNING number)
		DELETE FROM {schema}.chunk USING gone WHERE chunk.number = gone.number`

	// eraseBlobs returns how many blobs it has seen. All of those are gone, but some may be by others that it waited for.
	eraseBlobs = `WITH seen AS (SELECT id FROM {schema}.blob WHERE owner = $1 ORDER BY id LIMIT $2
		), gone AS (DELETE FROM {schema}.blob WHERE owner = $1 AND id IN (SELECT id FROM seen) RETURNING number
		), chunks AS (DELETE FROM {schema}.chunk USING gone WHERE chunk.number = gone.number)
		SELECT count(*) FROM seen`
)

// Open implements [blob.Store].
func (s *Blobs) Open(ctx context.Context, key blob.Key) (io.ReadSeekCloser, error) {
	if err := blob.CheckKey(blob.OpOpen, key); err != nil {
		return nil, err
	}
	r := &blobReader{ctx: ctx, store: s, key: key}
	err := s.db.repeat(ctx, func(ctx context.Context) error {
		return s.db.cfg.Pool.QueryRow(ctx, s.statements.open, key.Owner, key.ID).Scan(&r.number, &r.size, &r.chunk)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		err = blob.ErrNotFound
	}
	if err != nil {
		return nil, &blob.Error{Op: blob.OpOpen, Key: key, Err: err}
	}
	return r, nil
}

// Delete implements [blob.Store]. Of what it removes, the server's log, archives, backups and files that have not been
// vacuumed keep copies.
func (s *Blobs) Delete(ctx context.Context, key blob.Key) error {
	if err := blob.CheckKey(blob.OpDelete, key); err != nil {
		return err
	}
	err := s.db.repeat(ctx, func(ctx context.Context) error {
		_, err := s.db.cfg.Pool.Exec(ctx, s.statements.delete, key.Owner, key.ID)
		return err
	})
	if err != nil {
		return &blob.Error{Op: blob.OpDelete, Key: key, Err: err}
	}
	return nil
}

// Erase implements [blob.Store].
func (s *Blobs) Erase(ctx context.Context, owner string) error {
	if err := blob.CheckOwner(blob.OpErase, owner); err != nil {
		return err
	}
	for seen := eraseAtOnce; seen > 0; {
		err := s.db.repeat(ctx, func(ctx context.Context) error {
			return s.db.cfg.Pool.QueryRow(ctx, s.statements.erase, owner, eraseAtOnce).Scan(&seen)
		})
		if err != nil {
			return &blob.Error{Op: blob.OpErase, Key: blob.Key{Owner: owner}, Err: err}
		}
	}
	return nil
}
