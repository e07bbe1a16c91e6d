package reply

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// source is a field of a mail and what is to become of its addresses.
type source struct {
	from   Field
	addrs  []message.Address
	role   Field  // "" if they get no answer
	reason Reason // why they get it, or why not
}

// Recipients decides who gets an answer to a mail (E2, E3, I11). The package's comment has the rules. The error is ErrMode,
// ErrNobody if there is nobody but the desk itself, or ErrTooMany.
func Recipients(o Original, mode Mode, own Own) (Answer, error) {
	if mode != Quick && mode != Reply && mode != All {
		return Answer{}, &Error{Code: ErrMode}
	}
	var a Answer
	taken := make(map[string]bool)
	for _, s := range plan(o, mode, own) {
		for _, addr := range s.addrs {
			a.consider(addr, s, own, taken)
		}
	}
	switch n := len(a.To) + len(a.Cc); {
	case n == 0:
		return Answer{}, &Error{Code: ErrNobody}
	case n > MaxRecipients:
		return Answer{}, &Error{Code: ErrTooMany, Size: n, Limit: MaxRecipients}
	}
	a.Warnings = append(others(a, o), news(a, o)...)
	return a, nil
}

// plan gives each field of a mail its role, in the order in which an address that is in several counts. A mail of
// the desk's own has no author to be answered: it is answered to whom it went, if only as Cc.
func plan(o Original, mode Mode, own Own) []source {
	replyTo := source{ReplyTo, o.ReplyTo, "", Superseded}
	from := source{From, o.From, "", Superseded}
	sender := source{Sender, o.Sender, "", Superseded}
	to := source{To, o.To, "", SenderOnly}
	cc := source{Cc, o.Cc, "", SenderOnly}
	author := o.author(own)
	for _, s := range []*source{&replyTo, &from, &sender} {
		if s.from == author {
			s.role, s.reason = To, Author
		}
	}
	if mode == All || author == "" {
		to.role, to.reason = To, Recipient
	}
	switch {
	case author == "" && !own.others(o.To):
		cc.role, cc.reason = To, Recipient
	case mode == All:
		cc.role, cc.reason = Cc, Recipient
	}
	return []source{replyTo, from, sender, to, cc}
}

// consider puts an address where its source says, unless there is something against it, and notes why.
func (a *Answer) consider(addr message.Address, s source, own Own, taken map[string]bool) {
	key := addr.Key()
	why := Why{Address: addr, From: s.from, Reason: s.reason}
	switch {
	case !usable(addr):
		why.Reason = Unusable
	case own.Has(addr):
		why.Reason = IsOwn
	case taken[key]:
		why.Reason = Duplicate
	case s.role != "":
		why.Role, taken[key] = s.role, true
	}
	a.Why = append(a.Why, why)
	switch why.Role {
	case To:
		a.To = append(a.To, addr)
	case Cc:
		a.Cc = append(a.Cc, addr)
	}
}

// others warns of those who are answered in place of who wrote, and have nothing to do with them by their domain.
func others(a Answer, o Original) (warnings []Warning) {
	for _, why := range a.Why {
		if why.From == ReplyTo && why.Role != "" && anybody(o.From) &&
			!slices.ContainsFunc(o.From, func(from message.Address) bool { return related(domainOf(from), domainOf(why.Address)) }) {
			warnings = append(warnings, Warning{why.Address, OtherDomain})
		}
	}
	return warnings
}

// related reports whether two domains are the same, or one is below the other.
func related(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}

// news warns of those whom no earlier mail of the conversation knew.
func news(a Answer, o Original) (warnings []Warning) {
	if len(o.Before) == 0 {
		return nil
	}
	known := make(map[string]bool)
	for _, addr := range o.Before {
		known[addr.Key()] = true
	}
	for _, addr := range slices.Concat(a.To, a.Cc) {
		if !known[addr.Key()] {
			warnings = append(warnings, Warning{addr, NewToThread})
		}
	}
	return warnings
}
