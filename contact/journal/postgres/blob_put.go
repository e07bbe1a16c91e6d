package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/jackc/pgx/v5"
)

const (
	// putSmall stores a blob of one chunk, or none, in one statement.
	putSmall = `WITH made AS (
			INSERT INTO {schema}.blob (owner, id, number, size, chunk, sha256)
			VALUES ($1, $2, nextval('{'schema'}.blob_number'), $3, $4, $5) ON CONFLICT DO NOTHING RETURNING number
		), chunks AS (INSERT INTO {schema}.chunk (number, place, data) SELECT number, 0, $6 FROM made WHERE $3 > 0)
		SELECT number FROM made`

	// startUpload gives a larger one its number, and removes what crashes have left.
	startUpload = `WITH old AS (
			DELETE FROM {schema}.upload WHERE at < clock_timestamp() - interval '1 day' RETURNING number
		), chunks AS (DELETE FROM {schema}.chunk USING old WHERE chunk.number = old.number)
		INSERT INTO {schema}.upload (number) VALUES (nextval('{'schema'}.blob_number')) RETURNING number`

	// putChunk can be repeated.
	putChunk = `WITH mine AS (UPDATE {schema}.upload SET at = clock_timestamp() WHERE number = $1 RETURNING number)
		INSERT INTO {schema}.chunk (number, place, data) SELECT number, $2, $3 FROM mine ON CONFLICT DO NOTHING`

	// claimKey makes an upload a blob, unless the key is taken or the upload was removed.
	claimKey = `WITH mine AS (SELECT number FROM {schema}.upload WHERE number = $3 FOR UPDATE
		), made AS (
			INSERT INTO {schema}.blob (owner, id, number, size, chunk, sha256)
			SELECT $1, $2, number, $4, $5, $6 FROM mine ON CONFLICT DO NOTHING RETURNING number
		), done AS (DELETE FROM {schema}.upload USING made WHERE upload.number = made.number)
		SELECT number FROM made`

	lookKey = `SELECT number, size, sha256 FROM {schema}.blob WHERE owner = $1 AND id = $2`

	// discardUpload waits for a chunk, or a claim, that is still on its way though its caller has given up, and stops all
	// that come later. Then discardChunks sees what there is, and does nothing if it has become a blob.
	discardUpload = `DELETE FROM {schema}.upload WHERE number = $1`
	discardChunks = `DELETE FROM {schema}.chunk WHERE number = $1
		AND NOT EXISTS (SELECT FROM {schema}.blob WHERE owner = $2 AND id = $3 AND number = $1)`
)

// Put implements [blob.Store]. A content of one chunk takes one round trip, of more one each and two more.
func (s *Blobs) Put(ctx context.Context, key blob.Key, r io.Reader) (int64, error) {
	if err := blob.CheckKey(blob.OpPut, key); err != nil {
		return 0, err
	}
	u := &upload{store: s, key: key, r: r, sum: sha256.New()}
	err := u.run(ctx)
	if err != nil && u.number != 0 {
		u.discard(ctx)
	}
	if err == nil {
		return u.size, nil
	}
	if e, ok := errors.AsType[*blob.Error](err); ok && e.Key == key {
		return 0, e
	}
	return 0, &blob.Error{Op: blob.OpPut, Key: key, Err: err}
}

// upload is a Put under way.
type upload struct {
	store  *Blobs
	key    blob.Key
	r      io.Reader
	size   int64
	sum    hash.Hash
	number int64 // 0 until the second chunk
}

