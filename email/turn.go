package email

import (
	"context"
	"errors"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// A turn says that a desk tries a mail, so that the desk of another node, which leads by then, does not do that at the same
// time. The turns of a contact's mails are in a stream of their own, "leaving/<contact>".
type turn struct {
	Of    uint64 `cbor:"1,keyasint"` // the mail's entry
	Desk  string `cbor:"2,keyasint"`
	Until int64  `cbor:"3,keyasint"` // it may be trying; Unix milliseconds
}

// turnTime is longer than a try by as much as the clocks of two nodes may differ.
const turnTime = tryTime + time.Minute

// takeTurn takes the turn to try a mail, or returns how long to wait for it. A center that is not shared has one desk.
func (r *room) takeTurn(ctx context.Context, of uint64) (wait time.Duration, err error) {
	if !r.desk.cfg.Center.Shared() {
		return 0, nil
	}
	now := r.desk.cfg.Now()
	last, version, err := r.lastTurn(ctx, of)
	if err != nil {
		return 0, err
	}
	if until := time.UnixMilli(last.Until); last.Desk != r.desk.id && until.After(now) {
		return until.Sub(now), nil
	}
	err = r.noteTurn(ctx, version, turn{of, r.desk.id, now.Add(turnTime).UnixMilli()})
	return 0, err
}

// endTurn lets others have the turn, if the mail is to be tried again.
func (r *room) endTurn(ctx context.Context, of uint64) {
	if !r.desk.cfg.Center.Shared() {
		return
	}
	last, version, err := r.lastTurn(ctx, of)
	if err == nil && last.Desk == r.desk.id {
		err = r.noteTurn(ctx, version, turn{Of: of, Desk: r.desk.id})
	}
	if err != nil { // then it ends later
		r.desk.cfg.Logger.Warn("email: a turn was not given back", "contact", r.ID, "entry", of, "err", err)
	}
}

func (r *room) turns() string { return "leaving/" + string(r.ID) }

// lastTurn returns the last turn of a mail, and the version of the stream.
func (r *room) lastTurn(ctx context.Context, of uint64) (last turn, version journal.Version, err error) {
	for rec, err := range journal.Replay(ctx, r.desk.cfg.Journal, r.turns(), 0) {
		var t turn
		if err == nil && cbor.Unmarshal(rec.Data, &t) != nil {
			err = &Error{Code: ErrDamaged, Contact: r.ID, Cause: errTurn}
		}
		if err != nil {
			return last, version, err
		}
		if version = rec.Version; t.Of == of {
			last = t
		}
	}
	return last, version, nil
}

var errTurn = errors.New("not a turn")

func (r *room) noteTurn(ctx context.Context, after journal.Version, t turn) error {
	data, err := cbor.Marshal(t)
	if err != nil {
		return err
	}
	_, err = journal.Commit(ctx, r.desk.cfg.Journal, r.turns(), after, journal.NewRecord(r.desk.cfg.NewID(), data))
	return err
}
