// Report turns the log of a center into the figures of package metrics: tables on the terminal, and an SVG chart for
// each queue.
//
//	go run ./examples/report [-out DIR] [-json] [-target 20s] [-level of-answered] [-interval 30m] [-zone Asia/Seoul] LOG
//
// LOG is a file of events, one JSON object a line as routing.Event has it, in the order of the center's log; "-" is
// the standard input, and a name that ends in .gz is unpacked. `go run ./examples/simulate -log FILE` writes one.
// Blank lines say nothing. A line that cannot be read is reported on standard error with its number, the others are
// counted all the same, and the exit code is 1.
//
// A chart is DIR/report-N-QUEUE.svg, N counting the queues in the order they were set and QUEUE being the queue's id,
// with letters, digits, points and hyphens only. -json prints the whole report as JSON in place of tables.
//
// The service level has a target (-target) and a form (-level): of-answered, of-offered, abandoned-excluded or
// abandoned-included; go doc ./routing/metrics Level says what they are.
package main
