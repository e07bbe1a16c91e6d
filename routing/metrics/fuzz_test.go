package metrics_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// FuzzApply folds logs that no Floor wrote: events in any order, of ids that nobody knows, at any times. The figures
// mean nothing then, but they are there, and none is negative.
func FuzzApply(f *testing.F) {
	log := simulated(f, busyDay(2), 5)
	for _, part := range [][]routing.Event{log[:40], log[len(log)/2 : len(log)/2+60], log[len(log)-30:]} {
		f.Add(logged(f, part))
	}
	f.Add([]byte("arrivals, offers and all the rest of it, at times that leap\x80\xff\x00\x7f\x01\x02\x03"))
	f.Add(bytes.Repeat([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0xf0, 0xe8}, 12))
	f.Fuzz(func(t *testing.T, data []byte) {
		events, err := routing.DecodeEvents(data)
		if err != nil {
			events = madeUp(data)
		}
		m := metrics.New(metrics.Config{Interval: 7 * time.Hour, Keep: 5, Hook: func(metrics.Sample) {}})
		for _, ev := range events {
			m.Apply(ev)
		}
		for _, at := range []time.Time{{}, nine, time.Unix(0, math.MaxInt64)} {
			plausible(t, m.Report(at))
		}
	})
}

func logged(t failer, events []routing.Event) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := routing.AppendEvents(&data, events); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// madeUp makes events of bytes, six each: what, how time goes on or leaps, and of whom and what it is.
func madeUp(data []byte) (events []routing.Event) {
	now := nine
	for ; len(data) >= 6; data = data[6:] {
		switch by := data[1]; {
		case by < 200:
			now = now.Add(time.Duration(by) * time.Second)
		case by < 230:
			now = now.Add(-time.Duration(by) * time.Minute)
		case by < 250:
			now = now.AddDate(int(data[4])-128, 0, 0)
		default:
			now = time.Unix(0, int64(binary.BigEndian.Uint32(data[2:]))<<33).UTC()
		}
		events = append(events, routing.Event{At: now, Payload: payload(data)})
	}
	return events
}

func payload(data []byte) routing.Payload {
	id := contact.ID("xyz"[data[2]%3 : data[2]%3+1])
	agent := contact.AgentID("abc"[data[3]%3 : data[3]%3+1])
	queue := contact.QueueID("pqr"[data[4]%3 : data[4]%3+1])
	n := data[5]
	kind := routing.OfferKind(n % 6)
	reason := contact.Reason(n % 8)
	all := []routing.Payload{
		routing.QueueSet{Queue: routing.Queue{ID: queue, Channel: contact.Channel(n)}}, routing.AgentSet{Agent: routing.Agent{ID: agent}},
		routing.AgentStateSet{Agent: agent, State: contact.AgentState(n % 6)},
		routing.ContactQueued{Contact: id, Queue: queue, Channel: contact.Channel(n % 5), Age: time.Duration(int8(n)) << (n % 57)},
		routing.OfferMade{Contact: id, Agent: agent, Queue: queue, Kind: kind}, routing.OfferAccepted{Contact: id, Agent: agent, Kind: kind},
		routing.OfferEnded{Contact: id, Agent: agent, Kind: kind, Cause: routing.Cause(n % 5)},
		routing.ContactMoved{Contact: id, Queue: queue}, routing.ContactTransferred{Contact: id, Agent: agent, Queue: queue},
		routing.ContactTransferred{Contact: id, Agent: agent, To: agent},
		routing.CustomerHeld{Contact: id, Agent: agent}, routing.CustomerRetrieved{Contact: id, Agent: agent},
		routing.CustomerLeft{Contact: id}, routing.ContactEnded{Contact: id, Agent: agent, Reason: reason},
		routing.ContactClosed{Contact: id, Reason: reason}, routing.GuestLeft{Contact: id, Agent: agent},
		routing.WrapUpStarted{Contact: id, Agent: agent, Queue: queue}, routing.WrapUpDropped{Contact: id, Agent: agent},
		routing.WrapUpDone{Contact: id, Agent: agent}, routing.QueueRemoved{Queue: queue}, routing.AgentRemoved{Agent: agent}, nil,
	}
	return all[int(data[0])%len(all)]
}

