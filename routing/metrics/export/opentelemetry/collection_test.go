package opentelemetry_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/opentelemetry"
)

// kit is instruments on a meter of the SDK, and figures that they are the Hook of.
type kit struct {
	*opentelemetry.Instruments
	t      testing.TB
	reader *sdk.ManualReader
	live   *metrics.Live
}

func newKit(t testing.TB, opts opentelemetry.Options, reading ...sdk.ManualReaderOption) *kit {
	t.Helper()
	k := &kit{t: t, reader: sdk.NewManualReader(reading...)}
	provider := sdk.NewMeterProvider(sdk.WithReader(k.reader))
	t.Cleanup(func() { provider.Shutdown(context.Background()) })
	var err error
	if k.Instruments, err = opentelemetry.New(provider.Meter("acdkit"), opts); err != nil {
		t.Fatal(err)
	}
	k.live = metrics.NewLive(metrics.Config{Hook: k.Hook})
	return k
}

func (k *kit) observe() {
	k.t.Helper()
	if err := k.Observe(k.live); err != nil {
		k.t.Fatal(err)
	}
}

// collect returns what an exporter would get.
func (k *kit) collect() *collection {
	k.t.Helper()
	var data metricdata.ResourceMetrics
	if err := k.reader.Collect(context.Background(), &data); err != nil {
		k.t.Error(err)
	}
	c := &collection{values: make(map[string]float64)}
	for _, scope := range data.ScopeMetrics {
		for _, m := range scope.Metrics {
			c.add(&m)
		}
	}
	return c
}

// collection is points, as name{attribute=value,...} with attributes in the order of their names, to what they are;
// and what their instruments are, a line each.
type collection struct {
	values map[string]float64
	about  []string
}

func (c *collection) add(m *metricdata.Metrics) {
	kind := ""
	switch data := m.Data.(type) {
	case metricdata.Sum[int64]:
		kind = "up-down counter"
		if data.IsMonotonic {
			kind = "counter"
		}
		addPoints(c, m.Name, data.DataPoints)
	case metricdata.Gauge[float64]:
		kind = "gauge"
		addPoints(c, m.Name, data.DataPoints)
	case metricdata.Histogram[float64]:
		kind = fmt.Sprint("histogram ", data.DataPoints[0].Bounds)
		for _, p := range data.DataPoints {
			c.addHistogram(m.Name, &p)
		}
	}
	c.about = append(c.about, fmt.Sprintf("%s: %s, %s. %s", m.Name, kind, m.Unit, m.Description))
}

func addPoints[N int64 | float64](c *collection, name string, points []metricdata.DataPoint[N]) {
	for _, p := range points {
		c.values[name+encode(p.Attributes)] = float64(p.Value)
	}
}

func (c *collection) addHistogram(name string, p *metricdata.HistogramDataPoint[float64]) {
	by := encode(p.Attributes)
	c.values[name+".count"+by] = float64(p.Count)
	c.values[name+".sum"+by] = p.Sum
	for i, n := range p.BucketCounts[:len(p.Bounds)] {
		c.values[fmt.Sprint(name, by, p.Bounds[i])] = float64(n)
	}
}

func encode(set attribute.Set) string {
	var all []string
	for _, kv := range set.ToSlice() { // in order
		all = append(all, string(kv.Key)+"="+kv.Value.AsString())
	}
	return "{" + strings.Join(all, ",") + "}"
}

// text is what the instruments are, and all points but 0, in order.
func (c *collection) text() string {
	var b strings.Builder
	for _, line := range slices.Sorted(slices.Values(c.about)) {
		fmt.Fprintln(&b, line)
	}
	fmt.Fprintln(&b)
	for _, name := range slices.Sorted(maps.Keys(c.values)) {
		if value := c.values[name]; value != 0 {
			fmt.Fprintln(&b, name, value)
		}
	}
	return b.String()
}
