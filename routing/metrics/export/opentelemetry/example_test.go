package opentelemetry_test

import (
	"context"
	"fmt"

	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/opentelemetry"
)

// Two customers come into a queue that nobody serves, and one gives up. A reader of the SDK, such as a periodic one with
// an exporter, collects that.
func Example() {
	ctx := context.Background()
	reader := sdk.NewManualReader()
	meter := sdk.NewMeterProvider(sdk.WithReader(reader)).Meter("example")

	instruments, err := opentelemetry.New(meter, opentelemetry.Options{})
	check(err)
	live := metrics.NewLive(metrics.Config{Hook: instruments.Hook})
	check(instruments.Observe(live))
	defer instruments.Close()

	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: []routing.Command{
		routing.SetQueue{Queue: routing.Queue{ID: "sales", Channel: contact.Chat}},
	}})
	check(err)
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-1", Queue: "sales"}))
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-2", Queue: "sales"}))
	check(center.Do(ctx, routing.Abandon{Contact: "chat-1"}))
	check(center.Close(ctx))
	fmt.Println(live.Run(ctx, center)) // go live.Run(ctx, center), while the center serves

	var data metricdata.ResourceMetrics
	check(reader.Collect(ctx, &data))
	for _, m := range data.ScopeMetrics[0].Metrics {
		switch m.Name {
		case "acdkit.queue.entered", "acdkit.queue.length":
			p := m.Data.(metricdata.Sum[int64]).DataPoints[0]
			queue, _ := p.Attributes.Value("queue")
			fmt.Printf("%s of %s: %d %s\n", m.Name, queue.AsString(), p.Value, m.Unit)
		case "acdkit.queue.abandon.duration":
			fmt.Printf("%s: %d in %s\n", m.Name, m.Data.(metricdata.Histogram[float64]).DataPoints[0].Count, m.Unit)
		}
	}
	// Output:
	// routing: center closed
	// acdkit.queue.abandon.duration: 1 in s
	// acdkit.queue.entered of sales: 2 {contact}
	// acdkit.queue.length of sales: 1 {contact}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
