package journaltest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

const stream = "center/1"

// TestFaultyConforms: without faults, a Faulty is the journal it wraps.
func TestFaultyConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		return &journaltest.Faulty{Journal: new(journal.Memory)}
	}, journaltest.Features{Watch: true, Trim: true, Delete: true, List: true})
}

// keeper is a journal without optional capabilities and with a lower limit, whose records outlive it.
type keeper struct{ journal.Journal }

const keeperLimit = journal.PortableRecord

func (k keeper) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	if err := journal.CheckAppend(stream, after, rec, keeperLimit); err != nil {
		return 0, err
	}
	return k.Journal.Append(ctx, stream, after, rec)
}

// TestBareConforms runs the suite with the features that Memory does not show.
func TestBareConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal { return keeper{new(journal.Memory)} }, journaltest.Features{
		Durable:   true,
		Reopen:    func(t *testing.T, j journal.Journal) journal.Journal { return keeper{j.(keeper).Journal} },
		MaxRecord: keeperLimit,
	})
}

// durable has everything: it is what a good adapter looks like to the suite.
type durable struct{ *journal.Memory }

func TestDurableConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal { return durable{new(journal.Memory)} }, journaltest.Features{
		Watch: true, Trim: true, Delete: true, List: true, Durable: true,
		Reopen: func(t *testing.T, j journal.Journal) journal.Journal { return durable{j.(durable).Memory} },
	})
}

// stored returns the ids in the stream.
func stored(t *testing.T, j journal.Journal) []string {
	t.Helper()
	var ids []string
	for rec, err := range journal.Replay(t.Context(), j, stream, 0) {
		if err != nil {
			t.Fatalf("Replay failed: %v", err)
		}
		ids = append(ids, rec.ID)
	}
	return ids
}

func TestFaultyAppend(t *testing.T) {
	for _, tc := range []struct {
		fault  journaltest.Fault
		want   error
		stored bool
	}{
		{journaltest.None, nil, true},
		{journaltest.Fail, journaltest.ErrInjected, false},
		{journaltest.Lost, journal.ErrUnknown, false},
		{journaltest.AnswerLost, journal.ErrUnknown, true},
		{journaltest.Late, journal.ErrUnknown, false},
		{journaltest.SpuriousConflict, journal.ErrConflict, false},
		{journaltest.StoredConflict, journal.ErrConflict, true},
		{journaltest.Break, nil, true}, // not a fault of Append
	} {
		m := new(journal.Memory)
		f := &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpAppend, tc.fault)}
		_, err := f.Append(t.Context(), stream, 0, journal.NewRecord("r-1", nil))
		if !errors.Is(err, tc.want) || errors.Is(err, journaltest.ErrInjected) != (tc.want != nil) {
			t.Errorf("%v: Append returned %v, want %v", tc.fault, err, tc.want)
		}
		if got := len(stored(t, m)) == 1; got != tc.stored {
			t.Errorf("%v: stored %t, want %t", tc.fault, got, tc.stored)
		}
		f.Land()
		if got, want := len(stored(t, m)) == 1, tc.stored || tc.fault == journaltest.Late; got != want {
			t.Errorf("%v: stored in the end %t, want %t", tc.fault, got, want)
		}
	}
}

// TestFaultyLate: a late append lands before the next one, with the data it had.
func TestFaultyLate(t *testing.T) {
	m := new(journal.Memory)
	f := &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpAppend, journaltest.Late)}
	ctx, cancel := context.WithCancel(t.Context())
	data := []byte("data")
	_, err := f.Append(ctx, stream, 0, journal.NewRecord("late", data))
	cancel()
	clear(data)
	if !errors.Is(err, journal.ErrUnknown) {
		t.Errorf("Append returned %v, want ErrUnknown", err)
	}
	if _, err := f.Append(t.Context(), stream, 0, journal.NewRecord("next", nil)); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("Append after a late one returned %v, want ErrConflict", err)
	}
	if got, want := stored(t, m), []string{"late"}; !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	if n := f.Calls(journal.OpAppend); n != 2 {
		t.Errorf("Calls returned %d, want 2", n)
	}
}

// TestFaultyRefusal: a lost answer does not hide that an append was wrong in itself.
func TestFaultyRefusal(t *testing.T) {
	f := &journaltest.Faulty{Journal: new(journal.Memory), Plan: journaltest.Script(journal.OpAppend, journaltest.AnswerLost)}
	if _, err := f.Append(t.Context(), "", 0, journal.NewRecord("r", nil)); !errors.Is(err, journal.ErrInvalid) {
		t.Errorf("Append returned %v, want ErrInvalid", err)
	}
}

func TestFaultyRead(t *testing.T) {
	m := new(journal.Memory)
	for v := range journal.Version(3) {
		if _, err := m.Append(t.Context(), stream, v, journal.NewRecord(fmt.Sprint(v+1), []byte("data"))); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		fault  journaltest.Fault
		stream string
		want   []journal.Version
		err    error
	}{
		{journaltest.None, stream, []journal.Version{1, 2, 3}, nil},
		{journaltest.Fail, stream, nil, journaltest.ErrInjected},
		{journaltest.Break, stream, []journal.Version{1}, journaltest.ErrInjected},
		{journaltest.Break, "center/2", nil, journaltest.ErrInjected},
		{journaltest.Skip, stream, []journal.Version{2, 3}, nil},
		{journaltest.Flip, stream, []journal.Version{1, 2, 3}, journal.ErrCorrupt},
	} {
		f := &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpRead, tc.fault)}
		var got []journal.Version
		var failed error
		for rec, err := range f.Read(t.Context(), tc.stream, 0) {
			if err == nil {
				got = append(got, rec.Version)
				err = rec.Verify()
			}
			failed = errors.Join(failed, err)
		}
		if !slices.Equal(got, tc.want) || !errors.Is(failed, tc.err) || (failed == nil) != (tc.err == nil) {
			t.Errorf("%v: Read yielded %v and %v, want %v and %v", tc.fault, got, failed, tc.want, tc.err)
		}
	}
	if got := stored(t, m); len(got) != 3 {
		t.Errorf("the wrapped journal holds %q after the faults", got)
	}
}

func TestFaultyWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		m := new(journal.Memory)
		f := &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpWatch, journaltest.Fail, journaltest.WatchLost, journaltest.NoHints)}
		if _, err := f.Watch(ctx, stream); !errors.Is(err, journaltest.ErrInjected) {
			t.Errorf("Watch returned %v, want ErrInjected", err)
		}
		var hints [3]<-chan struct{}
		for i := range hints {
			var err error
			if hints[i], err = f.Watch(ctx, stream); err != nil {
				t.Fatal(err)
			}
		}
		if _, ok := <-hints[0]; ok {
			t.Error("WatchLost: the channel is open")
		}
		if _, err := f.Append(ctx, stream, 0, journal.NewRecord("r", nil)); err != nil {
			t.Fatal(err)
		}
		<-hints[2]
		select {
		case <-hints[1]:
			t.Error("NoHints: a hint came")
		default:
		}
		cancel()
		if _, ok := <-hints[1]; ok {
			t.Error("NoHints: the channel does not close")
		}
	})
}

func TestFaultyStreams(t *testing.T) {
	m := new(journal.Memory)
	for _, name := range []string{"chat/1", "chat/2", "chat/3"} {
		if _, err := m.Append(t.Context(), name, 0, journal.NewRecord("r", nil)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		fault  journaltest.Fault
		prefix string
		want   int
		err    error
	}{
		{journaltest.None, "", 3, nil},
		{journaltest.Fail, "", 0, journaltest.ErrInjected},
		{journaltest.Break, "", 1, journaltest.ErrInjected},
		{journaltest.Break, "center/", 0, journaltest.ErrInjected},
	} {
		f := &journaltest.Faulty{Journal: m, Plan: journaltest.Script(journal.OpList, tc.fault)}
		n, failed := 0, error(nil)
		for _, err := range f.Streams(t.Context(), tc.prefix) {
			if failed = err; err == nil {
				n++
			}
		}
		if n != tc.want || !errors.Is(failed, tc.err) || (failed == nil) != (tc.err == nil) {
			t.Errorf("%v: Streams(%q) yielded %d names and %v, want %d and %v", tc.fault, tc.prefix, n, failed, tc.want, tc.err)
		}
	}
	f := &journaltest.Faulty{Journal: keeper{m}}
	for _, err := range f.Streams(t.Context(), "") {
		if !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("Streams of a journal without the capability yielded %v, want ErrUnsupported", err)
		}
	}
}

func TestFaultyTrimDelete(t *testing.T) {
	for fault, want := range map[journaltest.Fault]error{
		journaltest.None: nil, journaltest.Fail: journaltest.ErrInjected,
		journaltest.Lost: journal.ErrUnknown, journaltest.AnswerLost: journal.ErrUnknown,
	} {
		m := new(journal.Memory)
		if _, err := m.Append(t.Context(), stream, 0, journal.NewRecord("r", nil)); err != nil {
			t.Fatal(err)
		}
		f := &journaltest.Faulty{Journal: m, Plan: func(journal.Op, int) journaltest.Fault { return fault }}
		if err := f.Trim(t.Context(), stream, 1); !errors.Is(err, want) {
			t.Errorf("%v: Trim returned %v, want %v", fault, err, want)
		}
		var trimmed error
		for _, err := range m.Read(t.Context(), stream, 0) {
			trimmed = err
		}
		done := fault == journaltest.None || fault == journaltest.AnswerLost
		if errors.Is(trimmed, journal.ErrTrimmed) != done {
			t.Errorf("%v: after Trim, Read ends with %v, want done %t", fault, trimmed, done)
		}
		if err := f.Delete(t.Context(), stream); !errors.Is(err, want) {
			t.Errorf("%v: Delete returned %v, want %v", fault, err, want)
		}
		if _, err := m.Append(t.Context(), stream, 0, journal.NewRecord("r", nil)); (err == nil) != done {
			t.Errorf("%v: after Delete, Append returned %v, want done %t", fault, err, done)
		}
	}
}

// TestFaultyUnsupported: a capability that the wrapped journal lacks is not there.
func TestFaultyUnsupported(t *testing.T) {
	f := &journaltest.Faulty{Journal: keeper{new(journal.Memory)}}
	_, err := f.Watch(t.Context(), stream)
	for name, err := range map[string]error{
		"Watch": err, "Trim": f.Trim(t.Context(), stream, 0), "Delete": f.Delete(t.Context(), stream),
	} {
		if !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%s returned %v, want ErrUnsupported", name, err)
		}
	}
}

func TestFaultString(t *testing.T) {
	for fault, want := range map[journaltest.Fault]string{
		journaltest.None: "None", journaltest.Late: "Late", journaltest.NoHints: "NoHints", journaltest.NoHints + 1: "Fault?",
	} {
		if got := fault.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

// The store takes the first append and loses the answer; Commit finds out.
func ExampleFaulty() {
	ctx := context.Background()
	j := &journaltest.Faulty{
		Journal: new(journal.Memory),
		Plan:    journaltest.Script(journal.OpAppend, journaltest.AnswerLost),
	}
	v, err := journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-1", []byte("agent signed in")))
	fmt.Println(v, err)
	fmt.Println(j.Calls(journal.OpAppend), "append,", j.Calls(journal.OpRead), "read")
	// Output:
	// 1 <nil>
	// 1 append, 1 read
}
