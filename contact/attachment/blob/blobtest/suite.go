package blobtest

import (
	"context"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// patience is when a case gives up on a store that hangs. It is never waited for otherwise.
const patience = time.Minute

// Run tests the stores that open returns. Each call of open gives an empty store that takes blobs of 5 MiB
// at least, and is closed by t.Cleanup. Run takes a second with a store that answers within a millisecond.
func Run(t *testing.T, open func(t *testing.T) blob.Store) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			t.Cleanup(cancel)
			c.run(&subject{t: t, ctx: ctx, store: open(t)})
		})
	}
}

type testCase struct {
	name string
	run  func(*subject)
}

// cases is the list of all tests of the suite.
var cases = []testCase{
	{"Put/RoundTrip", putRoundTrip},
	{"Put/Large", putLarge},
	{"Put/OddReaders", putOddReaders},
	{"Put/KeepsNoBuffer", putKeepsNoBuffer},
	{"Put/SameAgain", putSameAgain},
	{"Put/Exists", putExists},
	{"Put/ReaderFails", putReaderFails},
	{"Put/ReaderFailsOverExisting", putReaderFailsOverExisting},
	{"Put/ContextEnds", putContextEnds},
	{"Slow/Unseen", slowUnseen},
	{"Slow/BlocksNobody", slowBlocksNobody},
	{"Slow/IsOvertaken", slowIsOvertaken},
	{"Open/NotFound", openNotFound},
	{"Open/Seek", openSeek},
	{"Open/OwnPositions", openOwnPositions},
	{"Open/Serve", openServe},
	{"Open/WhileRemoved", openWhileRemoved},
	{"Delete/One", deleteOne},
	{"Delete/Again", deleteAgain},
	{"Erase/All", eraseAll},
	{"Erase/Neighbours", eraseNeighbours},
	{"Erase/Again", eraseAgain},
	{"Keys/Apart", keysApart},
	{"Keys/PartsApart", keysPartsApart},
	{"Keys/Invalid", keysInvalid},
	{"Keys/Cancelled", keysCancelled},
	{"Many/SameContent", manySameContent},
	{"Many/OneWins", manyOneWins},
	{"Many/All", manyAll},
}