func (u *upload) run(ctx context.Context) error {
	chunk := make([]byte, chunkSize)
	n, end, err := u.fill(ctx, chunk)
	if err != nil {
		return err
	}
	if end {
		return u.claim(ctx, u.store.statements.small, u.key.Owner, u.key.ID, u.size, chunkSize, u.sum.Sum(nil), chunk[:n])
	}
	err = u.store.db.repeat(ctx, func(ctx context.Context) error {
		return u.store.db.cfg.Pool.QueryRow(ctx, u.store.statements.start).Scan(&u.number)
	})
	for place := 0; err == nil && n > 0; place++ {
		if err = u.put(ctx, place, chunk[:n]); err == nil && !end {
			n, end, err = u.fill(ctx, chunk)
		} else {
			n = 0
		}
	}
	if err != nil {
		return err
	}
	return u.claim(ctx, u.store.statements.claim, u.key.Owner, u.key.ID, u.number, u.size, chunkSize, u.sum.Sum(nil))
}

// fill reads until the chunk is full or the content has come to its end.
func (u *upload) fill(ctx context.Context, chunk []byte) (n int, end bool, err error) {
	limit := u.store.db.cfg.BlobLimit
	for n < len(chunk) && !end {
		if err := ctx.Err(); err != nil {
			return 0, false, err
		}
		m, err := u.r.Read(chunk[n:])
		n, u.size = n+m, u.size+int64(m)
		switch {
		case u.size > limit:
			return 0, false, &blob.Error{Op: blob.OpPut, Key: u.key, Limit: limit, Err: blob.ErrTooLarge}
		case err == io.EOF:
			end = true
		case err != nil:
			return 0, false, &blob.Error{Op: blob.OpPut, Key: u.key, Err: blob.ErrRead, Cause: err}
		}
	}
	u.sum.Write(chunk[:n])
	return n, end, nil
}

var errSwept = errors.New("postgres: the upload stood still for a day and was removed")

func (u *upload) put(ctx context.Context, place int, data []byte) error {
	return u.store.db.repeat(ctx, func(ctx context.Context) error {
		_, err := u.store.db.cfg.Pool.Exec(ctx, u.store.statements.chunk, u.number, place, data)
		return err
	})
}

// claimTries is how often a claim begins anew because what stood in its way is gone when it looks.
const claimTries = 10

// claim runs a statement that stores the blob if the key is free. If it is not, the same content there is as good; it may
// be this one, if the answer of an earlier try was lost.
func (u *upload) claim(ctx context.Context, sql string, args ...any) error {
	pool := u.store.db.cfg.Pool
	for range claimTries {
		stored := false
		err := u.store.db.repeat(ctx, func(ctx context.Context) error {
			var number int64
			err := pool.QueryRow(ctx, sql, args...).Scan(&number)
			if stored = err == nil; stored || !errors.Is(err, pgx.ErrNoRows) {
				return err
			}
			return nil
		})
		if err != nil || stored {
			return err
		}
		if there, err := u.look(ctx); there || err != nil {
			return err
		}
	}
	return errSwept
}

// look reports whether the key holds this content. Another one is an error.
func (u *upload) look(ctx context.Context) (there bool, err error) {
	var number, size int64
	var sum []byte
	err = u.store.db.repeat(ctx, func(ctx context.Context) error {
		return u.store.db.cfg.Pool.QueryRow(ctx, u.store.statements.look, u.key.Owner, u.key.ID).Scan(&number, &size, &sum)
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return false, nil
	case err != nil:
		return false, err
	case size != u.size || !bytes.Equal(sum, u.sum.Sum(nil)):
		return false, &blob.Error{Op: blob.OpPut, Key: u.key, Err: blob.ErrExists}
	}
	if number != u.number && u.number != 0 {
		u.discard(ctx)
	}
	return true, nil
}

// discard removes the chunks of an upload that has not become a blob. If it fails, that is done a day later.
func (u *upload) discard(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), u.store.db.cfg.Timeout)
	defer cancel()
	var b pgx.Batch
	b.Queue(begin)
	b.Queue(u.store.statements.discard, u.number)
	b.Queue(u.store.statements.discardChunks, u.number, u.key.Owner, u.key.ID)
	b.Queue(commit)
	_ = u.store.db.cfg.Pool.SendBatch(ctx, &b).Close()
}
