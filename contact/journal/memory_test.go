package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"weak"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// oracle is a stream as a slice, the dumb way.
type oracle struct {
	cut  int
	recs []journal.Record // all of them, the trimmed ones included
}

func (o *oracle) last() journal.Version { return journal.Version(len(o.recs)) }

// TestMemoryProperty compares streams of a Memory with oracles, step by step.
func TestMemoryProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, model := new(journal.Memory), map[string]*oracle{"a": {}, "b": {}}
		ctx, names := context.Background(), rapid.SampledFrom([]string{"a", "b"})
		pick := func(t *rapid.T) (string, *oracle) {
			name := names.Draw(t, "stream")
			return name, model[name]
		}
		version := func(t *rapid.T, o *oracle) journal.Version {
			return journal.Version(rapid.IntRange(0, len(o.recs)+2).Draw(t, "version"))
		}
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				name, o := pick(t)
				after := version(t, o)
				n := rapid.SampledFrom([]int{1, 2, 511, 512, 700}).Draw(t, "n")
				for range n {
					appendBoth(t, m, name, o, after)
					after++
				}
			},
			"trim": func(t *rapid.T) {
				name, o := pick(t)
				through := version(t, o)
				err := m.Trim(ctx, name, through)
				if beyond := through > o.last(); beyond != errors.Is(err, journal.ErrInvalid) || !beyond && err != nil {
					t.Fatalf("Trim(%d) of %d returned %v", through, o.last(), err)
				}
				if err == nil {
					o.cut = max(o.cut, int(through))
				}
			},
			"delete": func(t *rapid.T) {
				name, o := pick(t)
				if err := m.Delete(ctx, name); err != nil {
					t.Fatal(err)
				}
				*o = oracle{}
			},
			"read": func(t *rapid.T) {
				name, o := pick(t)
				readBoth(t, m, name, o, version(t, o))
			},
			"": func(t *rapid.T) {
				for name, o := range model {
					readBoth(t, m, name, o, journal.Version(o.cut))
				}
			},
		})
	})
}

func appendBoth(t *rapid.T, m *journal.Memory, name string, o *oracle, after journal.Version) {
	rec := journal.NewRecord(fmt.Sprintf("%s-%d", name, len(o.recs)), []byte(name))
	version, err := m.Append(context.Background(), name, after, rec)
	if after != o.last() {
		if !errors.Is(err, journal.ErrConflict) {
			t.Fatalf("Append after %d of %d returned %v", after, o.last(), err)
		}
		return
	}
	if err != nil || version != after+1 {
		t.Fatalf("Append after %d returned %d, %v", after, version, err)
	}
	rec.Version = version
	o.recs = append(o.recs, rec)
}

func readBoth(t *rapid.T, m *journal.Memory, name string, o *oracle, after journal.Version) {
	var got []journal.Record
	var failed error
	for rec, err := range m.Read(context.Background(), name, after) {
		if failed = err; err == nil {
			got = append(got, rec)
		}
	}
	if int(after) < o.cut {
		if !errors.Is(failed, journal.ErrTrimmed) || len(got) > 0 {
			t.Fatalf("Read after %d, cut at %d, yielded %d records and %v", after, o.cut, len(got), failed)
		}
		return
	}
	want := o.recs[min(int(after), len(o.recs)):]
	if failed != nil || !slices.EqualFunc(got, want, func(a, b journal.Record) bool {
		return a.ID == b.ID && a.Version == b.Version && a.Sum == b.Sum && bytes.Equal(a.Data, b.Data)
	}) {
		t.Fatalf("Read after %d yielded %d records and %v, want %d", after, len(got), failed, len(want))
	}
}

// TestMemoryReadIsStable: a Read yields the stream as it was when the loop began, whatever happens since.
func TestMemoryReadIsStable(t *testing.T) {
	for name, disturb := range map[string]func(*journal.Memory) error{
		"append": func(m *journal.Memory) error { extend(t, m, 1200, 1000); return nil },
		"trim":   func(m *journal.Memory) error { return m.Trim(t.Context(), stream, 1100) },
		"delete": func(m *journal.Memory) error { return m.Delete(t.Context(), stream) },
	} {
		m, got := fill(t, 1200), []journal.Record(nil)
		for rec, err := range journal.Replay(t.Context(), m, stream, 0) {
			if err != nil {
				t.Fatalf("%s: Replay failed: %v", name, err)
			}
			if got = append(got, rec); len(got) == 2 {
				if err := disturb(m); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		}
		want, err := collect(t, journal.Replay(t.Context(), fill(t, 1200), stream, 0))
		if err != nil || len(got) != len(want) {
			t.Errorf("%s: Replay yielded %d records, want %d (%v)", name, len(got), len(want), err)
		}
	}
}

// TestMemoryDataHasNoSlack: appending to data that was read does not write into what others read.
func TestMemoryDataHasNoSlack(t *testing.T) {
	m := new(journal.Memory)
	if _, err := m.Append(t.Context(), stream, 0, journal.NewRecord("r", make([]byte, 33))); err != nil {
		t.Fatal(err)
	}
	for rec, err := range m.Read(t.Context(), stream, 0) {
		if err != nil || cap(rec.Data) != len(rec.Data) {
			t.Errorf("Read yielded data with %d bytes of slack, %v", cap(rec.Data)-len(rec.Data), err)
		}
	}
}

// TestMemoryReleases: what is trimmed or erased can be collected as garbage.
func TestMemoryReleases(t *testing.T) {
	for name, cut := range map[string]func(*journal.Memory) error{
		"trim":   func(m *journal.Memory) error { return m.Trim(t.Context(), stream, 2) },
		"delete": func(m *journal.Memory) error { return m.Delete(t.Context(), stream) },
	} {
		m := fill(t, 1)
		if _, err := m.Append(t.Context(), stream, 1, journal.NewRecord("large", make([]byte, 4096))); err != nil {
			t.Fatal(err)
		}
		extend(t, m, 2, 1)
		data := dataAfter(t, m, 1)
		if err := cut(m); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		if data.Value() != nil {
			t.Errorf("%s: the data is still held", name)
		}
		runtime.KeepAlive(m)
	}
}

// dataAfter points to the data of the record at after+1.
func dataAfter(t *testing.T, m *journal.Memory, after journal.Version) weak.Pointer[byte] {
	t.Helper()
	for rec, err := range m.Read(t.Context(), stream, after) {
		if err != nil {
			t.Fatal(err)
		}
		return weak.Make(&rec.Data[0])
	}
	t.Fatal("no record")
	return weak.Pointer[byte]{}
}

// TestMemoryForgets: erased streams and watchers that are gone leave nothing behind.
func TestMemoryForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := fill(t, 600)
		ctx, cancel := context.WithCancel(t.Context())
		hints, err := m.Watch(ctx, stream)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Watch(ctx, "nobody/writes"); err != nil {
			t.Fatal(err)
		}
		if err := m.Delete(t.Context(), stream); err != nil {
			t.Fatal(err)
		}
		if _, ok := <-hints; !ok {
			t.Error("Delete gave no hint")
		}
		if diff := cmp.Diff(2, m.Kept()); diff != "" {
			t.Errorf("streams while watched mismatch (-want +got):\n%s", diff)
		}
		cancel()
		synctest.Wait()
		if diff := cmp.Diff(0, m.Kept()); diff != "" {
			t.Errorf("streams in the end mismatch (-want +got):\n%s", diff)
		}
		if _, ok := <-hints; ok {
			t.Error("the channel of Watch is not closed")
		}
	})
}
