package imap

import "time"

// The pauses between tries.
const (
	firstRetry   = time.Minute // of a mail
	longestRetry = time.Hour
	firstBreak   = time.Second // of the connection, and when the Receiver fails on all
	longestBreak = 5 * time.Minute
)

// pause is the one after the nth failure in a row, counted from 1: it doubles from first to longest.
func pause(n int, first, longest time.Duration) time.Duration {
	for d := first; n > 0; d *= 2 {
		if d >= longest {
			return longest
		}
		if n--; n == 0 {
			return d
		}
	}
	return 0
}
