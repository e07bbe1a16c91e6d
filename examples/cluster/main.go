package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/acdkit/acdkit/examples/cluster/fleet"
	"github.com/acdkit/acdkit/examples/cluster/host"
	"github.com/acdkit/acdkit/examples/cluster/store"
)

// The exit codes beside 0.
const (
	exitWrong = 1 // something was found, or could not be done
	exitUsage = 2
)

// What the program does as another process: the first argument, which no user gives.
const (
	asNode   = "run-node"   // the second is a host.Config
	asServer = "run-server" // the second is a file for a NATS server
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program without its process.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) int {
	if len(arguments) == 2 && (arguments[0] == asNode || arguments[0] == asServer) {
		return serve(ctx, arguments[0], arguments[1], stdout, stderr)
	}
	o, err := parse(arguments, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	}
	r, err := prove(ctx, o, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "cluster:", err)
		return exitWrong
	}
	for _, detail := range r.details {
		fmt.Fprintln(stderr, detail)
	}
	if err := r.print(stdout, o.asJSON); err != nil || !r.good() {
		return exitWrong
	}
	return 0
}

// serve is a process that prove has started.
func serve(ctx context.Context, what, argument string, stdout, stderr io.Writer) int {
	fleet.Leash()
	err := errors.New("no such process")
	switch what {
	case asServer:
		err = store.RunServer(argument)
	case asNode:
		var cfg host.Config
		if err = json.Unmarshal([]byte(argument), &cfg); err == nil {
			err = host.Run(ctx, cfg, slog.New(slog.NewTextHandler(stderr, nil)), stdout)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "cluster:", err)
		return exitWrong
	}
	return 0
}

func misused(flags *flag.FlagSet, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	fmt.Fprintln(flags.Output(), "cluster:", strings.TrimPrefix(err.Error(), "cluster: "))
	flags.Usage()
	return err
}
