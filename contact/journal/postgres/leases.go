package postgres

// Leases is the lease table.
type Leases struct{ db *DB }

func newLeases(db *DB) *Leases { return &Leases{db} }
