// Package postgres keeps journals, leases and blobs in PostgreSQL, 14 or later.
//
//	pool, err := pgxpool.New(ctx, dsn)
//	db, err := postgres.Open(ctx, postgres.Config{Pool: pool})
//	defer db.Close()
//
//	db.Journal() // a journal.Journal, Watcher, Trimmer, Deleter and Lister
//	db.Leases()  // a lease.Table
//	db.Blobs()   // a blob.Store
//
// All tables are in one schema, which Open makes and later versions of this package bring up to date; any number of nodes
// may do so at once. A program refuses a schema that is newer than itself, so let the new version of a host in only when
// the old one need not be started again.
//
// # What is promised
//
//   - What was acknowledged has been written to the disk by the server ([Open] refuses one with fsync or synchronous_commit
//     turned off) and outlives a crash of the server, of the client, and of both.
//   - Of all answers that say that nothing was stored, none is wrong, whatever was cut off and when; and none that says
//     that it was. Where nobody can know, the answer is [journal.ErrUnknown]; [journal.Commit] finds out.
//   - A stream's versions are dense. Of several writers for one version one gets through: the primary key of the records
//     decides, and a writer that was paused or cut off is kept out in the same way.
//   - All sessions of leases are measured by the server's clock.
//
// What is not promised: that a standby has what was acknowledged, unless it is synchronous (synchronous_standby_names): a
// fail-over to another may lose the last appends, and nodes then see a log that is shorter than they know.
//
// # How it does that
//
// Each append is in one round trip. Those to different streams that wait at the same time share a transaction, so that
// hundreds of conversations need no more flushes of the disk than one. Two connections write; while one waits for the
// disk, the other collects. Followers are told by LISTEN and NOTIFY: one notification for each transaction, in a
// transaction of its own right behind it, because one that is inside makes all others of the database queue up behind
// the disk (measured with 4 writers: half of the throughput).
//
// # Duties of the host
//
//  1. Give the pool as many connections as there are callers that read at once, and two. The size of the pool bounds what
//     the database has to bear; who finds none waits for Config.Timeout.
//  2. Have the server drop clients that are gone: what such a client was doing could lock the end of its streams until
//     then. tcp_keepalives_idle=5 tcp_keepalives_interval=2 tcp_keepalives_count=3 in the data source name asks for that.
//  3. Behind a pooler that lends connections for a transaction, such as PgBouncer, set
//     default_query_exec_mode=cache_describe in the data source name, and Config.Listen past the pooler.
//  4. With several servers, set target_session_attrs=read-write in the data source name. A standby may lag behind what
//     was acknowledged; Open refuses one.
//  5. Leave autovacuum on: trimming and erasing leave room that only a vacuum gives back.
//  6. The role that opens needs CREATE on the database for a schema that is not there or old; otherwise USAGE on the
//     schema and its sequences, and SELECT, INSERT, UPDATE and DELETE on its tables.
package postgres
