package main

import (
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
)

// The exit codes beside 0.
const (
	exitFailed = 1 // a line that cannot be read, a file that cannot be opened
	exitUsage  = 2
)

const usage = `usage: quickstart [FILE|-]
go doc -cmd ./examples/quickstart says what the lines of a FILE can be.
`

//go:embed demo.jsonl
var demo string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait for anything
	os.Exit(start(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run plays the lines of in and returns the exit code.
func run(ctx context.Context, in io.Reader, out, errw io.Writer) int {
	malformed, err := embed(ctx, in, out, errw)
	switch {
	case err != nil:
		return fail(errw, err)
	case malformed > 0:
		return exitFailed
	}
	return 0
}

// embed is what a host does: it opens a center, subscribes, has commands done, and shows what happened.
// It returns how many lines could not be read.
func embed(ctx context.Context, in io.Reader, out, errw io.Writer) (malformed int, err error) {
	// Open a center. All that it must have is a journal; one on a database is used the same way.
	// Customers' profiles are kept apart from the center's log, so that they can be erased.
	store := new(journal.Memory)
	customers := &journal.Customers{Journal: store}
	center, err := routing.Open(ctx, routing.Config{Journal: store, Customers: customers, Setup: setup()})
	if err != nil {
		return 0, err
	}
	defer center.Close(context.WithoutCancel(ctx)) // again, if all goes well: that does no harm
	if err := printFloor(out, center); err != nil {
		return 0, err
	}

	// Subscribe: what happens comes in order, without gaps, and only once it is durable.
	log := follow(center)

	// Feed it the commands of customers, agents and supervisors; many goroutines could do that at once.
	p := &player{center: center, customers: customers, errw: errw}
	p.play(ctx, in)
	p.settle(ctx)

	// Close it, which ends the subscription behind the last event, and print.
	if err := center.Close(context.WithoutCancel(ctx)); err != nil {
		return p.malformed, err
	}
	if err := log.wait(); err != nil {
		return p.malformed, err
	}
	b := newBook(newNames(customers), log.start)
	b.write(log.setup, log.batches, p.refused)
	return p.malformed, b.print(out, center)
}

// start finds out what to run on.
func start(ctx context.Context, args []string, stdin io.Reader, out, errw io.Writer) int {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(errw)
	flags.Usage = func() { fmt.Fprint(errw, usage) }
	switch err := flags.Parse(args); {
	case err == flag.ErrHelp:
		return 0
	case err != nil || flags.NArg() > 1:
		flags.Usage()
		return exitUsage
	}
	switch name := flags.Arg(0); name {
	case "":
		fmt.Fprintln(out, "Playing demo.jsonl, which ships with this program: about ten seconds.")
		return run(ctx, strings.NewReader(demo), out, errw)
	case "-":
		return run(ctx, stdin, out, errw)
	default:
		return runFile(ctx, name, out, errw)
	}
}

func runFile(ctx context.Context, name string, out, errw io.Writer) int {
	file, err := os.Open(name)
	if err != nil {
		return fail(errw, err)
	}
	defer file.Close()
	return run(ctx, file, out, errw)
}

func fail(errw io.Writer, err error) int {
	fmt.Fprintln(errw, "quickstart:", err)
	return exitFailed
}
