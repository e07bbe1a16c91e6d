package imap

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/acdkit/acdkit/email"
)

// handle gives a mail to the Receiver and notes what becomes of it. It reports whether the Receiver has answered for good;
// an error is about the connection.
func (s *session) handle(ctx context.Context, uid uint32) (ok bool, err error) {
	failure, err := s.deliver(ctx, uid)
	if ctx.Err() != nil {
		return false, ctx.Err() // whatever failed, it was not for the mail's sake
	}
	if err == nil && failure == nil {
		s.close(uid)
		return true, nil
	}
	tries := s.failed(uid)
	final := errors.Is(failure, email.ErrNoMailbox) || errors.Is(failure, email.ErrTooLarge)
	if err == nil && (final || tries >= s.cfg.Tries) {
		s.close(uid)
		return final, s.setAside(uid, tries, failure)
	}
	s.cfg.Log.Warn("imap: mail failed", "uid", uid, "tries", tries, "error", told(cmp.Or(failure, err), errFailed))
	return false, err
}

// deliver fetches a mail and gives it to the Receiver. A mail that is there no more, or too old, is none to take.
func (s *session) deliver(ctx context.Context, uid uint32) (failure, err error) {
	mail, found, err := s.fetch(uid)
	if err != nil && !lost(err) {
		return err, nil
	}
	if err != nil || !found {
		return nil, err
	}
	if failure := s.cfg.Receiver.Receive(ctx, mail); failure != nil {
		return failure, nil
	}
	s.taken++
	return nil, s.afterwards(uid)
}

// close forgets that a mail is to be tried again, and that it is new.
func (s *session) close(uid uint32) {
	s.saved = false
	s.state.Next = max(s.state.Next, uid+1)
	s.state.Open = slices.DeleteFunc(s.state.Open, func(o Open) bool { return o.UID == uid })
	delete(s.retries, uid)
}

// failed notes that a mail is to be tried again, and returns how many tries count.
func (s *session) failed(uid uint32) int {
	s.saved = false
	s.state.Next = max(s.state.Next, uid+1)
	i, there := slices.BinarySearchFunc(s.state.Open, uid, func(o Open, uid uint32) int { return cmp.Compare(o.UID, uid) })
	if !there {
		s.state.Open = slices.Insert(s.state.Open, i, Open{UID: uid})
	}
	open, last := &s.state.Open[i], s.retries[uid]
	if open.Tries == 0 || s.taken > last.taken {
		open.Tries++
	}
	n := last.n + 1
	s.retries[uid] = retry{at: time.Now().Add(pause(n, firstRetry, longestRetry)), n: n, taken: s.taken}
	return open.Tries
}

// fetch fetches a mail, or the beginning of a large one, without marking it as read.
func (s *session) fetch(uid uint32) (mail email.Incoming, found bool, err error) {
	about, found, err := s.items(uid, &goimap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true})
	if err != nil || !found || about.came.Before(s.cfg.Since) {
		return mail, false, err
	}
	section := &goimap.FetchItemBodySection{Peek: true}
	cut := about.size > s.cfg.MaxBytes
	if cut {
		section.Partial = &goimap.SectionPartial{Size: s.cfg.MaxBytes}
	}
	got, found, err := s.items(uid, &goimap.FetchOptions{UID: true, BodySection: []*goimap.FetchItemBodySection{section}})
	if err == nil && found && !got.there {
		err = errGarbage
	}
	return email.Incoming{
		Raw: got.raw, To: []string{s.cfg.Address}, Received: about.came, Cut: cut || got.cut,
	}, found, err
}

// items are what a server tells of a mail.
type items struct {
	size  int64
	came  time.Time
	raw   []byte
	there bool // raw is
	cut   bool // raw is only the beginning
}

func (s *session) items(uid uint32, options *goimap.FetchOptions) (got items, found bool, err error) {
	err = s.asking(func() error {
		cmd := s.client.Fetch(goimap.UIDSetNum(goimap.UID(uid)), options)
		for mail := cmd.Next(); mail != nil; mail = cmd.Next() {
			found = true
			for item := mail.Next(); item != nil; item = mail.Next() {
				if err := s.item(&got, item); err != nil {
					return err // QUIRK: after that the library must not be asked for the rest, which it reads already
				}
			}
		}
		return cmd.Close()
	})
	return got, found, err
}

func (s *session) item(got *items, item imapclient.FetchItemData) (err error) {
	switch item := item.(type) {
	case imapclient.FetchItemDataRFC822Size:
		got.size = item.Size
	case imapclient.FetchItemDataInternalDate:
		got.came = item.Time
	case imapclient.FetchItemDataBodySection:
		if item.Literal == nil {
			return nil
		}
		size := min(item.Literal.Size(), s.cfg.MaxBytes) // whatever the server said before
		got.raw, got.there, got.cut = make([]byte, size), true, item.Literal.Size() > size
		_, err = io.ReadFull(item.Literal, got.raw)
	}
	return err
}
