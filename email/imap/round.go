package imap

import (
	"context"
	"errors"
	"slices"
	"time"

	goimap "github.com/emersion/go-imap/v2"
)

const (
	patience = 3   // so many mails in a row may fail before the Receiver gets a break
	batch    = 100 // after so many mails the state is saved, even if there are more
)

// read reads new mail, and what is to be tried again, whenever there is some. It returns why it could not go on.
func (s *session) read(ctx context.Context) error {
	for breaks := 0; ; {
		works, err := s.round(ctx)
		if err := errors.Join(err, s.save(ctx)); err != nil {
			return err
		}
		if works {
			breaks = 0
			err = s.idle(ctx)
		} else {
			breaks++
			err = wait(ctx, pause(breaks, firstBreak, longestBreak))
		}
		if err != nil {
			return err
		}
	}
}

// round reads all that is new, and then what is to be tried again by now. It reports whether the Receiver works.
func (s *session) round(ctx context.Context) (works bool, err error) {
	select {
	case <-s.hint: // what it is about is found now
	default:
	}
	uids, err := s.search()
	if err != nil {
		return true, err
	}
	failures := 0
	for n, uid := range append(uids, s.due()...) {
		ok, err := s.handle(ctx, uid)
		if err != nil {
			return true, err
		}
		if failures++; ok {
			failures = 0
		}
		if failures >= patience {
			return false, nil
		}
		if n%batch == batch-1 {
			if err := s.save(ctx); err != nil {
				return true, err
			}
		}
	}
	return true, nil
}

// search returns the UIDs that have not been looked at, in order.
func (s *session) search() ([]uint32, error) {
	fresh := goimap.UIDSet{}
	fresh.AddRange(goimap.UID(s.state.Next), 0)
	criteria := &goimap.SearchCriteria{UID: []goimap.UIDSet{fresh}, NotFlag: []goimap.Flag{goimap.FlagDeleted}}
	if !s.cfg.Since.IsZero() {
		criteria.Since = s.cfg.Since.AddDate(0, 0, -2) // it has days, of whatever time zone
	}
	var found *goimap.SearchData
	err := s.asking(func() (err error) {
		found, err = s.client.UIDSearch(criteria, nil).Wait()
		return err
	})
	if err != nil {
		return nil, err
	}
	var uids []uint32
	for _, uid := range found.AllUIDs() {
		if uint32(uid) >= s.state.Next { // QUIRK: RFC 3501 6.4.8, "*" is the last mail even if that is before Next
			uids = append(uids, uint32(uid))
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
}

// due returns the UIDs to be tried again by now.
func (s *session) due() (uids []uint32) {
	now := time.Now()
	for _, open := range s.state.Open {
		if !s.retries[open.UID].at.After(now) {
			uids = append(uids, open.UID)
		}
	}
	return uids
}

// idle waits until there may be something to do: the server tells of a change, a mail is to be tried again, or it is time
// to look again.
func (s *session) idle(ctx context.Context) error {
	d := s.cfg.Poll
	for _, open := range s.state.Open {
		d = min(d, max(0, time.Until(s.retries[open.UID].at)))
	}
	stop, err := s.listen()
	if err != nil {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-s.hint:
	case <-timer.C:
	case <-s.client.Closed():
	case <-ctx.Done():
	}
	return errors.Join(ctx.Err(), stop())
}

// listen has the server tell of changes until stop is called, if it can.
func (s *session) listen() (stop func() error, err error) {
	nothing := func() error { return nil }
	if s.deaf || !s.client.Caps().Has(goimap.CapIdle) {
		return nothing, nil
	}
	err = s.asking(func() error {
		idle, err := s.client.Idle()
		if err != nil {
			return err
		}
		stop = func() error { return s.asking(func() error { return errors.Join(idle.Close(), idle.Wait()) }) }
		return nil
	})
	if err != nil && !lost(err) {
		s.deaf = true
		return nothing, nil
	}
	return stop, err
}
