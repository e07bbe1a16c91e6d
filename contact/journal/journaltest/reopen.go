package journaltest

// reopen lets go of the journal and opens its store again.
func (s *subject) reopen() {
	s.t.Helper()
	s.j = s.suite.features.Reopen(s.t, s.j)
}

// reopenKept: what was acknowledged is there after a restart, and the numbering goes on.
func reopenKept(s *subject) {
	for range 3 {
		s.fill(10)
		s.reopen()
		s.check()
	}
	s.fill(1)
	s.check()
	s.sibling("center/2").check()
}

// reopenTrimmed: a cut outlives a restart, and so does the version of a stream that was cut wholly.
func reopenTrimmed(s *subject) {
	s.fill(10)
	s.trim(4)
	s.reopen()
	s.checkTrimmed()
	s.trim(10)
	s.reopen()
	s.checkTrimmed()
	s.fill(2)
	s.reopen()
	s.checkTrimmed()
}

func reopenListed(s *subject) {
	s.fill(2)
	s.reopen()
	s.checkStreams("", s.stream)
}

func reopenDeleted(s *subject) {
	s.fill(5)
	s.delete()
	s.reopen()
	s.check()
	s.fill(2)
	s.reopen()
	s.check()
}
