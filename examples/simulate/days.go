package main

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/acdkit/acdkit/routing/simulate"
)

// defaultDays is how many days are simulated if nobody says how many.
const defaultDays = 20

// simulateDays simulates, and writes all that is wanted.
func simulateDays(ctx context.Context, o options, stdout, stderr io.Writer) error {
	s, err := load(o.scenario)
	if err != nil {
		return err
	}
	switch {
	case o.days > 0:
		s.Days = o.days
	case s.Days == 0:
		s.Days = defaultDays
	}
	if err := s.Validate(); err != nil {
		return err
	}
	if len(o.strategies) > 0 {
		return compare(ctx, s, o, stdout, stderr)
	}
	w := watch(&s, o)
	result, err := timed(ctx, s, o.seed, stderr)
	if err != nil {
		return err
	}
	if err := w.write(&s, o); err != nil {
		return err
	}
	if o.asJSON {
		return printJSON(stdout, result)
	}
	return printResult(stdout, &s, &result)
}

// timed simulates under a progress bar, and takes the time.
func timed(ctx context.Context, s simulate.Scenario, seed uint64, stderr io.Writer) (simulate.Result, error) {
	bar := newBar(s.Days, stderr)
	s.Progress = func(done, _ int) { _ = bar.Set(done) }
	begin := time.Now()
	result, err := simulate.Run(ctx, s, seed)
	took := time.Since(begin)
	_ = bar.Exit()
	if err == nil && took > 0 {
		result.ContactsPerSecond = result.Arrivals.Mean * float64(result.Days) / took.Seconds()
	}
	return result, err
}

func newBar(days int, stderr io.Writer) *progressbar.ProgressBar {
	return progressbar.NewOptions(days,
		progressbar.OptionSetWriter(stderr), progressbar.OptionSetDescription("days"), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(40), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionOnCompletion(func() { _, _ = io.WriteString(stderr, "\n") }),
	)
}

func printJSON(out io.Writer, value any) error { return json.NewEncoder(out).Encode(value) }

// compare simulates the same days under several strategies.
func compare(ctx context.Context, s simulate.Scenario, o options, stdout, stderr io.Writer) error {
	bar := newBar(s.Days*len(o.strategies), stderr)
	s.Progress = func(int, int) { _ = bar.Add(1) }
	var variants []simulate.Variant
	for _, name := range o.strategies {
		v := simulate.Variant{Name: name, Scenario: s}
		v.Strategy = name
		variants = append(variants, v)
	}
	compared, err := simulate.Compare(ctx, o.seed, variants...)
	_ = bar.Exit()
	if err != nil {
		return err
	}
	if o.asJSON {
		return printJSON(stdout, compared)
	}
	return printComparison(stdout, compared)
}
