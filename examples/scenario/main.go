package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	_ "time/tzdata" // open hours in any zone, wherever this runs
)

// The exit codes beside 0.
const (
	exitIO     = 1 // a file that cannot be read or written
	exitSyntax = 2 // a line, or an argument of the program, that cannot be parsed
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the program without its process.
func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("scenario", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage()) }
	asJSON := flags.Bool("json", false, "print one JSON object a line")
	switch err := flags.Parse(arguments); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitSyntax
	case flags.NArg() > 1:
		flags.Usage()
		return exitSyntax
	}
	input, err := open(flags.Arg(0), stdin)
	if err != nil {
		return complain(stderr, err)
	}
	defer input.Close()
	return complain(stderr, play(input, newScene(), printer(*asJSON, stdout)))
}

// open returns the file, or the standard input without a name or with the name "-".
func open(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "" || name == "-" {
		return io.NopCloser(stdin), nil
	}
	return os.Open(name)
}

// complain prints an error, if there is one, and returns the exit code.
func complain(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, "scenario:", err)
	if _, syntax := errors.AsType[*syntaxError](err); syntax {
		return exitSyntax
	}
	return exitIO
}
