package sqlite_test

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

const damageRounds = 12 // for each of the damages

// damages are what happens to a file.
var damages = map[string]func(random *rand.Rand, data []byte) []byte{
	"bit": func(random *rand.Rand, data []byte) []byte {
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		return data
	},
	"byte": func(random *rand.Rand, data []byte) []byte {
		data[random.IntN(len(data))] = byte(random.Uint32())
		return data
	},
	"zeros": func(random *rand.Rand, data []byte) []byte {
		sector := random.IntN(len(data)) &^ 511
		clear(data[sector:min(sector+512, len(data))])
		return data
	},
	"elsewhere": func(random *rand.Rand, data []byte) []byte { // a page is written to another's place
		from, to := random.IntN(len(data))&^4095, random.IntN(len(data))&^4095
		copy(data[to:], data[from:min(from+4096, len(data))])
		return data
	},
	"noise": func(random *rand.Rand, data []byte) []byte {
		for i := random.IntN(len(data)); i < len(data) && random.IntN(64) > 0; i++ {
			data[i] = byte(random.Uint32())
		}
		return data
	},
	"cut": func(random *rand.Rand, data []byte) []byte { return data[:random.IntN(len(data))] },
}

// TestDamagedFile: whatever is changed in the file, Open or Read finds it out, unless it does not matter.
func TestDamagedFile(t *testing.T) {
	t.Parallel()
	s, folder := newSample(t, false), memory(t)
	for name, damage := range damages {
		random := rand.New(rand.NewPCG(1, uint64(len(name))))
		count := map[verdict]int{}
		for range damageRounds {
			path := s.lay(t, folder, func(suffix string, data []byte) []byte {
				if suffix == "" {
					return damage(random, data)
				}
				return data
			})
			count[s.judge(t, sqlite.Config{Path: path})]++
		}
		if t.Logf("%s: %v", name, count); count[shorter] > 0 || count[refused] == 0 {
			t.Errorf("%s: %v, want none that lacks records in silence, and some that are found out", name, count)
		}
	}
}

// TestDamagedLog: what is changed in the log is found out, but for the last two transactions, which cannot always be told
// from one that was still being written, and for a log that was cut off.
func TestDamagedLog(t *testing.T) {
	t.Parallel()
	s, folder := newSample(t, true), memory(t)
	last := lastTransaction(s.files["-wal"])
	last = lastTransaction(s.files["-wal"][:last])
	for name, damage := range damages {
		random := rand.New(rand.NewPCG(2, uint64(len(name))))
		count := map[verdict]int{}
		for range damageRounds {
			path := s.lay(t, folder, func(suffix string, data []byte) []byte {
				switch {
				case suffix != "-wal":
					return data
				case name == "cut":
					return damage(random, data)
				}
				return append(damage(random, data[:last:last]), data[last:]...)
			})
			count[s.judge(t, sqlite.Config{Path: path})]++
		}
		if t.Logf("%s: %v", name, count); (count[shorter] > 0) != (name == "cut") || (count[refused] == 0) != (name == "cut") {
			t.Errorf("%s: %v", name, count)
		}
	}
}

// TestTornLog: a crash in the middle of the last write leaves what was stored before.
func TestTornLog(t *testing.T) {
	s, folder := newSample(t, true), memory(t)
	log := s.files["-wal"]
	last := lastTransaction(log)
	for _, torn := range [][2]int{{last, len(log)}, {last + 1, len(log)}, {last, last + 24}, {last + 100, last + 612}, {len(log) - 512, len(log)}} {
		path := s.lay(t, folder, func(suffix string, data []byte) []byte {
			if suffix == "-wal" {
				clear(data[torn[0]:torn[1]])
			}
			return data
		})
		if got := s.judge(t, sqlite.Config{Path: path}); got != shorter {
			t.Errorf("zeros in %d of %d, the last transaction begins at %d: %s, want: %s", torn, len(log), last, got, shorter)
		}
	}
}

// lastTransaction returns where the last transaction in a log begins, which has pages of 4096 bytes.
func lastTransaction(log []byte) (begin int) {
	const frame = 24 + 4096
	for at := 32; at+frame < len(log); at += frame {
		if binary.BigEndian.Uint32(log[at+4:]) != 0 {
			begin = at + frame
		}
	}
	return begin
}

// TestLost: a file that is gone is not taken for a new journal.
func TestLost(t *testing.T) {
	for _, log := range []bool{false, true} {
		s, folder := newSample(t, log), memory(t)
		for name, change := range map[string]func(suffix string, data []byte) []byte{
			"gone":  func(suffix string, data []byte) []byte { return keep(suffix != "", data) },
			"empty": func(suffix string, data []byte) []byte { return data[:len(data)*len(suffix)/max(1, len(suffix))] },
		} {
			j, err := sqlite.Open(t.Context(), sqlite.Config{Path: s.lay(t, folder, change)})
			if err == nil {
				j.Close()
			}
			if !errors.Is(err, journal.ErrCorrupt) {
				t.Errorf("%s, log %t: Open returned %v, want %v", name, log, err, journal.ErrCorrupt)
			}
		}
	}
}

func keep(yes bool, data []byte) []byte {
	if yes {
		return data
	}
	return nil
}

// TestMoved: the file alone, without what lies beside it, is the journal.
func TestMoved(t *testing.T) {
	s := newSample(t, false)
	path := s.lay(t, memory(t), func(suffix string, data []byte) []byte { return keep(suffix == "", data) })
	if got := s.judge(t, sqlite.Config{Path: path}); got != right {
		t.Errorf("the file alone: %s, want: %s", got, right)
	}
}

// FuzzDamage changes bytes of the file and of the log. Each change is four bytes: which, where, and what to.
func FuzzDamage(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 1, 0, 24, 7})
	samples, folder := []*sample{newSample(f, false), newSample(f, true)}, memory(f)
	f.Fuzz(func(t *testing.T, changes []byte) {
		if len(changes) == 0 || len(changes) > 64 {
			return
		}
		s := samples[changes[0]&1]
		path := s.lay(t, folder, func(suffix string, data []byte) []byte {
			for c := changes; len(c) >= 4; c = c[4:] {
				if (suffix == "-wal") == (c[0]&2 != 0) && len(data) > 0 {
					at := int(c[0]>>2)<<16 | int(c[1])<<8 | int(c[2])
					data[at%len(data)] ^= c[3]
				}
			}
			return data
		})
		if got := s.judge(t, sqlite.Config{Path: path}); got == shorter && changes[0]&1 == 0 {
			t.Errorf("changes %x in a file without a log: %s", changes, got)
		}
	})
}
