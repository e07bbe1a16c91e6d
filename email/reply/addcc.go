package reply

import (
	"slices"

	"github.com/acdkit/acdkit/email/message"
)

// AddCc adds what an agent has typed, one mailbox in each text, to an answer's Cc (E3). Who gets the answer already is not
// added again. The desk's own addresses are refused: a contact is handed on by a transfer, not by a mail to oneself
// (I13). On an error, which is ErrAddress, ErrOwnAddress or ErrTooMany, nobody is added.
func AddCc(a Answer, own Own, typed ...string) (Answer, error) {
	before := a
	a.Cc, a.Why = slices.Clone(a.Cc), slices.Clone(a.Why)
	taken := make(map[string]bool)
	for _, addr := range slices.Concat(a.To, a.Cc) {
		taken[addr.Key()] = true
	}
	for i, text := range typed {
		addr, err := message.ParseAddress(text)
		switch {
		case err != nil:
			return before, &Error{Code: ErrAddress, Index: i, Cause: err}
		case own.Has(addr):
			return before, &Error{Code: ErrOwnAddress, Index: i}
		}
		a.consider(addr, source{Typed, nil, Cc, Added}, own, taken)
	}
	if n := len(a.To) + len(a.Cc); n > MaxRecipients {
		return before, &Error{Code: ErrTooMany, Size: n, Limit: MaxRecipients}
	}
	return a, nil
}
