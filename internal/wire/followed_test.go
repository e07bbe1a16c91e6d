package wire_test

import (
	"bytes"
	"testing"

	"github.com/acdkit/acdkit/internal/wire"
)

// TestFollowed: what is written is read, and a record without the version is as it was.
func TestFollowed(t *testing.T) {
	for _, version := range []uint64{0, 1, 127, 128, 1 << 63} {
		record := wire.Follows(version, []byte("\x01data"))
		got, data := wire.Followed(record)
		if got != version || string(data) != "\x01data" || len(record) > 16 {
			t.Errorf("%d: %d, %q of %q", version, got, data, record)
		}
	}
}

// FuzzFollowed: nothing is read that was not written.
func FuzzFollowed(f *testing.F) {
	for _, seed := range []string{"", "\x00", "\x00\x80", "\x00\x05\x01x", "\x01x", "\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		version, data := wire.Followed(record)
		if !bytes.HasSuffix(record, data) || version == 0 && len(data) == len(record) && !bytes.Equal(record, data) {
			t.Fatalf("%q was read as %d, %q", record, version, data)
		}
		if again, rest := wire.Followed(wire.Follows(version, data)); version > 0 && (again != version || !bytes.Equal(rest, data)) {
			t.Fatalf("%d, %q is %d, %q then", version, data, again, rest)
		}
	})
}
