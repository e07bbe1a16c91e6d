package jetstream

import (
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestAssemble: of tries that broke off and tries that came to their end, the latter make the records. The reader may begin
// in the middle.
func TestAssemble(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log []message
		var want []journal.Record
		starts := map[int]int{} // where in the log a record begins: how many records are before it
		for version := journal.Version(1); version <= 6; {
			starts[len(log)] = len(want)
			id := fmt.Sprintf("%d-%d", version, rapid.IntRange(0, 2).Draw(t, "id"))
			parts := rapid.Uint64Range(1, 4).Draw(t, "parts")
			sent := rapid.Uint64Range(1, parts).Draw(t, "sent")
			var data []byte
			for part := range sent {
				piece := rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(t, "piece")
				data = append(data, piece...)
				log = append(log, message{kind: kindPart, version: version, part: part, parts: parts, id: id, sum: 7, data: piece})
			}
			if sent == parts {
				want = append(want, journal.Record{ID: id, Version: version, Data: data, Sum: 7})
				version++
			}
			if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
				log = append(log, message{kind: kindCut, version: max(1, version-1)})
			}
		}
		from := rapid.IntRange(0, len(log)-1).Draw(t, "from")
		var got []journal.Record
		var a assembler
		for _, m := range log[from:] {
			if rec, ok := a.add(m); ok {
				got = append(got, rec)
			}
		}
		for ; from < len(log); from++ {
			if before, ok := starts[from]; ok {
				want = want[before:]
				break
			}
		}
		if from == len(log) {
			want = nil
		}
		if diff := cmp.Diff(want, got, equalBytes); diff != "" {
			t.Errorf("records mismatch (-want +got)\n%s", diff)
		}
	})
}

var equalBytes = cmp.Comparer(func(a, b []byte) bool { return string(a) == string(b) })
