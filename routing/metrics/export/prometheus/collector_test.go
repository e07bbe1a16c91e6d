package prometheus_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	client "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/internal/centertest"
	"github.com/acdkit/acdkit/routing/metrics/export/prometheus"
)

var rewrite = flag.Bool("rewrite", false, "rewrite testdata")

// at returns a collector's options with a clock that stands still.
func at(now time.Time, opts prometheus.Options) prometheus.Options {
	opts.Now = func() time.Time { return now }
	return opts
}

func register(t *testing.T, collectors ...client.Collector) *client.Registry {
	t.Helper()
	registry := client.NewPedanticRegistry()
	for _, c := range collectors {
		if err := registry.Register(c); err != nil {
			t.Fatal(err)
		}
	}
	return registry
}

// scrape gets what a Prometheus server would get.
func scrape(t *testing.T, g client.Gatherer) string {
	t.Helper()
	server := httptest.NewServer(promhttp.HandlerFor(g, promhttp.HandlerOpts{}))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("scrape: %s, %v\n%s", resp.Status, err, text)
	}
	return string(text)
}

// values are series, as name{label="value",...} with labels in the order of their names, to what they are.
type values map[string]float64

// parse reads a scrape.
func parse(t *testing.T, text string) values {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	all := make(values)
	for name, family := range families {
		for _, m := range family.Metric {
			all.add(name, m)
		}
	}
	return all
}

func (v values) add(name string, m *dto.Metric) {
	var labels []string
	for _, l := range m.Label {
		labels = append(labels, fmt.Sprintf("%s=%q", l.GetName(), l.GetValue()))
	}
	slices.Sort(labels)
	series := "{" + strings.Join(labels, ",") + "}"
	switch {
	case m.Counter != nil:
		v[name+series] = m.Counter.GetValue()
	case m.Gauge != nil:
		v[name+series] = m.Gauge.GetValue()
	case m.Histogram != nil:
		v[name+"_count"+series] = float64(m.Histogram.GetSampleCount())
		v[name+"_sum"+series] = m.Histogram.GetSampleSum()
		for _, b := range m.Histogram.Bucket {
			v[fmt.Sprint(name, "_bucket", series, b.GetUpperBound())] = float64(b.GetCumulativeCount())
		}
	}
}

// reported is what a scrape should have of a report, written down once more.
func reported(r *metrics.Report, bounds ...time.Duration) values {
	v := values{
		`acdkit_agents{state="signed-out"}`: float64(r.Staff.Now.SignedOut),
		`acdkit_agents{state="idle"}`:       float64(r.Staff.Now.Idle),
		`acdkit_agents{state="available"}`:  float64(r.Staff.Now.Available),
		`acdkit_agents{state="rona"}`:       float64(r.Staff.Now.RONA),
		`acdkit_agents_busy{}`:              float64(r.Staff.Now.Busy),
	}
	for _, q := range r.Queues {
		v.addQueue(&q, bounds)
	}
	for _, a := range r.Agents {
		agent := fmt.Sprintf("{agent=%q", a.ID)
		v["acdkit_agent_state_seconds_total"+agent+`,state="idle"}`] = a.Total.Idle.Seconds()
		v["acdkit_agent_state_seconds_total"+agent+`,state="available"}`] = a.Total.Available.Seconds()
		v["acdkit_agent_state_seconds_total"+agent+`,state="rona"}`] = a.Total.RONA.Seconds()
		v["acdkit_agent_busy_seconds_total"+agent+"}"] = a.Total.Busy.Seconds()
		v["acdkit_agent_free_seconds_total"+agent+"}"] = a.Total.Free.Seconds()
		v["acdkit_agent_in_hand_seconds_total"+agent+"}"] = a.Total.InHand.Seconds()
	}
	return v
}

