package opentelemetry_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	sdk "go.opentelemetry.io/otel/sdk/metric"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/internal/centertest"
	"github.com/acdkit/acdkit/routing/metrics/export/opentelemetry"
)

var rewrite = flag.Bool("rewrite", false, "rewrite testdata")

// reported is what a collection should have of a report, written down once more.
func reported(r *metrics.Report) map[string]float64 {
	v := map[string]float64{
		"acdkit.agent.count{state=signed-out}": float64(r.Staff.Now.SignedOut),
		"acdkit.agent.count{state=idle}":       float64(r.Staff.Now.Idle),
		"acdkit.agent.count{state=available}":  float64(r.Staff.Now.Available),
		"acdkit.agent.count{state=rona}":       float64(r.Staff.Now.RONA),
		"acdkit.agent.busy{}":                  float64(r.Staff.Now.Busy),
	}
	for _, q := range r.Queues {
		f, by := &q.Total, fmt.Sprintf("{channel=%s,queue=%s}", q.Channel, q.ID)
		for name, n := range map[string]int{
			"entered": f.Entered, "moved_in": f.MovedIn, "moved_out": f.MovedOut, "dropped": f.Dropped,
			"answered": f.Answered, "answered_in_target": f.AnsweredInTarget,
			"abandoned": f.Abandoned, "abandoned_in_target": f.AbandonedInTarget, "abandoned_short": f.AbandonedShort,
			"transfers_in": f.TransfersIn, "transfers_out": f.TransfersOut, "handled": f.Handling.Handled,
			"offers_made": f.Offers.Made, "offers_accepted": f.Offers.Accepted, "offers_missed": f.Offers.Missed,
			"offers_declined": f.Offers.Declined, "offers_withdrawn": f.Offers.Withdrawn,
			"length": q.Now.Length, "offered": q.Now.Offered, "in_hand": q.Now.InHand,
		} {
			v["acdkit.queue."+name+by] = float64(n)
		}
		v["acdkit.queue.longest_wait"+by] = q.Now.LongestWait.Seconds()
		addTimes(v, "answer", by, f.Answered, f.AnswerTime)
		addTimes(v, "abandon", by, f.Abandoned, f.AbandonTime)
		addTimes(v, "talk", by, f.Handling.Handled, f.Handling.Talk)
		addTimes(v, "hold", by, f.Handling.Handled, f.Handling.Hold)
		addTimes(v, "wrapup", by, f.Handling.Handled, f.Handling.WrapUp)
		addTimes(v, "handle", by, f.Handling.Handled, f.Handling.Time())
	}
	return v
}

// addTimes adds a histogram; one without times is not there.
func addTimes(v map[string]float64, name, by string, n int, sum metrics.Sum) {
	if n > 0 {
		v["acdkit.queue."+name+".duration.count"+by] = float64(n)
		v["acdkit.queue."+name+".duration.sum"+by] = sum.Seconds()
	}
}

// TestCollection: a collection has all figures of the report of that time.
func TestCollection(t *testing.T) {
	var now time.Time
	k := newKit(t, opentelemetry.Options{Now: func() time.Time { return now }})
	k.observe()
	now = centertest.TenMinutes(t, k.live)
	report := k.live.Report(now)
	isBucket := cmpopts.IgnoreMapEntries(func(name string, _ float64) bool { return !strings.HasSuffix(name, "}") })
	if diff := cmp.Diff(reported(&report), k.collect().values, isBucket); diff != "" {
		t.Errorf("collection mismatch (-want +got):\n%s", diff)
	}
}

// TestText: the names, kinds, units and texts of all instruments, and what ten minutes come to.
func TestText(t *testing.T) {
	var now time.Time
	k := newKit(t, opentelemetry.Options{Now: func() time.Time { return now }})
	k.observe()
	now = centertest.TenMinutes(t, k.live)
	got := k.collect().text()
	const file = "testdata/collection.txt"
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s mismatch; go test . -rewrite renews it (-want +got):\n%s", file, diff)
	}
}

func TestBuckets(t *testing.T) {
	k := newKit(t, opentelemetry.Options{Buckets: []time.Duration{10 * time.Second, time.Minute}})
	k.observe()
	centertest.TenMinutes(t, k.live)
	values := k.collect().values
	for name, want := range map[string]float64{ // waits of 3 and 30 s, handle times of 72 and 75 s
		"answer.duration{channel=chat,queue=help}10": 1, "answer.duration{channel=chat,queue=help}60": 1,
		"handle.duration{channel=chat,queue=help}10": 0, "handle.duration{channel=chat,queue=help}60": 0,
	} {
		if got, there := values["acdkit.queue."+name]; !there || got != want {
			t.Errorf("%s is %v, %t, want %v", name, got, there, want)
		}
	}
	meter := sdk.NewMeterProvider().Meter("acdkit")
	if _, err := opentelemetry.New(meter, opentelemetry.Options{Buckets: []time.Duration{2, 1}}); err == nil {
		t.Error("buckets that descend are no error")
	}
}

