package journaltest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
)

// Features are the guarantees that an adapter publishes beside those that every journal gives.
type Features struct {
	Watch  bool // the journal is a journal.Watcher
	Trim   bool // the journal is a journal.Trimmer
	Delete bool // the journal is a journal.Deleter
	List   bool // the journal is a journal.Lister

	// Durable: what is stored outlives the journal value. Reopen lets go of j as a process that ends
	// does, and opens the same store again. The two are given together or not at all.
	Durable bool
	Reopen  func(t *testing.T, j journal.Journal) journal.Journal

	// MaxRecord is the length in bytes of the largest Data that the journal takes, between
	// journal.PortableRecord and journal.MaxRecord, which 0 stands for.
	MaxRecord int
}

// patience is when a case gives up on a journal that hangs. It is never waited for otherwise.
const patience = time.Minute

// Run tests the journals that open returns. Each call of open gives an empty journal, which is closed by
// t.Cleanup. Run takes a few seconds with a store that answers within a millisecond.
func Run(t *testing.T, open func(t *testing.T) journal.Journal, features Features) {
	t.Helper()
	if features.MaxRecord == 0 {
		features.MaxRecord = journal.MaxRecord
	}
	s := &suite{open: open, features: features}
	t.Run("Features", s.testFeatures)
	for _, c := range cases {
		if c.needs == nil || c.needs(features) {
			t.Run(c.name, func(t *testing.T) { c.run(s.subject(t)) })
		}
	}
}

type suite struct {
	open     func(t *testing.T) journal.Journal
	features Features
	ids      atomic.Int64
}

func (s *suite) subject(t *testing.T) *subject {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return &subject{suite: s, t: t, ctx: ctx, j: s.open(t), stream: "center/1"}
}

func (s *suite) id() string { return fmt.Sprintf("record-%d", s.ids.Add(1)) }

// testFeatures compares what is published with what is there.
func (s *suite) testFeatures(t *testing.T) {
	j, f := s.open(t), s.features
	_, watch := j.(journal.Watcher)
	_, trim := j.(journal.Trimmer)
	_, del := j.(journal.Deleter)
	_, list := j.(journal.Lister)
	for _, c := range []struct {
		name      string
		published bool
		there     bool
	}{
		{"Watch", f.Watch, watch},
		{"Trim", f.Trim, trim},
		{"Delete", f.Delete, del},
		{"List", f.List, list},
		{"Durable", f.Durable, f.Reopen != nil},
	} {
		switch {
		case c.published && !c.there:
			t.Errorf("%s is published but not there", c.name)
		case !c.published && c.there:
			t.Errorf("%s is there but not published", c.name)
		case !c.published:
			t.Logf("this journal does not have %s: its cases do not run", c.name)
		}
	}
	if f.MaxRecord < journal.PortableRecord || f.MaxRecord > journal.MaxRecord {
		t.Errorf("MaxRecord is %d, want %d to %d", f.MaxRecord, journal.PortableRecord, journal.MaxRecord)
	}
}

// cases is the list of all tests of the suite; needs tells whether a journal has what the case tests.
var cases = []struct {
	name  string
	needs func(Features) bool
	run   func(*subject)
}{
	{"Append/Order", nil, appendOrder},
	{"Append/ExpectedVersion", nil, appendExpectedVersion},
	{"Append/FirstVersion", nil, appendFirstVersion},
	{"Append/SameRecordAgain", nil, appendSameRecord},
	{"Append/IgnoresRecordVersion", nil, appendIgnoresVersion},
	{"Append/CopiesData", nil, appendCopiesData},
	{"Append/Cancelled", nil, appendCancelled},
	{"Append/Invalid", nil, appendInvalid},
	{"Append/VersionOutOfRange", nil, appendVersionOutOfRange},
	{"Data/RoundTrip", nil, dataRoundTrip},
	{"Data/Large", nil, dataLarge},
	{"Data/TooLarge", nil, dataTooLarge},
	{"Data/RecordIDs", nil, dataRecordIDs},
	{"Streams/Isolated", nil, streamsIsolated},
	{"Streams/Names", nil, streamsNames},
	{"Streams/InvalidNames", nil, streamsInvalidNames},
	{"Read/Empty", nil, readEmpty},
	{"Read/FromVersion", nil, readFromVersion},
	{"Read/Long", nil, readLong},
	{"Read/AppendInLoop", nil, readAppendInLoop},
	{"Read/Break", nil, readBreak},
	{"Read/Twice", nil, readTwice},
	{"Read/DataStays", nil, readDataStays},
	{"Read/Cancelled", nil, readCancelled},
	{"Read/CancelledInLoop", nil, readCancelledInLoop},
	{"Writers/OneWins", nil, writersOneWins},
	{"Writers/AllGetThrough", nil, writersAllGetThrough},
	{"Writers/ReadersSeePrefix", nil, writersReadersSeePrefix},
	{"Doubt/Settled", nil, doubtSettled},
	{"Doubt/Beaten", nil, doubtBeaten},
	{"Doubt/ReadFails", nil, doubtReadFails},
	{"Doubt/Writers", nil, doubtWriters},
	{"Watch/Hint", hasWatch, watchHint},
	{"Watch/Coalesced", hasWatch, watchCoalesced},
	{"Watch/NoLostWakeUp", hasWatch, watchNoLostWakeUp},
	{"Watch/Closed", hasWatch, watchClosed},
	{"Watch/Refused", hasWatch, watchRefused},
	{"Trim/Part", hasTrim, trimPart},
	{"Trim/All", hasTrim, trimAll},
	{"Trim/Repeated", hasTrim, trimRepeated},
	{"Trim/BeyondEnd", hasTrim, trimBeyondEnd},
	{"Trim/WhileReading", hasTrim, trimWhileReading},
	{"Trim/Refused", hasTrim, trimRefused},
	{"Delete/Erases", hasDelete, deleteErases},
	{"Delete/Repeated", hasDelete, deleteRepeated},
	{"Delete/WhileReading", hasDelete, deleteWhileReading},
	{"Delete/Trimmed", func(f Features) bool { return f.Delete && f.Trim }, deleteTrimmed},
	{"Delete/Refused", hasDelete, deleteRefused},
	{"List/Prefix", hasList, listPrefix},
	{"List/Names", hasList, listNames},
	{"List/Many", hasList, listMany},
	{"List/Break", hasList, listBreak},
	{"List/Trimmed", func(f Features) bool { return f.List && f.Trim }, listTrimmed},
	{"List/Deleted", func(f Features) bool { return f.List && f.Delete }, listDeleted},
	{"List/Watched", func(f Features) bool { return f.List && f.Watch }, listWatched},
	{"List/Refused", hasList, listRefused},
	{"Reopen/Kept", isDurable, reopenKept},
	{"Reopen/Trimmed", func(f Features) bool { return f.Durable && f.Trim }, reopenTrimmed},
	{"Reopen/Listed", func(f Features) bool { return f.Durable && f.List }, reopenListed},
	{"Reopen/Deleted", func(f Features) bool { return f.Durable && f.Delete }, reopenDeleted},
}

func hasWatch(f Features) bool  { return f.Watch }
func hasTrim(f Features) bool   { return f.Trim }
func hasDelete(f Features) bool { return f.Delete }
func hasList(f Features) bool   { return f.List }
func isDurable(f Features) bool { return f.Durable }