func (v values) addQueue(q *metrics.QueueReport, bounds []time.Duration) {
	f := &q.Total
	labels := fmt.Sprintf("{channel=%q,queue=%q}", q.Channel, q.ID)
	for name, n := range map[string]int{
		"entered": f.Entered, "moved_in": f.MovedIn, "moved_out": f.MovedOut, "dropped": f.Dropped,
		"answered": f.Answered, "answered_in_target": f.AnsweredInTarget,
		"abandoned": f.Abandoned, "abandoned_in_target": f.AbandonedInTarget, "abandoned_short": f.AbandonedShort,
		"transfers_in": f.TransfersIn, "transfers_out": f.TransfersOut, "handled": f.Handling.Handled,
		"offers_made": f.Offers.Made, "offers_accepted": f.Offers.Accepted, "offers_missed": f.Offers.Missed,
		"offers_declined": f.Offers.Declined, "offers_withdrawn": f.Offers.Withdrawn,
	} {
		v["acdkit_queue_"+name+"_total"+labels] = float64(n)
	}
	handle := f.Handling.Talk
	handle.Add(f.Handling.Hold)
	handle.Add(f.Handling.WrapUp)
	for name, took := range map[string]metrics.Sum{
		"talk_seconds_total": f.Handling.Talk, "hold_seconds_total": f.Handling.Hold,
		"wrapup_seconds_total": f.Handling.WrapUp, "waiting_seconds_total": f.WaitingTime,
		"longest_wait_seconds": metrics.SumOf(q.Now.LongestWait), "target_seconds": metrics.SumOf(q.Target),
		"answer_wait_seconds_sum": f.AnswerTime, "abandon_wait_seconds_sum": f.AbandonTime,
		"handle_seconds_sum": handle,
	} {
		v["acdkit_queue_"+name+labels] = took.Seconds()
	}
	for name, n := range map[string]int{"length": q.Now.Length, "offered": q.Now.Offered, "in_hand": q.Now.InHand} {
		v["acdkit_queue_"+name+labels] = float64(n)
	}
	for name, times := range map[string]metrics.Distribution{
		"answer_wait": f.Answers, "abandon_wait": f.Abandons, "handle": f.Handles,
	} {
		v["acdkit_queue_"+name+"_seconds_count"+labels] = float64(times.Count())
		v[fmt.Sprint("acdkit_queue_", name, "_seconds_bucket", labels, math.Inf(1))] = float64(times.Count())
		for _, bound := range bounds {
			v[fmt.Sprint("acdkit_queue_", name, "_seconds_bucket", labels, bound.Seconds())] = float64(times.Within(bound))
		}
	}
}

// TestScrape: a scrape has all figures of the report of that time.
func TestScrape(t *testing.T) {
	live, now := tenMinutes(t)
	bounds := []time.Duration{10 * time.Second, time.Minute, 24 * time.Hour}
	text := scrape(t, register(t, prometheus.New(live, at(now, prometheus.Options{Buckets: bounds, Agents: true}))))
	report := live.Report(now)
	if diff := cmp.Diff(reported(&report, bounds...), parse(t, text)); diff != "" {
		t.Errorf("scrape mismatch (-want +got):\n%s", diff)
	}
}