// plausible demands that counts and times are not negative, and that there are no more intervals than are kept.
func plausible(t failer, r metrics.Report) {
	t.Helper()
	for _, q := range append(append(r.Queues, r.Channels...), r.All) {
		countsOf(t, reflect.ValueOf(q.Now))
		countsOf(t, reflect.ValueOf(q.Total))
		for _, in := range q.Intervals {
			countsOf(t, reflect.ValueOf(in.Figures))
		}
	}
	for _, a := range append(r.Agents, r.Staff) {
		countsOf(t, reflect.ValueOf(a.Now))
		countsOf(t, reflect.ValueOf(a.Total))
		if len(a.Intervals) > 7 {
			t.Errorf("%d intervals are kept", len(a.Intervals))
		}
	}
	if _, err := json.Marshal(r); err != nil {
		t.Errorf("JSON of a report: %v", err)
	}
}

func countsOf(t failer, figures reflect.Value) {
	t.Helper()
	for i := range figures.NumField() {
		switch f := figures.Field(i); {
		case f.CanInt() && f.Int() < 0:
			t.Errorf("%s is %d", figures.Type().Field(i).Name, f.Int())
		case f.Type() == reflect.TypeFor[metrics.Sum]():
			if sum := f.Interface().(metrics.Sum); sum.Compare(metrics.Sum{}) < 0 {
				t.Errorf("%s is %v", figures.Type().Field(i).Name, sum)
			}
		case f.Kind() == reflect.Struct && f.NumField() > 1:
			countsOf(t, f)
		}
	}
}

// TestTimesBeyondNumbers: times that do not fit into 64 bits of nanoseconds, as JSON can have them, or that end there.
func TestTimesBeyondNumbers(t *testing.T) {
	const queued = `{"type":"contact-queued","at":"AT","contact":"c","queue":"q","channel":"chat"}`
	times := []string{
		"0001-01-01T00:00:00Z", "1677-09-21T00:12:43.145224192Z", "1677-09-21T12:00:00Z", "1969-12-31T23:59:59Z",
		"1970-01-01T00:00:00Z", "2026-03-02T09:00:00Z", "2199-12-31T23:59:59Z", "2262-04-11T23:47:16Z",
		"2262-04-12T00:00:00Z", "9999-12-31T23:59:59Z",
	}
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("", 14*3600), time.FixedZone("", -12*3600)} {
		for _, length := range []time.Duration{time.Minute, 24 * time.Hour} {
			for _, first := range times {
				for _, second := range times {
					m := metrics.New(metrics.Config{Zone: zone, Interval: length, Keep: 5})
					for _, at := range []string{first, second} {
						m.Apply(read(t, strings.Replace(queued, "AT", at, 1)))
						m.Apply(routing.Event{At: read(t, strings.Replace(queued, "AT", at, 1)).At, Payload: routing.AgentStateSet{Agent: "a", State: contact.Idle}})
					}
					plausible(t, m.Report(time.Date(9999, 1, 1, 0, 0, 0, 0, zone)))
				}
			}
		}
	}
}

func read(t failer, text string) (ev routing.Event) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &ev); err != nil {
		t.Fatal(err)
	}
	return ev
}

// TestAgesBeyondTime: a mail is not older than time, and none is received after it came.
func TestAgesBeyondTime(t *testing.T) {
	for age, want := range map[time.Duration]time.Duration{
		-1: 0, math.MinInt64: 0, time.Hour: time.Hour, math.MaxInt64: nine.Sub(time.Unix(0, 0)),
	} {
		m := metrics.New(metrics.Config{})
		m.Apply(routing.Event{At: nine, Payload: routing.ContactQueued{Contact: "m", Queue: "q", Channel: contact.Email, Age: age}})
		if got := m.Report(nine).All.Now.LongestWait; got != want {
			t.Errorf("a mail of age %v waits for %v, want %v", age, got, want)
		}
	}
}
