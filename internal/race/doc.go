// Package race tells tests whether the race detector is on. Under it, code that has but one goroutine takes ten times as
// long and shows nothing new: such tests do fewer rounds then. All rounds are done without it, and .ci/run does both.
package race
