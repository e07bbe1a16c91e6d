package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
)

// The exit codes beside 0.
const (
	exitFailed = 1 // something could not be read or written, or it was interrupted
	exitUsage  = 2 // an argument or a scenario that cannot be understood
)

func main() {
	debug.SetGCPercent(400) // a program that runs for a moment and keeps little: memory for speed
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the program's arguments.
type options struct {
	asJSON     bool
	days       int
	seed       uint64
	svg, log   string
	strategies []string
	scenario   string
}

// run is the program without its process.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) int {
	o, err := parse(arguments, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	}
	err = simulateDays(ctx, o, stdout, stderr)
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "simulate:", strings.TrimPrefix(err.Error(), "simulate: "))
	if isWrong(err) {
		return exitUsage
	}
	return exitFailed
}

func parse(arguments []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("simulate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: simulate [flags] [SCENARIO.json]\n\nWithout a file, the scenario that ships with it is simulated.")
		flags.PrintDefaults()
	}
	flags.BoolVar(&o.asJSON, "json", false, "print one JSON object")
	flags.IntVar(&o.days, "days", 0, fmt.Sprintf("independent days to simulate (default: the scenario's, or %d)", defaultDays))
	flags.Uint64Var(&o.seed, "seed", 1, "of the random numbers: the same seed, the same result")
	flags.StringVar(&o.svg, "svg", "", "draw the day into this `file`")
	flags.StringVar(&o.log, "log", "", "write the events of the first day into this `file`, one JSON object a line")
	flags.Func("strategies", "compare these routing strategies on the same customers, such as longest-idle,least-loaded", func(list string) error {
		o.strategies = strings.Split(list, ",")
		return nil
	})
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 1:
		return o, misused(flags, "one SCENARIO.json at most")
	case o.days < 0:
		return o, misused(flags, "-days must not be negative")
	case len(o.strategies) > 0 && (o.svg != "" || o.log != ""):
		return o, misused(flags, "-strategies draws and logs nothing: it does not go with -svg and -log")
	}
	o.scenario = flags.Arg(0)
	return o, nil
}

// misused says what is wrong with the arguments.
func misused(flags *flag.FlagSet, problem string) error {
	fmt.Fprintln(flags.Output(), "simulate:", problem)
	flags.Usage()
	return errors.New(problem)
}
