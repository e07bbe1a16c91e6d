package prometheus_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"

	client "github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
	"github.com/acdkit/acdkit/routing/metrics/export/prometheus"
)

// A customer waits in a queue that nobody serves, another has given up. Prometheus reads that from the handler of a
// registry.
func Example() {
	ctx := context.Background()
	center, err := routing.Open(ctx, routing.Config{Journal: new(journal.Memory), Setup: []routing.Command{
		routing.SetQueue{Queue: routing.Queue{ID: "sales", Channel: contact.Chat}},
	}})
	check(err)
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-1", Queue: "sales"}))
	check(center.Do(ctx, routing.Enqueue{Contact: "chat-2", Queue: "sales"}))
	check(center.Do(ctx, routing.Abandon{Contact: "chat-1"}))

	live := metrics.NewLive(metrics.Config{})
	check(center.Close(ctx))
	fmt.Println(live.Run(ctx, center)) // go live.Run(ctx, center), while the center serves

	registry := client.NewRegistry()
	check(client.WrapRegistererWith(client.Labels{"center": "main"}, registry).Register(prometheus.New(live, prometheus.Options{})))
	handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{})

	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	for line := range strings.Lines(answer.Body.String()) {
		for _, name := range []string{"entered_total", "abandoned_total", "length", "abandon_wait_seconds_count"} {
			if strings.HasPrefix(line, "acdkit_queue_"+name+"{") {
				fmt.Print(line)
			}
		}
	}
	// Output:
	// routing: center closed
	// acdkit_queue_abandon_wait_seconds_count{center="main",channel="chat",queue="sales"} 1
	// acdkit_queue_abandoned_total{center="main",channel="chat",queue="sales"} 1
	// acdkit_queue_entered_total{center="main",channel="chat",queue="sales"} 2
	// acdkit_queue_length{center="main",channel="chat",queue="sales"} 1
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
