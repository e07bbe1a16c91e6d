package host

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
	"github.com/acdkit/acdkit/routing"
)

// Desks are a node's desks, one on each of its centers. They are safe for concurrent use.
type Desks struct {
	Journal journal.Journal
	Logger  *slog.Logger

	mu   sync.Mutex
	open map[string]*chat.Desk
}

const closeDesk = 5 * time.Second

// Opened opens a desk on a center that the node has opened, for cluster.Config.
func (d *Desks) Opened(id string, center *routing.Center) (closed func()) {
	desk, err := chat.OpenDesk(context.Background(), chat.Config{Center: center, Journal: d.Journal, Logger: d.Logger})
	if err != nil {
		d.Logger.Error("host: no desk", "center", id, "err", err)
		return func() {}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open == nil {
		d.open = make(map[string]*chat.Desk)
	}
	d.open[id] = desk
	return func() {
		d.mu.Lock()
		delete(d.open, id)
		d.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), closeDesk)
		defer cancel()
		if err := desk.Close(ctx); err != nil {
			d.Logger.Warn("host: desk does not close", "center", id, "err", err)
		}
	}
}

// Desk returns the desk of a center. The error is load.ErrUnreachable.
func (d *Desks) Desk(id string) (*chat.Desk, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if desk := d.open[id]; desk != nil {
		return desk, nil
	}
	return nil, load.ErrUnreachable
}

// Begin begins a conversation, as load.ChatDoor has it.
func (d *Desks) Begin(ctx context.Context, center string, id contact.ID, queue contact.QueueID) error {
	desk, err := d.Desk(center)
	if err == nil {
		_, err = desk.Begin(ctx, chat.Start{Contact: id, Queue: queue})
	}
	return err
}

// Say has a member say something, as load.ChatDoor has it.
func (d *Desks) Say(ctx context.Context, center string, m chat.Message) error {
	desk, err := d.Desk(center)
	if err == nil {
		_, err = desk.Say(ctx, m)
	}
	return err
}

// Since returns the entries after a number that a member may read, as load.ChatDoor has it.
func (d *Desks) Since(ctx context.Context, center string, id contact.ID, who chat.Member, after uint64) ([]proof.Line, error) {
	desk, err := d.Desk(center)
	if err != nil {
		return nil, err
	}
	entries, err := desk.Since(ctx, who, id, after)
	lines := make([]proof.Line, len(entries))
	for i, e := range entries {
		lines[i] = proof.Line{Seq: e.Seq, Kind: e.Kind()}
		if said, is := e.Payload.(chat.Said); is {
			lines[i].Said = said.ID
		}
	}
	return lines, err
}
