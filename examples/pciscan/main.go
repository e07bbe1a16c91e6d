package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/acdkit/acdkit/pci"
)

// The exit codes.
const (
	exitClean = iota
	exitFound
	exitUsage
	exitNotExamined
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// options are the program's arguments.
type options struct {
	asJSON, redact, drop bool
	config               pci.Config
	files                []string
}

// run is the program without its process.
func run(ctx context.Context, arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(arguments, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitClean
	case err != nil:
		return exitUsage
	}
	s, err := newScan(o, stdin, stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "pciscan:", err)
		return exitUsage
	}
	if err := s.all(ctx); err != nil {
		fmt.Fprintln(stderr, "pciscan:", err)
		return exitNotExamined
	}
	return s.exit()
}

func parse(arguments []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("pciscan", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: pciscan [flags] [FILE...]\n\nWithout a file, the standard input is examined.")
		flags.PrintDefaults()
	}
	flags.BoolVar(&o.asJSON, "json", false, "print one JSON object a finding, and one a file")
	flags.BoolVar(&o.redact, "redact", false, "print plain or HTML input redacted")
	flags.BoolVar(&o.config.SpelledOut, "spelled", false, "find card numbers that are spelled out, in English and Korean")
	flags.Func("kinds", "what to look for: `names` of "+pci.AllKinds.String()+", or card, personal, all (default card)", func(names string) (err error) {
		o.config.Kinds, err = pci.ParseKinds(names)
		return err
	})
	flags.Func("policy", "`redact` or drop (default redact)", func(name string) error {
		o.drop = name == pci.Drop.String()
		if !o.drop && name != pci.Redact.String() {
			return errors.New("want redact or drop")
		}
		return nil
	})
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if o.redact && o.asJSON {
		fmt.Fprintln(stderr, "pciscan: -redact and -json exclude each other")
		return o, errors.New("wrong use")
	}
	o.files = flags.Args()
	return o, nil
}
