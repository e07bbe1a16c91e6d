// Command journalbench measures how many commands a second a Center takes on each journal, and how long each command
// takes, for 1, 16, 256 and 4,096 callers at once; beside how often the same disk makes a record of 4 KiB durable, and
// beside River, a queue of jobs in PostgreSQL, inserting and working jobs that do nothing.
//
//	go run ./examples/journalbench [-journals memory,sqlite,postgres,jetstream] [-callers 1,16,256,4096] [-seconds 3]
//	        [-dir FOLDER] [-dsn DSN] [-river=false] [-json]
//
// It starts a PostgreSQL server of the local installation, unless -dsn leads to one, and three NATS servers. All of them
// sync each write to the disk below -dir. The result is a table, or JSON; the exit code is 1 if anything failed and 2 for
// a wrong flag.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/acdkit/acdkit/contact/journal/jetstream/natstest"
)

// serverCommand is the hidden command that makes the process one of the NATS servers.
const serverCommand = "nats-server"

func main() {
	if len(os.Args) == 3 && os.Args[1] == serverCommand {
		exit(natstest.Main(os.Args[2]))
	}
	opts, err := parse(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	exit(run(context.Background(), opts, os.Stdout))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "journalbench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// options are the flags.
type options struct {
	journals []string
	callers  []int
	long     time.Duration
	dir, dsn string
	river    bool
	json     bool
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("journalbench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	journals := flags.String("journals", strings.Join(names, ","), "journals to measure")
	callers := flags.String("callers", "1,16,256,4096", "how many call at once")
	seconds := flags.Float64("seconds", 3, "length of each run")
	flags.StringVar(&o.dir, "dir", "", "folder of the stores; a temporary one")
	flags.StringVar(&o.dsn, "dsn", "", "PostgreSQL server; one is started")
	flags.BoolVar(&o.river, "river", true, "measure River, too")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.journals, o.long = strings.Split(*journals, ","), time.Duration(*seconds*float64(time.Second))
	for n := range strings.SplitSeq(*callers, ",") {
		count, err := strconv.Atoi(n)
		if err != nil || count < 1 || count > 100_000 {
			err = fmt.Errorf("-callers: %q is not a number of callers", n)
			fmt.Fprintln(stderr, err)
			return o, err
		}
		o.callers = append(o.callers, count)
	}
	return o, nil
}

// report is what was measured.
type report struct {
	Syncs   float64    `json:"disk_syncs_per_second"`
	Centers []figures  `json:"centers"`
	River   []jobRates `json:"river,omitempty"`
}

type jobRates struct {
	Callers  int     `json:"callers"`
	Inserted float64 `json:"inserted_per_second"`
	Worked   float64 `json:"worked_per_second"`
}

func run(ctx context.Context, o options, w io.Writer) (err error) {
	b := &bench{dir: o.dir, dsn: o.dsn}
	if o.dir == "" {
		if b.dir, err = os.MkdirTemp("", "journalbench"); err != nil {
			return err
		}
		if err := os.Chmod(b.dir, 0o755); err != nil { // for PostgreSQL's own user
			return err
		}
		defer os.RemoveAll(b.dir)
	}
	defer func() { err = errors.Join(err, b.end()) }()
	r, err := b.measure(ctx, o)
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(w).Encode(r)
	}
	return r.print(w)
}

func (b *bench) measure(ctx context.Context, o options) (r report, err error) {
	if r.Syncs, err = syncs(b.dir, min(o.long, time.Second)); err != nil {
		return r, err
	}
	for _, name := range o.journals {
		j, err := b.open(ctx, name)
		if err != nil {
			return r, fmt.Errorf("%s: %w", name, err)
		}
		for _, callers := range o.callers {
			f, err := drive(ctx, name, j, callers, o.long)
			if err != nil {
				return r, fmt.Errorf("%s with %d callers: %w", name, callers, err)
			}
			r.Centers = append(r.Centers, f)
		}
	}
	if !o.river {
		return r, nil
	}
	pool, err := b.connect(ctx)
	if err != nil {
		return r, fmt.Errorf("river: %w", err)
	}
	for _, callers := range o.callers {
		inserted, worked, err := jobs(ctx, pool, callers, o.long)
		if err != nil {
			return r, fmt.Errorf("river with %d callers: %w", callers, err)
		}
		r.River = append(r.River, jobRates{callers, inserted, worked})
	}
	return r, nil
}

func (r report) print(w io.Writer) error {
	fmt.Fprintf(w, "the disk makes a record of 4 KiB durable %.0f times a second\n\n", r.Syncs)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "journal\tcallers\tcommands/s\tappends/s\tp50\tp99\tp99.9\t")
	for _, f := range r.Centers {
		fmt.Fprintf(t, "%s\t%d\t%.0f\t%.0f\t%v\t%v\t%v\t\n", f.Journal, f.Callers, f.Rate, f.Appends, round(f.P50), round(f.P99), round(f.P999))
	}
	if len(r.River) > 0 {
		fmt.Fprintln(t, "\t\t\t\t\t\t\t\nriver\tcallers\tinserted/s\tworked/s\t\t\t\t")
	}
	for _, j := range r.River {
		fmt.Fprintf(t, "\t%d\t%.0f\t%.0f\t\t\t\t\n", j.Callers, j.Inserted, j.Worked)
	}
	return t.Flush()
}

func round(d time.Duration) time.Duration {
	if d > 10*time.Millisecond {
		return d.Round(100 * time.Microsecond)
	}
	return d.Round(time.Microsecond)
}
