package postgres

// Blobs is the blob store.
type Blobs struct{ db *DB }

func newBlobs(db *DB) *Blobs { return &Blobs{db} }
