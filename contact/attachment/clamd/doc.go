// Package clamd has files looked at by ClamAV's daemon, clamd: [Scanner] implements attachment.Scanner over
// its socket.
//
//	scanner := &clamd.Scanner{Network: "unix", Address: "/run/clamav/clamd.ctl"}
//	result, err := scanner.Scan(ctx, r)
//
// Each call has a connection of its own. The content goes to clamd in chunks and is kept nowhere else; no
// call holds more of it than one chunk (protocol: the manual page clamd(8), commands INSTREAM, PING and
// VERSION).
//
// # Duties of the caller
//
//  1. An error is not "clean". Keep the file back until a Scan has returned no error and not Infected.
//  2. Give ctx a deadline, or set Timeout, that large files and busy days can meet. Try again after
//     [ErrUnavailable], not after [ErrTooLarge].
//  3. See to it that r's Read comes back when ctx ends, as the body of an HTTP request does: Scan cannot
//     interrupt it.
//  4. Set clamd's StreamMaxLength, MaxFileSize and MaxScanSize above the largest file that you take, and
//     AlertExceedsMax to yes: clamd says OK to what it did not look at for being too large within. So it
//     does to what is encrypted, unless AlertEncrypted is yes.
//  5. Keep the connection among trusted machines: clamd knows neither encryption nor passwords. Dial can
//     put TLS around it.
//  6. Keep Signature for the administrator: it tells those who send malicious software what to change.
package clamd
