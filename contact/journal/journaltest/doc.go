// Package journaltest holds what tests of journals need: [Run], the conformance suite that every
// implementation of [journal.Journal] passes, and [Faulty], a journal that fails as told.
//
// An adapter calls Run from a test and publishes what it promises as [Features]:
//
//	func TestJournal(t *testing.T) {
//		journaltest.Run(t, open, journaltest.Features{Trim: true, Delete: true})
//	}
//
// Nothing is left out in silence. Run fails if the features and the optional interfaces of the journal
// do not agree, in either direction, and says which features the journal does not have.
package journaltest
