package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// The exit codes.
const (
	exitFine = iota
	exitUnread
	exitUsage
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait for anything
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// program is what the arguments ask for.
type program struct {
	asJSON bool
	own    reply.Own
	files  []string
	guard  *pci.Guard
	stdin  io.Reader
	out    io.Writer
}

// run is the program without its process.
func run(ctx context.Context, arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := program{stdin: stdin, out: stdout}
	switch err := p.parse(arguments, stderr); {
	case errors.Is(err, flag.ErrHelp):
		return exitFine
	case err != nil:
		return exitUsage
	}
	code := exitFine
	for _, name := range p.files {
		if err := p.file(ctx, name); err != nil {
			fmt.Fprintf(stderr, "mailview: %s: %v\n", p.redacted(name), err)
			code = exitUnread
		}
		if ctx.Err() != nil {
			break
		}
	}
	return code
}

func (p *program) parse(arguments []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("mailview", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: mailview [-json] [-own a@x,b@y] FILE...")
		flags.PrintDefaults()
	}
	own := flags.String("own", "", "the `addresses` that mail is taken for, with commas between them")
	flags.BoolVar(&p.asJSON, "json", false, "print a line of JSON for each mail")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	var err error
	if p.own, err = reply.NewOwn(addresses(*own)...); err != nil {
		fmt.Fprintln(stderr, "mailview: -own:", err)
		return err
	}
	if p.files = flags.Args(); len(p.files) == 0 {
		flags.Usage()
		return errors.New("no file")
	}
	p.guard, err = pci.NewGuard(pci.Policy{Unexamined: pci.WarnUnexamined, Pictures: pci.WarnPictures})
	return err
}

// addresses divides the value of -own.
func addresses(list string) (all []string) {
	for addr := range strings.SplitSeq(list, ",") {
		if addr = strings.TrimSpace(addr); addr != "" {
			all = append(all, addr)
		}
	}
	return all
}

// file prints the mails of one file.
func (p *program) file(ctx context.Context, name string) error {
	raw, err := p.open(name)
	if err != nil {
		return err
	}
	for _, mail := range split(raw) {
		m, checked := email.Examine(ctx, p.guard, mail)
		if err := ctx.Err(); err != nil { // what was cut short may not be redacted
			return err
		}
		v := p.view(m, checked)
		if p.asJSON {
			err = v.json(p.out)
		} else {
			err = v.text(p.out)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// redacted is what may be printed of a file's name.
func (p *program) redacted(name string) string {
	return printable(p.guard.Text(pci.Place{Field: pci.FileName}, name).Text)
}
