package routing_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// warped is a journal that reads back otherwise than it was written from one version of the log on.
type warped struct {
	*journal.Memory
	from journal.Version
	warp func(journal.Record) journal.Record
}

func (w *warped) Read(ctx context.Context, stream string, after journal.Version) iter.Seq2[journal.Record, error] {
	return func(yield func(journal.Record, error) bool) {
		for rec, err := range w.Memory.Read(ctx, stream, after) {
			if err == nil && stream == siteStream && rec.Version >= w.from {
				rec = w.warp(rec)
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

func same(rec journal.Record) journal.Record { return rec }

// damages are ways in which the rest of a log can be wrong: what is appended, and how it reads.
var damages = []struct {
	name string
	data []byte
	warp func(journal.Record) journal.Record
}{
	{"unknown event", []byte("\x01\x84\x18\xc8\x00\x60\xa0"), same},
	{"unknown encoding", []byte{9}, same},
	{"no encoding", nil, same},
	{"half an event", []byte("\x01\x84\x18"), same},
	{"a payload that is none", []byte("\x01\x84\x01\x00\x60\x60"), same},
	{"an event that does not fit", packed(routing.OfferAccepted{Offer: 9, Contact: "c9", Agent: "a9"}), same},
	{"checksum", packed(routing.Acknowledged{}), func(rec journal.Record) journal.Record { rec.Sum++; return rec }},
	{"gap", packed(routing.Acknowledged{}), func(rec journal.Record) journal.Record { rec.Version++; return rec }},
}

// packed returns events as a record has them.
func packed(what ...routing.Payload) []byte {
	var data bytes.Buffer
	for _, p := range what {
		if err := routing.AppendEvents(&data, []routing.Event{{At: time.Unix(1e9, 0), Payload: p}}); err != nil {
			panic(err)
		}
	}
	return data.Bytes()
}

// foreign appends what no center wrote to the end of the log.
func (w *warped) foreign(t *testing.T, data []byte) journal.Version {
	t.Helper()
	w.from = journal.Version(len(siteRecords(t, w.Memory))) + 1
	for range 2 {
		last := journal.Version(len(siteRecords(t, w.Memory)))
		if _, err := w.Append(t.Context(), siteStream, last, journal.NewRecord("foreign", data)); err != nil {
			t.Fatal(err)
		}
	}
	return w.from
}

// isDamage checks that an error names the damage, by type.
func isDamage(t testing.TB, call string, err error) {
	t.Helper()
	if _, is := errors.AsType[*routing.DamageError](err); !is && !errors.Is(err, journal.ErrCorrupt) {
		t.Errorf("%s returned %v, want a *DamageError or journal.ErrCorrupt", call, err)
	}
}

// TestCenterDamaged: a center that meets a damaged log stops writing, and shows what it knew before.
func TestCenterDamaged(t *testing.T) {
	for _, test := range damages {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := &warped{Memory: new(journal.Memory), warp: test.warp, from: journal.MaxVersion}
				s := openSite(t, siteConfig(j))
				s.staff("a0")
				s.offerA0("c1")
				sub := s.subscribe(t.Context(), 0)
				synctest.Wait()
				from := j.foreign(t, test.data)
				refused(t, "a command that meets the damage", s.SignIn(t.Context(), "a1"), routing.ErrUnavailable)
				time.Sleep(time.Hour)
				s.readOnly(from)
				batches, err := sub.ended(t)
				isDamage(t, "Subscribe", err)
				if len(batches) != int(from)-1 {
					t.Errorf("%d batches were delivered, want the %d before the damage", len(batches), from-1)
				}
			})
		})
	}
}

// readOnly checks a center whose log is damaged from a version on.
func (s *site) readOnly(from journal.Version) {
	t := s.t
	t.Helper()
	isDamage(t, "Err", s.Err())
	for call, err := range map[string]error{
		"SignIn": s.SignIn(t.Context(), "a1"), "Accept": s.Accept(t.Context(), "a0", "c1"), "Snapshot": s.Snapshot(t.Context()),
	} {
		refused(t, call, err, routing.ErrReadOnly)
		isDamage(t, call, err)
	}
	if v, known := s.Contact("c1"); !known || v.OfferedTo != "a0" || s.Version() != from-1 {
		t.Errorf("after the damage the contact is %+v, the version %d", v, s.Version())
	}
	n := 0
	for range s.cfg.Journal.Read(t.Context(), siteStream, 0) {
		n++
	}
	if n != int(from)+1 {
		t.Errorf("the log has %d records: something was written behind the damage", n)
	}
}

// TestCenterOpenDamaged: a center does not open on a damaged log.
func TestCenterOpenDamaged(t *testing.T) {
	for _, test := range damages {
		t.Run(test.name, func(t *testing.T) {
			j := &warped{Memory: new(journal.Memory), warp: test.warp, from: journal.MaxVersion}
			s := openSite(t, siteConfig(j))
			s.close()
			j.foreign(t, test.data)
			_, err := routing.Open(t.Context(), siteConfig(j))
			refused(t, "Open", err, routing.ErrReadOnly)
			isDamage(t, "Open", err)
		})
	}
}
