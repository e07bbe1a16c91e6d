package imap

import (
	goimap "github.com/emersion/go-imap/v2"
)

// afterwards does with a mail that was taken what is configured. The error is about the connection: what the server
// refuses is logged, for the mail is taken all the same.
func (s *session) afterwards(uid uint32) error {
	set := goimap.UIDSetNum(goimap.UID(uid))
	err := s.asking(func() error {
		switch s.cfg.Afterwards {
		case MarkSeen:
			return s.mark(set, goimap.FlagSeen)
		case Move:
			return s.move(set, s.cfg.Folder)
		case Delete:
			return s.remove(set)
		}
		return nil
	})
	return s.unlessLost(uid, err)
}

// setAside gives a mail up: it is told in the log, and moves to the folder for that.
func (s *session) setAside(uid uint32, tries int, failure error) error {
	s.cfg.Log.Error("imap: mail set aside", "uid", uid, "validity", s.state.Validity, "tries", tries, "error", told(failure, errFailed))
	if s.cfg.Aside == "" {
		return nil
	}
	err := s.asking(func() error { return s.move(goimap.UIDSetNum(goimap.UID(uid)), s.cfg.Aside) })
	return s.unlessLost(uid, err)
}

func (s *session) unlessLost(uid uint32, err error) error {
	if err == nil || lost(err) {
		return err
	}
	s.cfg.Log.Warn("imap: mail stays as it is", "uid", uid, "error", told(err, errGarbage))
	return nil
}

func (s *session) mark(set goimap.UIDSet, flag goimap.Flag) error {
	return s.client.Store(set, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{flag}}, nil).Close()
}

// move moves a mail in one step (RFC 6851) if the server can, or copies and removes it.
func (s *session) move(set goimap.UIDSet, folder string) error {
	if s.client.Caps().Has(goimap.CapMove) {
		_, err := s.client.Move(set, folder).Wait()
		return err
	}
	if _, err := s.client.Copy(set, folder).Wait(); err != nil {
		return err
	}
	return s.remove(set)
}

// remove deletes a mail. Without UIDPLUS (RFC 4315) it is only marked as deleted, for EXPUNGE would remove what others
// have marked, too.
func (s *session) remove(set goimap.UIDSet) error {
	if err := s.mark(set, goimap.FlagDeleted); err != nil {
		return err
	}
	if !s.client.Caps().Has(goimap.CapUIDPlus) {
		return nil
	}
	removed, err := s.client.UIDExpunge(set).Collect()
	s.fewer(len(removed))
	return err
}
