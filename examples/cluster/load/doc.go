// Package load is what happens in a contact center: customers come and some give up, agents accept, transfer, end and wrap
// up. Each client talks to any node through a [Door], sends a command again, to another node and with the same id, until it
// has an answer, and notes everything in a proof.Recorder.
package load
