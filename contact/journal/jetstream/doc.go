// Package jetstream keeps journals and leases in NATS JetStream, for hosts that run on several machines and have NATS.
//
//	nc, err := nats.Connect(urls, nats.MaxReconnects(-1))
//	j, err := jetstream.Open(ctx, jetstream.Config{Conn: nc})
//	leases, err := jetstream.OpenLeases(ctx, jetstream.Config{Conn: nc})
//
// # Guarantees
//
// A [Journal] is a journal.Watcher, a journal.Trimmer, a journal.Deleter and a journal.Lister, and takes records up to
// [MaxRecord]. What was acknowledged is on the disks of a majority of Config.Replicas servers, if the servers sync
// before they acknowledge (below). A record is stored once, at the version that follows the one the writer gave, or not at
// all: every message names the sequence of the one before it in its subject (Nats-Expected-Last-Subject-Sequence). The
// window in which the servers drop messages with the same id plays no part.
//
// An append whose answer is lost is journal.ErrUnknown; journal.Commit reads and finds out. A conflict that a server reports
// is checked with the stream's leader; around a change of leader there are some that are none, and they are tried again.
//
// Read covers everything whose Append had returned when the loop began, and nothing that Trim or Delete had cut by then: it
// asks the stream's leader where the stream ends and where what is to be read begins, and takes the messages between from any
// server, also from one that lags behind, as far as it has them. There is one
// exception: a leader that is cut off from the others, with its clients, does not know for up to ten seconds that another
// leads, and answers from what it had. Its clients read an old state then, and cannot write. Decisions are safe: an append
// to what was read is refused.
//
// A watch is woken by the leader when it has stored something, and once more after the connection was down and after each
// election. A hint that gets lost between two servers is made up for by journal.Follow's own look every 15 seconds.
//
// # How it is stored
//
// All journal streams of a store are subjects of one JetStream stream, which measures far better than a JetStream stream
// each: "acdkit.log.<name>", where bytes of the name other than letters, digits, -, _ and / are written as = and two
// hexadecimal digits. A message is a record, a part of a record that is longer than a message may be (max_payload), or a
// mark that everything up to it was cut. Its first byte is the version of the format. The versions of records are in the
// messages, dense from 1; the sequences of the JetStream stream, which all subjects share, only say where to look.
//
// The last part of a record makes it. A process that ends between two parts leaves parts that nobody sees; the next writer
// appends behind them, and the next Trim removes them.
//
// Leases are in a second JetStream stream, "acdkit-leases".
//
// # Upgrades
//
// This is format 1. A program that knows a newer format goes on reading the older ones; one that meets a newer format than
// it knows returns ErrFormat and reads no further. So upgrade all readers before the first writer of a new format.
//
// # Duties of the host
//
//  1. Run NATS 2.11 or later, with JetStream on its disks. Set sync_interval to always in each server's jetstream block:
//     by default a server syncs every two minutes, and what it has acknowledged since is lost in a power failure that hits
//     a majority. Give Open the means to check that: Config.System or Config.Monitors. Without these Open warns, and
//     [Journal.Synced] is false.
//  2. Let the journal's streams be: a limit of age or number, or a purge by hand, loses records. Open refuses a stream with
//     such settings (ErrStream). A limit of bytes is fine: what is beyond it is refused.
//  3. Permit the account's users what the journal does: to publish and subscribe to "acdkit.>", "acdkit-leases.>", "_INBOX.>"
//     and "$JS.API.>", and to subscribe to "$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED.>"; nobody else may publish on the first two.
//  4. Delete removes records at once from what can be read. Their bytes stay in the servers' files until those are
//     compacted, and in the logs of the replication until its next snapshot: encrypt the disks, or the store (jetstream
//     cipher), where that matters.
//  5. Servers keep an index of all subjects in memory: some hundred bytes for each stream that there is. Delete what is over.
package jetstream
