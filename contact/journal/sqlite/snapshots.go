package sqlite

import (
	"context"
	"sync"

	engine "zombiezen.com/go/sqlite"
)

// snapshots are the long reads of the journal's own, such as a check's. One that is under way keeps the log from being
// emptied: the writer has it stop, and it begins again afterwards.
type snapshots struct {
	turn sync.RWMutex // held for reading by each of them, for writing while the log is emptied

	mu      sync.Mutex
	current context.Context // ends when those that are under way are to stop
	stop    context.CancelFunc
}

func newSnapshots() *snapshots {
	s := new(snapshots)
	s.renew()
	return s
}

func (s *snapshots) renew() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.stop = context.WithCancel(context.Background())
}

// without calls do while there are none.
func (s *snapshots) without(do func() error) error {
	s.mu.Lock()
	s.stop()
	s.mu.Unlock()
	s.turn.Lock()
	defer s.turn.Unlock()
	s.renew()
	return do()
}

// read calls do until it is not stopped on the way. While the log is emptied it waits, for some seconds at most.
func (s *snapshots) read(ctx context.Context, conn *engine.Conn, do func(*engine.Conn) error) error {
	for {
		err := s.try(ctx, conn, do)
		if ctx.Err() != nil || engine.ErrCode(err).ToPrimary() != engine.ResultInterrupt {
			return interrupted(ctx, err)
		}
	}
}

func (s *snapshots) try(ctx context.Context, conn *engine.Conn, do func(*engine.Conn) error) error {
	s.turn.RLock()
	defer s.turn.RUnlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	defer context.AfterFunc(s.current, cancel)()
	s.mu.Unlock()
	conn.SetInterrupt(ctx.Done())
	defer conn.SetInterrupt(nil)
	// QUIRK: the engine forgets an interrupt that comes when no statement is under way, or a first one just begins.
	return query(conn, "SELECT 1", func(*engine.Stmt) error {
		if ctx.Err() != nil {
			return engine.ResultInterrupt.ToError()
		}
		return do(conn)
	})
}
