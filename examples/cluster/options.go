package main

import (
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/acdkit/acdkit/examples/cluster/store"
)

// options are the program's arguments.
type options struct {
	nodes    int
	journal  store.Kind
	dsn      string
	contacts int
	centers  int
	clients  int
	fault    string
	faults   int
	clock    bool
	chat     bool
	lease    time.Duration
	seed     uint64
	asJSON   bool
	keep     bool
	program  []string // that runs this program
}

func parse(arguments []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: cluster [flags]")
		flags.PrintDefaults()
	}
	journal := flags.String("journal", string(store.JetStream), "where centers are kept: jetstream or postgres")
	flags.StringVar(&o.dsn, "dsn", "", "a PostgreSQL server, instead of one of the local installation")
	flags.IntVar(&o.nodes, "nodes", 3, "processes that share the centers")
	flags.IntVar(&o.contacts, "contacts", 2000, "contacts that come")
	flags.IntVar(&o.centers, "centers", 3, "centers that they come to")
	flags.IntVar(&o.clients, "clients", 24, "agents, over all centers, each with a client of its own; as many customers come at once")
	flags.StringVar(&o.fault, "kill", "leader", "what is done in the middle: leader, storage, partition, pause, or none")
	flags.IntVar(&o.faults, "faults", 3, "how often")
	flags.BoolVar(&o.clock, "clock", false, "and set the clock of a node forward or back each time")
	flags.BoolVar(&o.chat, "chat", false, "and have customers and agents talk, each by any node")
	flags.DurationVar(&o.lease, "lease", 3*time.Second, "how long a node's session lasts without being renewed")
	flags.Uint64Var(&o.seed, "seed", 1, "of the random numbers")
	flags.BoolVar(&o.asJSON, "json", false, "print one JSON object")
	flags.BoolVar(&o.keep, "keep", false, "keep the folder with the logs of the processes")
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	o.journal = store.Kind(*journal)
	return o, o.check(flags)
}

func (o *options) check(flags *flag.FlagSet) error {
	_, known := faults[o.fault]
	switch {
	case flags.NArg() > 0:
		return misused(flags, "no arguments but flags")
	case o.journal != store.JetStream && o.journal != store.Postgres:
		return misused(flags, "-journal %s: jetstream or postgres", o.journal)
	case o.dsn != "" && o.journal != store.Postgres:
		return misused(flags, "-dsn is for -journal postgres")
	case o.dsn != "" && o.fault == "storage":
		return misused(flags, "the server of a -dsn is not killed")
	case !known:
		return misused(flags, "-kill %s: leader, storage, partition, pause or none", o.fault)
	case o.nodes < 2 || o.centers < 1 || o.clients < 1 || o.contacts < o.centers || o.faults < 0:
		return misused(flags, "two nodes at least, a center, a client, and a contact for each center")
	case o.lease < 500*time.Millisecond:
		return misused(flags, "-lease %v: half a second at least", o.lease)
	}
	if o.fault == "none" {
		o.faults = 0
	}
	return nil
}

// agents returns how many agents work in each center: enough that a contact can be passed on.
func (o *options) agents() int { return max(3, o.clients/o.centers) }
