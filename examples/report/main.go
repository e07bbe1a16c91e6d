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
	if err == nil {
		err = write(m.Report(time.Time{}), o, stdout)
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
	if flags.NArg() != 1 {
		flags.Usage()
		return o, errUsage
	}
	o.log = flags.Arg(0)
	return o, nil
}

var errUsage = errors.New("one LOG is wanted")

func (o *options) setLevel(name string) error {
	for l := metrics.OfAnswered; l <= metrics.AbandonedIncluded; l++ {
		if l.String() == name {
			o.level = l
			return nil
		}
	}
	return errors.New("no such form")
}