// TestText: the names, types and texts of all series, and what ten minutes come to.
func TestText(t *testing.T) {
	live, now := tenMinutes(t)
	got := scrape(t, register(t, prometheus.New(live, at(now, prometheus.Options{Agents: true}))))
	const file = "testdata/scrape.txt"
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

func TestLint(t *testing.T) {
	live, now := tenMinutes(t)
	problems, err := testutil.GatherAndLint(register(t, prometheus.New(live, at(now, prometheus.Options{Agents: true}))))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// TestAgentsAreOff: nobody is named unless that is asked for.
func TestAgentsAreOff(t *testing.T) {
	live, now := tenMinutes(t)
	text := scrape(t, register(t, prometheus.New(live, at(now, prometheus.Options{}))))
	for _, name := range []string{"kim", "lee", "acdkit_agent_"} {
		if strings.Contains(text, name) {
			t.Errorf("scrape has %s", name)
		}
	}
}

// TestCenters: two centers share a registry by a label, also before anything has happened in them.
func TestCenters(t *testing.T) {
	live, now := tenMinutes(t)
	registry := client.NewPedanticRegistry()
	for id, live := range map[string]*metrics.Live{"seoul": live, "busan": metrics.NewLive(metrics.Config{})} {
		labelled := client.WrapRegistererWith(client.Labels{"center": id}, registry)
		if err := labelled.Register(prometheus.New(live, at(now, prometheus.Options{}))); err != nil {
			t.Fatal(err)
		}
	}
	got := parse(t, scrape(t, registry))
	for series, want := range map[string]float64{
		`acdkit_queue_entered_total{center="seoul",channel="chat",queue="help"}`: 6,
		`acdkit_agents{center="seoul",state="rona"}`:                             1,
		`acdkit_agents{center="busan",state="rona"}`:                             0,
	} {
		if value, there := got[series]; !there || value != want {
			t.Errorf("%s is %v, %t, want %v", series, value, there, want)
		}
	}
}

// TestCreated: what is counted says since when, the beginning of the log.
func TestCreated(t *testing.T) {
	live, now := tenMinutes(t)
	families, err := register(t, prometheus.New(live, at(now, prometheus.Options{}))).Gather()
	if err != nil {
		t.Fatal(err)
	}
	from := live.Report(now).From
	for _, family := range families {
		for _, m := range family.Metric {
			created := m.GetCounter().GetCreatedTimestamp()
			if h := m.Histogram; h != nil {
				created = h.GetCreatedTimestamp()
			}
			if m.Gauge == nil && !created.AsTime().Equal(from) {
				t.Errorf("%s created %v, want %v", family.GetName(), created.AsTime(), from)
			}
		}
	}
}

// TestScrapesWhileRunning: scrapes see figures that fit one another, whatever goes on.
func TestScrapesWhileRunning(t *testing.T) {
	const contacts = 200
	s, live := centertest.Open(t), metrics.NewLive(metrics.Config{})
	registry := register(t, prometheus.New(live, prometheus.Options{Agents: true}))
	ctx, stop := context.WithCancel(t.Context())
	var running, scraping sync.WaitGroup
	running.Go(func() { live.Run(context.Background(), s.Center) })
	for range 4 {
		scraping.Go(func() {
			for ctx.Err() == nil {
				checkBalance(t, registry)
			}
		})
	}
	s.Serve(contacts)
	running.Wait() // to the end of the log
	stop()
	scraping.Wait()
	got := parse(t, scrape(t, registry))
	for name, want := range map[string]float64{"entered": contacts, "answered": contacts / 2, "abandoned": contacts / 2, "handled": contacts / 2} {
		if value := got["acdkit_queue_"+name+`_total{channel="chat",queue="help"}`]; value != want {
			t.Errorf("%s %v, want %v", name, value, want)
		}
	}
}

// checkBalance checks that who entered is answered, has given up, or waits.
func checkBalance(t *testing.T, g client.Gatherer) {
	t.Helper()
	text, err := testutil.GatherAndFormat(g, expfmt.TypeTextPlain)
	if err != nil {
		t.Error(err)
		return
	}
	got := parse(t, string(text))
	of := func(name string) float64 { return got["acdkit_queue_"+name+`{channel="chat",queue="help"}`] }
	if in, out := of("entered_total"), of("answered_total")+of("abandoned_total")+of("length"); in != out {
		t.Errorf("%v entered, but %v answered, abandoned or waiting", in, out)
	}
	if n, answered := of("answer_wait_seconds_count"), of("answered_total"); n != answered {
		t.Errorf("%v waits of %v answered", n, answered)
	}
}

// tenMinutes returns the figures of a center after ten minutes, and when that is.
func tenMinutes(t *testing.T) (live *metrics.Live, now time.Time) {
	t.Helper()
	live = metrics.NewLive(metrics.Config{})
	return live, centertest.TenMinutes(t, live)
}
