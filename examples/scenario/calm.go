package main

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
)

// patience is how long a desk may work at a line by the clock on the wall.
const patience = time.Minute

var errRestless = errors.New("the desk does not come to rest")

// rest waits until the desk has nothing left to do.
func (x *session) rest() error {
	late := time.After(patience)
	for {
		x.mu.Lock()
		calm, err := x.calm(), x.err
		x.mu.Unlock()
		if calm || err != nil {
			return err
		}
		select {
		case <-x.changed:
		case <-late:
			return errRestless
		}
	}
}

// calm reports whether no thread wants anything of the floor that the floor would do, and no mail is about to be tried.
func (x *session) calm() bool {
	for _, t := range x.scene.office.threads {
		if e := t.Errand(); e.Want != email.Nothing && x.would(e.Command) {
			return false
		}
		for _, seq := range t.Leaving() {
			if !x.waits(t, seq) {
				return false
			}
		}
	}
	return true
}

// would reports whether the floor would do a command.
func (x *session) would(cmd routing.Command) bool {
	data, err := x.scene.floor.Snapshot()
	if err != nil {
		return true
	}
	twin, err := routing.RestoreFloor(routing.FloorConfig{}, data)
	if err != nil {
		return true
	}
	_, err = twin.Step(x.scene.now, cmd)
	return err == nil
}

// waits reports whether a mail on its way waits for a later try.
func (x *session) waits(t *email.Thread, seq uint64) bool {
	e, _ := t.At(seq)
	sent, _ := e.Payload.(email.Sent)
	if !x.tried[sent.ID] {
		return !x.may(sent.ID)
	}
	p, _ := t.Parcel(seq)
	return !x.late(e.At) && slices.Equal(p.Left, x.scene.office.server.tries[sent.ID].left)
}

// may reports whether a mail may be tried now: for the first time, or because it is due.
func (x *session) may(id string) bool {
	_, known := x.scene.office.server.tries[id]
	return !known || id == x.due
}

// late reports whether a mail has been tried for too long.
func (x *session) late(sent time.Time) bool {
	return x.scene.now.Sub(sent) >= cmp.Or(x.scene.office.settings.Retry.For, 24*time.Hour)
}
