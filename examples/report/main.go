package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // any zone, wherever this runs

	"github.com/acdkit/acdkit/routing/metrics"
)

// The exit codes beside 0.
const (
	exitFailed = 1 // something could not be read or written
	exitUsage  = 2 // an argument that cannot be understood
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// options are the program's arguments.
type options struct {
	out    string
	asJSON bool
	level  metrics.Level
	cfg    metrics.Config
	log    string
}

// run is the program without its process.
func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(arguments, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	}
	m := metrics.New(o.cfg)
	bad, err := read(o.log, stdin, m, stderr)
	report := m.Report(time.Time{})
	if err == nil && report.From.IsZero() {
		err = errors.New("no events")
	}
	if err == nil {
		err = write(report, o, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "report:", err)
	}
	if err != nil || bad > 0 {
		return exitFailed
	}
	return 0
}

// write prints a report and draws its charts.
func write(r metrics.Report, o options, stdout io.Writer) error {
	if o.asJSON {
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	if err := printTables(stdout, &r, o); err != nil {
		return err
	}
	return drawCharts(stdout, &r, o)
}

func parse(arguments []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("report", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: report [flags] LOG\n\nLOG is a file of events, one JSON object a line; - is the standard input.")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.out, "out", ".", "`folder` of the charts, one SVG file a queue")
	flags.BoolVar(&o.asJSON, "json", false, "print the report as JSON, and draw nothing")
	flags.DurationVar(&o.cfg.Target, "target", metrics.DefaultTarget, "of the service level: how long a contact may wait")
	flags.DurationVar(&o.cfg.ShortAbandon, "short-abandon", metrics.DefaultShortAbandon, "who gives up sooner does not count as abandoned")
	flags.DurationVar(&o.cfg.Interval, "interval", metrics.DefaultInterval, "length of an interval")
	flags.IntVar(&o.cfg.Keep, "keep", metrics.DefaultKeep, "intervals to show, back from the end")
	flags.Func("zone", "time zone of midnight and of the times shown, such as Asia/Seoul (default UTC)", func(name string) (err error) {
		o.cfg.Zone, err = time.LoadLocation(name)
		return err
	})
	flags.Func("level", "form of the service level: of-answered (default), of-offered, abandoned-excluded, abandoned-included", o.setLevel)
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if err := o.check(flags.NArg()); err != nil {
		fmt.Fprintln(stderr, "report:", err)
		flags.Usage()
		return o, err
	}
	o.log = flags.Arg(0)
	return o, nil
}

// check refuses arguments that would mean something else than they say.
func (o *options) check(logs int) error {
	switch {
	case logs != 1:
		return errors.New("one LOG is wanted")
	case o.cfg.Target <= 0:
		return errors.New("-target must be above 0")
	case o.cfg.ShortAbandon < 0:
		return errors.New("-short-abandon must not be negative")
	case o.cfg.Interval < time.Second || o.cfg.Interval > 24*time.Hour:
		return errors.New("-interval must be 1s to 24h")
	case o.cfg.Keep < 1 || o.cfg.Keep > maxKeep:
		return fmt.Errorf("-keep must be 1 to %d", maxKeep)
	}
	if o.cfg.ShortAbandon == 0 {
		o.cfg.ShortAbandon = -1 // none
	}
	return nil
}

// maxKeep is how many intervals are shown at the most.
const maxKeep = 100_000

func (o *options) setLevel(name string) error {
	for l := metrics.OfAnswered; l <= metrics.AbandonedIncluded; l++ {
		if l.String() == name {
			o.level = l
			return nil
		}
	}
	return errors.New("no such form")
}
