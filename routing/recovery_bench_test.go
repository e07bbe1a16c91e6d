package routing

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// BenchmarkRecovery opens a center whose log has the lives of many contacts in packed records, with no
// snapshot: reading, checking, decoding and applying. Run it with -cpu 1 for what one core does.
func BenchmarkRecovery(b *testing.B) {
	for _, agents := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("agents=%d", agents), func(b *testing.B) {
			log := newLog(b)
			h := &hall{b: b, floor: NewFloor(FloorConfig{}), now: hallBegin, seed: 1, log: log}
			h.equip()
			h.staff(agents)
			for log.count < 1_000_000 {
				h.life()
			}
			log.flush()
			b.ReportAllocs()
			for b.Loop() {
				c, err := Open(b.Context(), Config{Journal: log.journal, SnapshotEvery: -1})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if c.Close(context.Background()); c.Version() < log.version {
					b.Fatalf("the center is at version %d, want %d", c.Version(), log.version)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(log.count)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// packedLog packs events into records as a busy center does.
type packedLog struct {
	tb      testing.TB
	journal *journal.Memory
	version journal.Version
	data    bytes.Buffer
	count   int // events
}

func newLog(tb testing.TB) *packedLog { return &packedLog{tb: tb, journal: new(journal.Memory)} }

func (l *packedLog) append(events []Event) {
	if err := AppendEvents(&l.data, events); err != nil {
		l.tb.Fatal(err)
	}
	if l.count += len(events); l.data.Len() > recordSize {
		l.flush()
	}
}

func (l *packedLog) flush() {
	if l.data.Len() == 0 {
		return
	}
	rec := journal.NewRecord(strconv.FormatUint(uint64(l.version), 10), l.data.Bytes())
	version, err := l.journal.Append(l.tb.Context(), "center/main", l.version, rec)
	if err != nil {
		l.tb.Fatal(err)
	}
	l.version = version
	l.data.Reset()
}

// snapshotHall has 100,000 agents, most of them busy, and 1,000,000 contacts in all states.
func snapshotHall(tb testing.TB) *hall {
	h := newHall(tb, 100_000, 900_000)
	for i := range 20_000 {
		held := h.busy[i]
		h.do(End{Agent: held.agent, Contact: held.contact})
		if i%2 == 0 {
			h.do(WrapUp{Agent: held.agent, Contact: held.contact})
		}
	}
	return h
}

// BenchmarkSnapshot writes 100,000 agents and 1,000,000 contacts: into new memory, which takes most of that time, and as a
// Center does from its second snapshot on, into that of the one before.
func BenchmarkSnapshot(b *testing.B) {
	h := snapshotHall(b)
	for _, memory := range []string{"new", "used"} {
		b.Run("memory="+memory, func(b *testing.B) {
			data, err := h.floor.Snapshot()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(data))/float64(len(h.floor.items)+len(h.floor.agents)), "B/entry")
			b.ReportAllocs()
			for b.Loop() {
				if memory == "new" {
					data = nil
				}
				if data, err = h.floor.snapshot(data); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(h.floor.items)), "contacts")
		})
	}
}

// BenchmarkRestore reads what BenchmarkSnapshot writes.
func BenchmarkRestore(b *testing.B) {
	h := snapshotHall(b)
	data, err := h.floor.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	h = nil
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RestoreFloor(FloorConfig{}, data); err != nil {
			b.Fatal(err)
		}
	}
}
