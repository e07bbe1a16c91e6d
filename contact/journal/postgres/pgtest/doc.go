// Package pgtest runs PostgreSQL servers of the local installation, for tests and demonstrations:
//
//	func TestX(t *testing.T) {
//		server := pgtest.Start(t) // skips the test if PostgreSQL is not installed
//		pool, err := pgxpool.New(t.Context(), server.DSN())
//		...
//	}
//
// A server listens on a Unix socket in its own folder and nowhere else, and lets in everybody who can open that. It
// writes as safely as one in production: fsync and synchronous_commit are on.
package pgtest
