package history_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/google/go-cmp/cmp"
)

// least is the record of chat c1 that began at noon, without anything else; there is room for fields.
const (
	began = "\x06\x74" + "2025-03-14T12:00:00Z"
	least = "\x01\xa3\x01\x62c1\x02\x01" + began
)

// stored returns a Log whose stream history/u1 has records of that data.
func stored(t testing.TB, data ...string) *history.Log {
	t.Helper()
	l, m := newLog()
	for _, d := range data {
		add(t, m, "history/u1", []byte(d))
	}
	return l
}

// TestEncoding: the bytes of a record stay what they are, or old stores could not be read.
func TestEncoding(t *testing.T) {
	hexed := func(s string) string { return hex.EncodeToString([]byte(s)) }
	seoul := time.FixedZone("KST", 9*60*60)
	full := email("c1", noon)
	full.Began, full.Ended, full.Queue, full.QueueName, full.Subject = noon.In(seoul), noon.Add(time.Nanosecond), "q", "n", "s"
	for want, e := range map[string]history.Entry{
		hexed(least): {Contact: "c1", Channel: contact.Chat, Began: noon},
		hexed("\x01\xaa\x01\x62c1\x02\x02\x03\x61q\x04\x61n\x05\x61s" + began +
			"\x07\x78\x1e2025-03-14T12:00:00.000000001Z\x08\x01\x09\x81\x63kim\x0a\x04"): full,
	} {
		l, m := newLog()
		put(t, l, "u1", e)
		for rec, err := range m.Read(t.Context(), "history/u1", 0) {
			if got := hex.EncodeToString(rec.Data); err != nil || got != want {
				t.Errorf("%+v is stored as %s, %v, want %s", e, got, err, want)
			}
		}
		e.Began = e.Began.UTC()
		wantHistory(t, l, "u1", e)
	}
}

// TestLongestRecord: every adapter takes every entry.
func TestLongestRecord(t *testing.T) {
	l, m := newLog()
	put(t, l, "u1", longest())
	wantHistory(t, l, "u1", longest())
	for rec := range m.Read(t.Context(), "history/u1", 0) {
		if len(rec.Data) > journal.PortableRecord/8 {
			t.Errorf("the longest entry has %d bytes", len(rec.Data))
		}
	}
}

// TestUnknownField: what a later version adds is skipped.
func TestUnknownField(t *testing.T) {
	later := strings.Replace(least, "\xa3", "\xa5", 1) + "\x0a\x05\x18\x63\x83\x01\x02\x81\x03"
	wantHistory(t, stored(t, later), "u1", history.Entry{Contact: "c1", Channel: contact.Chat, Began: noon, Messages: 5})
}

// TestZone: whatever the zone of a time in a record, the history has it in UTC.
func TestZone(t *testing.T) {
	seoul := strings.Replace(least, "\x74"+"2025-03-14T12:00:00Z", "\x78\x19"+"2025-03-14T21:00:00+09:00", 1)
	l := stored(t, seoul)
	wantHistory(t, l, "u1", history.Entry{Contact: "c1", Channel: contact.Chat, Began: noon})
	if e, err := l.Get(t.Context(), "u1", "c1"); err != nil || e.Began.Location() != time.UTC {
		t.Errorf("Get returned a beginning of %v, %v, want UTC", e.Began, err)
	}
}