const (
	waiting = "acdkit.queue.length{channel=chat,queue=help}"
	entered = "acdkit.queue.entered{channel=chat,queue=help}"
	gaveUp  = "acdkit.queue.abandon.duration.count{channel=chat,queue=help}"
	handled = "acdkit.queue.handle.duration.count{channel=chat,queue=help}"
)

// wantHelp checks what is collected of the queue help. What is not there is -1.
func (k *kit) wantHelp(want map[string]float64) {
	k.t.Helper()
	values, got := k.collect().values, make(map[string]float64)
	for name := range want {
		got[name] = -1
		if value, there := values[name]; there {
			got[name] = value
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		k.t.Errorf("collection mismatch (-want +got):\n%s", diff)
	}
}

// TestObserveLater: what was counted and measured before Observe is left out; what stands is not. After Close, nothing
// is seen any more.
func TestObserveLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, k := centertest.Open(t), newKit(t, opentelemetry.Options{})
		go k.live.Run(t.Context(), s.Center)
		s.Bring("help", "c1", "c2", "c3")
		s.Step(routing.Abandon{Contact: "c1"})
		synctest.Wait()
		k.wantHelp(map[string]float64{waiting: -1, entered: -1, gaveUp: -1})
		k.observe()
		k.wantHelp(map[string]float64{waiting: 2, entered: 0, gaveUp: -1})
		s.Bring("help", "c4")
		s.Step(routing.Abandon{Contact: "c2"}, routing.Abandon{Contact: "c3"})
		synctest.Wait()
		k.wantHelp(map[string]float64{waiting: 1, entered: 1, gaveUp: 2})

		if err := k.Observe(k.live); !errors.Is(err, opentelemetry.ErrObserved) {
			t.Errorf("second Observe returned %v, want %v", err, opentelemetry.ErrObserved)
		}
		for range 2 {
			if err := k.Close(); err != nil {
				t.Errorf("Close failed: %v", err)
			}
		}
		s.Step(routing.Abandon{Contact: "c4"})
		synctest.Wait()
		k.wantHelp(map[string]float64{waiting: -1, entered: -1, gaveUp: 2})
		s.Close(t.Context())
	})
}

// TestCutLog: figures that begin anew are counted from there.
func TestCutLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, k := centertest.Open(t), newKit(t, opentelemetry.Options{})
		s.Bring("help", "c1", "c2")
		ctx, stop := context.WithCancel(t.Context())
		go k.live.Run(ctx, s.Center)
		synctest.Wait()
		stop()
		k.observe()
		time.Sleep(time.Second)
		s.Bring("help", "c3")
		if err := s.Store.Trim(t.Context(), "center/main", s.Version()); err != nil {
			t.Fatal(err)
		}
		go k.live.Run(t.Context(), s.Center)
		synctest.Wait()
		k.wantHelp(map[string]float64{waiting: 3, entered: 0})
		s.Bring("help", "c4")
		synctest.Wait()
		k.wantHelp(map[string]float64{waiting: 4, entered: 1})
		s.Close(t.Context())
	})
}

// TestCollectWhileRunning: collections and the Hook do not wait for each other, in either temporality, and nothing is
// lost or counted twice.
func TestCollectWhileRunning(t *testing.T) {
	for name, selector := range map[string]sdk.TemporalitySelector{
		"cumulative": sdk.CumulativeTemporalitySelector, "delta": sdk.DeltaTemporalitySelector,
	} {
		t.Run(name, func(t *testing.T) {
			const contacts = 200
			s, k := centertest.Open(t), newKit(t, opentelemetry.Options{}, sdk.WithTemporalitySelector(selector))
			k.observe()
			var running, collecting sync.WaitGroup
			running.Go(func() { k.live.Run(context.Background(), s.Center) })
			got := sums{delta: name == "delta"}
			ctx, stop := context.WithCancel(t.Context())
			for range 4 {
				collecting.Go(func() {
					for ctx.Err() == nil {
						got.add(k.collect().values)
					}
				})
			}
			s.Serve(contacts)
			running.Wait() // to the end of the log
			stop()
			collecting.Wait()
			got.add(k.collect().values)
			if want := [...]float64{contacts, contacts / 2, contacts / 2}; got.values != want {
				t.Errorf("%v contacts entered, gave up, had a handle time, want %v", got.values, want)
			}
		})
	}
}

// sums are what collections come to, of both temporalities: of entered, gaveUp and handled.
type sums struct {
	delta  bool
	mu     sync.Mutex
	values [3]float64
}

func (s *sums) add(values map[string]float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, name := range []string{entered, gaveUp, handled} {
		if s.delta {
			s.values[i] += values[name]
		} else {
			s.values[i] = max(s.values[i], values[name])
		}
	}
}
