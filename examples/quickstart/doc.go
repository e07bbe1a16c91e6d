// Quickstart is a small contact center in one process: the way to embed acdkit, from opening a center
// to reading what happened in it.
//
//	go run ./examples/quickstart           # the story in demo.jsonl, about ten seconds
//	go run ./examples/quickstart FILE      # your own
//	go run ./examples/quickstart -         # standard input
//
// It opens a routing.Center on the in-memory journal, subscribes to what happens, does the lines of
// the input one after another, and prints the life of every contact and figures per queue. Read main.go
// first; setup.go is the vendor's configuration, with the ids that lines can use.
//
// # Lines
//
// The input is JSON, one object a line. Blank lines, and lines that begin with #, say nothing. A line
// is a command as routing.UnmarshalCommand reads it: "type" is its name, the other fields are those
// of the command's struct. What customers and agents do:
//
//	{"type":"enqueue","contact":"c1","queue":"chat","customer":"haneul"}
//	{"type":"abandon","contact":"c1"}
//	{"type":"sign-in","agent":"kim"}
//	{"type":"set-state","agent":"kim","state":"available"}
//	{"type":"set-state","agent":"kim","state":"idle","code":"lunch"}
//	{"type":"accept","agent":"kim","contact":"c1"}
//	{"type":"decline","agent":"kim","contact":"c1"}
//	{"type":"transfer-to-queue","agent":"kim","contact":"m1","queue":"refunds"}
//	{"type":"transfer-to-agent","agent":"kim","contact":"c1","to":"lee"}
//	{"type":"conference","agent":"kim","contact":"c1","guest":"lee"}
//	{"type":"leave","agent":"lee","contact":"c1"}
//	{"type":"end","agent":"kim","contact":"c1"}
//	{"type":"wrap-up","agent":"kim","contact":"c1","reasons":["refund","delivery"]}
//
// What a supervisor does, and how something is set up otherwise (durations in nanoseconds):
//
//	{"type":"supervise","supervisor":"choi","contact":"c1","role":"monitor"}
//	{"type":"reassign","supervisor":"choi","contact":"c1","to":"lee"}
//	{"type":"force-state","supervisor":"choi","agent":"kim","state":"idle"}
//	{"type":"set-queue","id":"chat","name":"채팅","channel":"chat","offer_ns":20000000000}
//
// Or it is a customer's profile, which goes to the customer's own stream and not to the center's log:
//
//	{"customer":{"id":"haneul","name":"박하늘","email":"haneul@example.com"}}
//
// Every line may say how long to wait before it is done, as a Go duration:
//
//	{"wait":"1.5s","type":"accept","agent":"kim","contact":"c1"}
//
// A command with a "command_id" is applied once, however often it is sent.
//
// # What becomes of them
//
// A command that the center refuses is shown, with its code, where the contact's life is told. A line
// that cannot be read is reported on standard error with its number, the others are done all the same,
// and the exit code is 1. A line has at most 1 MiB.
//
// After the last line the program waits for whatever has a deadline, such as an offer or a wrap-up
// with a timer, but not longer than ten seconds. What is open then is shown as it stands. Ctrl-C ends
// the story early and prints what has happened so far.
package main
