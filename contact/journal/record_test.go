package journal_test

import (
	"errors"
	"hash/crc32"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
)

// wantSum is the checksum as the documentation has it, the slow way.
func wantSum(id string, data []byte) uint32 {
	sealed := append(append([]byte(id), 0), data...)
	return crc32.Checksum(sealed, crc32.MakeTable(crc32.Castagnoli))
}

func TestNewRecord(t *testing.T) {
	if got, want := journal.NewRecord("r", nil).Sum, wantSum("r", nil); got != want {
		t.Errorf("NewRecord of empty data has sum %08x, want %08x", got, want)
	}
	if got, want := journal.NewRecord("record-1", []byte("data")).Sum, uint32(0x7bb0d884); got != want {
		t.Errorf("NewRecord has sum %08x, want %08x: stored records would no longer verify", got, want)
	}
}

func TestVerify(t *testing.T) {
	rec := journal.NewRecord("r-1", []byte("data"))
	rec.Version = 7
	if err := rec.Verify(); err != nil {
		t.Fatalf("Verify of a sound record failed: %v", err)
	}
	for name, damage := range map[string]func(*journal.Record){
		"id":     func(r *journal.Record) { r.ID = "r-2" },
		"data":   func(r *journal.Record) { r.Data = []byte("date") },
		"longer": func(r *journal.Record) { r.Data = []byte("data\x00") },
		"empty":  func(r *journal.Record) { r.Data = nil },
		"sum":    func(r *journal.Record) { r.Sum++ },
	} {
		damaged := rec
		damage(&damaged)
		err := damaged.Verify()
		e, ok := errors.AsType[*journal.Error](err)
		if !errors.Is(err, journal.ErrCorrupt) || !ok || e.Version != 7 || e.RecordID != damaged.ID {
			t.Errorf("Verify with damaged %s returned %v, want ErrCorrupt at version 7", name, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("record-1", []byte("data"), uint(3))
	f.Add("", []byte{}, uint(0))
	f.Fuzz(func(t *testing.T, id string, data []byte, bit uint) {
		rec := journal.NewRecord(id, data)
		if rec.Sum != wantSum(id, data) {
			t.Fatalf("sum is %08x, want %08x", rec.Sum, wantSum(id, data))
		}
		if err := rec.Verify(); err != nil {
			t.Fatalf("Verify of a sound record failed: %v", err)
		}
		if len(data) == 0 {
			return
		}
		bit %= uint(len(data)) * 8
		data[bit/8] ^= 1 << (bit % 8)
		if err := rec.Verify(); !errors.Is(err, journal.ErrCorrupt) {
			t.Fatalf("Verify with bit %d flipped returned %v", bit, err)
		}
	})
}
