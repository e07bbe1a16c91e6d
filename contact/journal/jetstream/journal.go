package jetstream

import (
	"context"
	"sync"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/nats-io/nats.go"
)

var (
	_ journal.Watcher = (*Journal)(nil)
	_ journal.Trimmer = (*Journal)(nil)
	_ journal.Deleter = (*Journal)(nil)
	_ journal.Lister  = (*Journal)(nil)
)

// MaxRecord is how many bytes of Data a record has at most: servers and replication hold several copies of what is on its way.
const MaxRecord = 4 << 20

// Journal keeps all streams of a store in one JetStream stream, each as a subject. It is safe for concurrent use, and any
// number of processes may share the store. It takes records up to [MaxRecord].
type Journal struct {
	store
	tails  tails
	synced bool

	watching sync.Mutex
	hints    map[*hints]struct{} // nil once closed
	leaders  *nats.Subscription
}

// Open opens the store, and creates its JetStream stream if it is not there. The error is ErrConfig; ErrStream if the
// stream has settings that can lose data; ErrNotSynced if a server acknowledges what is not on its disk; or the servers' own.
func Open(ctx context.Context, cfg Config) (*Journal, error) {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return nil, err
	}
	j := &Journal{tails: tails{limit: rememberTails}, hints: make(map[*hints]struct{})}
	j.store = store{link: newLink(cfg, j.hintAll), name: cfg.Stream}
	if err := j.open(ctx, cfg); err != nil {
		j.Close()
		return nil, err
	}
	return j, nil
}

func (j *Journal) open(ctx context.Context, cfg Config) (err error) {
	peers, err := j.ensure(ctx, logSettings(cfg))
	if err != nil {
		return err
	}
	if j.synced, err = checkSync(ctx, cfg, peers); err != nil {
		return err
	}
	if !j.synced {
		cfg.Logger.WarnContext(ctx, "jetstream: nobody could check that the servers sync before they acknowledge (sync_interval: always)",
			"stream", cfg.Stream)
	}
	j.leaders, err = j.nc.Subscribe("$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED."+j.name, func(*nats.Msg) { j.hintAll() })
	return err
}

// Synced tells whether Open has seen that each server that keeps the stream syncs every write before it acknowledges it. If
// not, there was neither Config.System nor Config.Monitors to see it by, and a power failure may take what was acknowledged.
func (j *Journal) Synced() bool { return j.synced }

// Close ends the watches, and has further calls refused with ErrClosed. The connection stays open.
func (j *Journal) Close() {
	j.link.close()
	j.endWatches()
	if j.leaders != nil {
		_ = j.leaders.Unsubscribe() // it fails if that was done, or the connection is closed
	}
}

// subject returns where the records of a stream are.
func (j *Journal) subject(stream string) string { return j.name + ".log." + token(stream) }

// partSize is how much data one message may hold: a server refuses longer ones.
func (j *Journal) partSize() int {
	const headers = 512
	return int(min(max(j.nc.MaxPayload(), 1<<12), 1<<20)) - headers - overhead
}

// last asks where the stream ends: the version of its last record, and the sequence of its last message.
func (j *Journal) last(ctx context.Context, stream string) (place, error) {
	at, ok, err := j.get(ctx, query{Last: j.subject(stream)})
	if err != nil || !ok {
		j.tails.forget(stream)
		return place{}, err
	}
	m, err := decode(at.Data)
	if err != nil {
		return place{}, err
	}
	p := place{m.last(), at.Seq}
	if p.version == m.version { // else a record may be on its way, which begins at or before this message
		j.tails.set(stream, p)
	}
	return p, nil
}
