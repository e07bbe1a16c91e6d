// Command journalcat prints a journal as JSON lines: what happened, one event or entry a line.
//
//	go run ./examples/journalcat [-stream NAME] [-after VERSION] [-follow] [-list] SOURCE
//
// SOURCE is the path of a SQLite file, postgres://... or nats://... Without -stream it prints all streams that begin with
// -prefix, in the order of their names; with -list, only the names. It is a tool for operators: streams such as chat/...,
// email/... and customer/... hold what people wrote, and it prints that. It writes nothing.
//
// A line has the stream, the version and id of the record, and the event or entry as its package writes it; records that
// journalcat does not know are printed as the CBOR that they are, or in base64.
//
// The exit code is 1 if something is damaged or out of reach, after everything before it was printed, and 2 for a wrong
// flag.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/acdkit/acdkit/contact/journal"
)

// The exit codes.
const (
	exitFine = iota
	exitFailed
	exitUsage
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait for anything
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the flags.
type options struct {
	source
	stream, prefix string
	after          uint64
	follow, list   bool
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("journalcat", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: journalcat [flags] FILE|postgres://...|nats://...")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.stream, "stream", "", "stream to print, such as center/main; all")
	flags.StringVar(&o.prefix, "prefix", "", "print the streams whose names begin so")
	flags.Uint64Var(&o.after, "after", 0, "print what is behind this version of the stream")
	flags.BoolVar(&o.follow, "follow", false, "go on printing what comes; needs -stream")
	flags.BoolVar(&o.list, "list", false, "print the names of the streams")
	flags.StringVar(&o.schema, "schema", "", "schema of the PostgreSQL database; acdkit")
	flags.StringVar(&o.store, "store", "", "JetStream stream; acdkit")
	flags.IntVar(&o.replicas, "replicas", 3, "replicas of the JetStream stream")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	o.address = flags.Arg(0)
	wrong := ""
	switch {
	case flags.NArg() != 1:
		wrong = "name one journal"
	case o.follow && o.stream == "", o.after > 0 && o.stream == "":
		wrong = "-follow and -after need -stream"
	}
	if wrong != "" {
		fmt.Fprintln(stderr, "journalcat:", wrong)
		return o, errors.New(wrong)
	}
	return o, nil
}

// run is the program without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitFine
	case err != nil:
		return exitUsage
	}
	if err := cat(ctx, o, stdout); err != nil && ctx.Err() == nil {
		fmt.Fprintln(stderr, "journalcat:", err)
		return exitFailed
	}
	return exitFine
}

func cat(ctx context.Context, o options, w io.Writer) error {
	j, done, err := o.open(ctx)
	if err != nil {
		return err
	}
	defer done()
	p := printer{w: w}
	if o.stream != "" {
		records := journal.Replay
		if o.follow {
			records = journal.Follow
		}
		return p.stream(o.stream, journal.Version(o.after), records(ctx, j, o.stream, p.begin(o.stream, journal.Version(o.after))))
	}
	names, err := list(ctx, j, o.prefix)
	if err != nil {
		return err
	}
	for _, name := range names {
		if o.list {
			fmt.Fprintln(w, name)
			continue
		}
		err = errors.Join(err, p.stream(name, 0, journal.Replay(ctx, j, name, 0)))
	}
	return err
}
