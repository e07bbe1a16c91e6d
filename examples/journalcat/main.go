package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

// The exit codes.
const (
	exitFine = iota
	exitFailed
	exitUsage
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt does not wait for anything
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the program's arguments.
type options struct {
	source         string
	name           string
	stream, prefix string
	after          uint64
	follow         bool
	list, leases   bool
}

// run is the program without its process.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) int {
	o, err := parse(arguments, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitFine
	case err != nil:
		fmt.Fprintln(stderr, "journalcat:", err)
		return exitUsage
	}
	s, err := open(ctx, o)
	if err != nil {
		fmt.Fprintln(stderr, "journalcat:", err)
		return exitFailed
	}
	defer s.close()
	p := newPrinter(s, stdout, stderr)
	err = p.print(ctx, o)
	if errors.Is(err, context.Canceled) && o.follow { // the operator has seen enough
		err = nil
	}
	if err = errors.Join(err, p.flush()); err != nil {
		fmt.Fprintln(stderr, "journalcat:", err)
		return exitFailed
	}
	return exitFine
}

var (
	errSource = errors.New("name one SOURCE: a SQLite file, postgres:// or nats://")
	errFollow = errors.New("-after and -follow go with -stream, and -prefix without")
	errModes  = errors.New("-list and -leases do not go with that")
)

func parse(arguments []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("journalcat", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.stream, "stream", "", "print this `stream` only, such as center/main")
	flags.StringVar(&o.prefix, "prefix", "", "print, or list, the streams whose names begin so")
	flags.Uint64Var(&o.after, "after", 0, "begin after this `version`")
	flags.BoolVar(&o.follow, "follow", false, "go on as more is appended, until interrupted")
	flags.BoolVar(&o.list, "list", false, "print the names of the streams instead")
	flags.BoolVar(&o.leases, "leases", false, "print who leads what instead, and which nodes there are")
	flags.StringVar(&o.name, "name", "", "the `schema` of PostgreSQL, or the stream of JetStream, if it is not acdkit")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: journalcat [flags] SOURCE\nPrints a journal as JSON lines. They have personal data in them.")
		flags.PrintDefaults()
	}
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	o.source = flags.Arg(0)
	switch {
	case flags.NArg() != 1 || o.source == "":
		return o, errSource
	case o.list && o.leases, (o.list || o.leases) && (o.follow || o.after > 0 || o.stream != ""), o.leases && o.prefix != "":
		return o, errModes
	case o.stream == "" && (o.follow || o.after > 0), o.stream != "" && o.prefix != "":
		return o, errFollow
	}
	return o, nil
}