func TestDamaged(t *testing.T) {
	field := func(s string) string { return strings.Replace(least, "\xa3", "\xa4", 1) + s }
	for name, data := range map[string]string{
		"empty":             "",
		"no map":            "\x01",
		"later encoding":    "\x02" + least[1:],
		"seal and more":     "\x00\x00",
		"cut":               least[:len(least)-1],
		"something behind":  least + "\x00",
		"nothing":           "\x01\xa0",
		"null":              "\x01\xf6",
		"array":             "\x01\x83\x62c1\x01\x00",
		"wrong type":        field("\x0a\x65minji"),
		"not UTF-8":         field("\x04\x66minji\xff"),
		"control":           field("\x04\x66minji\x00"),
		"chat with subject": field("\x05\x65minji"),
		"key twice":         field("\x01\x62c1"),
		"indefinite length": "\x01\xbf" + least[2:] + "\xff",
		"tag":               field("\x0a\xc1\x01"),
		"too deep":          field("\x18\x63" + strings.Repeat("\x81", 9) + "\x01"),
		"too many agents":   field("\x09\x99\xff\xff" + strings.Repeat("\x61a", 1<<16-1)),
		"agent twice":       field("\x09\x82\x61a\x61a"),
		"messages":          field("\x0a\x1b\xff\xff\xff\xff\xff\xff\xff\xff"),
		"negative messages": field("\x0a\x20"),
		"unknown channel":   strings.Replace(least, "\x02\x01", "\x02\x09", 1),
		"unknown reason":    field("\x08\x18\x63"),
		"no time":           strings.Replace(least, "2025", "x025", 1),
		"time zero":         strings.Replace(least, "2025-03-14T12", "0001-01-01T00", 1),
		"too long":          field("\x18\x63\x5a\x00\x04\x00\x00" + strings.Repeat("x", 1<<18)),
	} {
		l := stored(t, least, data)
		want := func(op string, err error) {
			e, ok := errors.AsType[*journal.Error](err)
			if !errors.Is(err, journal.ErrCorrupt) || !ok || e.Version != 2 || e.RecordID == "" || e.Stream != "history/u1" || strings.Contains(err.Error(), "minji") {
				t.Errorf("%s: %s returned %v, want ErrCorrupt without content", name, op, err)
			}
		}
		_, err := l.Page(t.Context(), "u1", "", 0)
		want("Page", err)
		_, err = l.Get(t.Context(), "u1", "c1")
		want("Get", err)
		want("Put", l.Put(t.Context(), "u1", chatOn("c2", noon)))
		erased, err := (&history.Eraser{Journal: l.Journal, Force: true}).Erase(t.Context(), "u1")
		want("Erase", err)
		if n := len(records(t, l.Journal, "history/u1")); n != 2 || erased != (history.Erased{}) {
			t.Errorf("%s: %d records after the refusals, %+v", name, n, erased)
		}
	}
}

// TestContradiction: each record is sound, but they cannot be of one history.
func TestContradiction(t *testing.T) {
	for name, data := range map[string][]string{
		"channel":   {least, strings.Replace(least, "\x02\x01", "\x02\x02", 1)},
		"beginning": {least, strings.Replace(least, "12:00", "12:01", 1)},
		"seal":      {"\x00", least},
		"sealed":    {"\x00", "\x00"},
	} {
		if _, err := stored(t, data...).Page(t.Context(), "u1", "", 0); !errors.Is(err, journal.ErrCorrupt) {
			t.Errorf("%s: Page returned %v, want ErrCorrupt", name, err)
		}
	}
}

// FuzzRecord: any bytes are a valid entry, a seal or ErrCorrupt; an entry can be put and comes back.
func FuzzRecord(f *testing.F) {
	f.Add([]byte(least))
	f.Add([]byte("\x00"))
	l, m := newLog()
	put(f, l, "u1", longest())
	put(f, l, "u1", email("c1", noon))
	for rec := range m.Read(f.Context(), "history/u1", 0) {
		f.Add(rec.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		page, err := stored(t, string(data)).Page(t.Context(), "u1", "", 0)
		if err != nil {
			if !errors.Is(err, journal.ErrCorrupt) {
				t.Fatalf("Page returned %v, want ErrCorrupt", err)
			}
			return
		}
		for _, e := range page.Entries {
			fresh, _ := newLog()
			put(t, fresh, "u1", e)
			back, err := fresh.Get(t.Context(), "u1", e.Contact)
			if diff := cmp.Diff(e, back); err != nil || diff != "" {
				t.Fatalf("Get returned %v, mismatch (-want +got):\n%s", err, diff)
			}
		}
		if len(page.Entries) == 0 && string(data) != "\x00" {
			t.Fatalf("no entry in %x", data)
		}
	})
}
