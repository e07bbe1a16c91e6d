package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// The columns of a terminal, and the most of them that a contact's title and a name beside what it does
// may take.
const (
	pageWidth  = 100
	titleWidth = 60
	nameWidth  = 24
)

// page is what is printed; the first error stays and ends it.
type page struct{ *bufio.Writer }

func newPage(out io.Writer) page { return page{bufio.NewWriter(out)} }

func (p page) line(format string, args ...any) {
	fmt.Fprintln(p, strings.TrimRight(clean(fmt.Sprintf(format, args...)), " "))
}

// printFloor prints the queues and agents of a center.
func printFloor(out io.Writer, center *routing.Center) error {
	var t table
	err := center.View(func(f *routing.Floor) {
		for q := range f.Queues() {
			t = append(t, []string{"queue", string(q.ID), named(q.ID, q.Name), q.Channel.String()})
		}
		for a := range f.Agents() {
			t = append(t, []string{"agent", string(a.ID), named(a.ID, a.Name)})
		}
	})
	p := newPage(out)
	p.line("A contact center in this process, on the in-memory journal:")
	p.table(t, 4)
	p.line("")
	if err == nil {
		err = p.Flush()
	}
	return err
}

// print prints all stories and the figures of the queues.
func (b *book) print(out io.Writer, center *routing.Center) error {
	p, now := newPage(out), time.Now()
	for _, s := range b.contacts {
		p.story(b.contactTitle(s, b.standing(s, center, now)), b.start, s.rows)
	}
	for _, s := range b.agents {
		p.story(fmt.Sprintf("%s, %s:", s.agent, b.names.agent(s.agent)), b.start, s.rows)
	}
	if len(b.center.rows) > 0 {
		p.story("The center:", b.start, b.center.rows)
	}
	b.printTallies(p)
	return p.Flush()
}

func (b *book) contactTitle(s *story, standing string) string {
	title := string(s.contact)
	if s.channel.Valid() {
		title += ", " + s.channel.String()
	}
	if c := b.names.customer(s.customer); c.ID != "" {
		title += " of " + c.Label()
		if c.Email != "" {
			title += " <" + c.Email + ">"
		}
	}
	return cut(title, titleWidth) + ": " + standing
}

// story prints one story.
func (p page) story(title string, start time.Time, rows []row) {
	p.hanging("", title)
	names := 0
	for _, r := range rows {
		names = max(names, min(columns(r.who), nameWidth))
	}
	for _, r := range rows {
		head := "  " + offset(r.at.Sub(start)) + "  "
		if names > 0 {
			head += left(cut(r.who, nameWidth), names) + "  "
		}
		p.hanging(head, r.what)
	}
	p.line("")
}

// hanging prints a text behind a head, over several lines if it must.
func (p page) hanging(head, text string) {
	for _, part := range wrap(text, pageWidth-columns(head)) {
		p.line("%s%s", head, part)
		head = strings.Repeat(" ", columns(head))
	}
}

// printTallies prints the figures of the queues.
func (b *book) printTallies(p page) {
	t := table{{"queue", "", "channel", "contacts", "offered", "answered", "RONA", "abandoned", "speed of answer"}}
	for _, q := range b.tallies {
		speed := "-"
		if average, any := q.speed(); any {
			speed = seconds(average)
		}
		t = append(t, []string{
			string(q.queue), cut(b.names.queue(q.queue), nameWidth), q.channel.String(), fmt.Sprint(q.contacts),
			fmt.Sprint(q.offered), fmt.Sprint(q.answered), fmt.Sprint(q.rona), fmt.Sprint(q.abandoned), speed,
		})
	}
	p.table(t, 3)
	p.line("")
	p.line("  offered and answered leave out conference requests; RONA counts them if they are missed.")
	p.line("  speed of answer is the average wait, from the queue or a transfer on, until an agent accepts.")
	p.line("  events since the start: %d; commands refused: %d.", b.events, b.refused)
}

// table is rows of cells.
type table [][]string

// table prints a table; from a column on, cells are numbers.
func (p page) table(t table, numbers int) {
	var widths []int
	for _, cells := range t {
		for i, cell := range cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, cells := range t {
		padded := slices.Clone(cells)
		for i, cell := range cells {
			if padded[i] = left(cell, widths[i]); i >= numbers {
				padded[i] = right(cell, widths[i])
			}
		}
		p.line("  %s", strings.Join(padded, "  "))
	}
}

// offset prints a time since the start as minutes, seconds and tenths.
func offset(d time.Duration) string {
	tenths := max(0, d.Round(100*time.Millisecond)) / (100 * time.Millisecond)
	return fmt.Sprintf("%02d:%02d.%d", tenths/600, tenths/10%60, tenths%10)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1fs", max(0, d).Seconds()) }
