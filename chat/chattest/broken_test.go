package chattest

import (
	"context"
	"html"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
)

// brokenTransport is a transport that the suite must refuse.
type brokenTransport struct {
	name  string
	by    []string // the cases that must refuse it; others may
	spoil func(*exchange)
}

var broken = slices.Concat(disorderly, careless, forgetful, deaf)

// texting changes what was said.
func texting(change func(string) string) func(*exchange) {
	return changing(func(d *delivery) {
		if said, ok := d.Entry.Payload.(chat.Said); ok {
			said.Text = change(said.Text)
			d.Entry.Payload = said
		}
	})
}

// changing changes what arrives.
func changing(change func(*delivery)) func(*exchange) {
	return func(x *exchange) {
		x.change = func(d delivery) delivery {
			change(&d)
			return d
		}
	}
}

// putting does something else than to put a delivery at the end of its box. It holds the lock.
func putting(put func(x *exchange, box []delivery, d delivery) []delivery) func(*exchange) {
	return func(x *exchange) {
		x.take = func(_ context.Context, d delivery) error {
			x.mu.Lock()
			x.boxes[to(d)] = put(x, x.boxes[to(d)], d)
			x.mu.Unlock()
			return nil
		}
		x.ended = x.take
	}
}

// disorderly are those that bring what is right to the right one, in the wrong order or number.
var disorderly = []brokenTransport{
	{"LastFirst", []string{"Order/OneMember", "Order/Interleaved"}, putting(func(_ *exchange, box []delivery, d delivery) []delivery {
		return append([]delivery{d}, box...)
	})},
	{"Overtakes", []string{"Order/OneMember", "Order/Interleaved"}, putting(func(_ *exchange, box []delivery, d delivery) []delivery {
		if n := len(box); n > 0 && d.Entry.Seq%5 == 0 {
			return slices.Insert(box, n-1, d)
		}
		return append(box, d)
	})},
	{"LosesSome", []string{"Order/OneMember"}, putting(func(_ *exchange, box []delivery, d delivery) []delivery {
		if d.Entry.Seq%7 == 0 {
			return box
		}
		return append(box, d)
	})},
	{"LosesAll", []string{"Order/OneMember", "Many/AtOnce"}, putting(func(_ *exchange, box []delivery, _ delivery) []delivery { return box })},
	{"KeepsTen", []string{"Order/OneMember"}, putting(func(_ *exchange, box []delivery, d delivery) []delivery {
		return append(box, d)[max(0, len(box)-9):]
	})},
	{"RepeatsLater", []string{"Again/AtOnce", "Order/OneMember"}, putting(func(_ *exchange, box []delivery, d delivery) []delivery {
		if n := len(box); n > 0 && d.Entry.Seq%5 == 0 {
			return append(box, d, box[n-1])
		}
		return append(box, d)
	})},
	{"SeesTwinsByNumber", []string{"Apart/Members"}, func(x *exchange) {
		seen := map[uint64]bool{}
		x.take = func(_ context.Context, d delivery) error {
			if seen[d.Entry.Seq] {
				return nil
			}
			seen[d.Entry.Seq] = true
			return x.put(to(d), d)
		}
	}},
	{"NewestOfTwins", []string{"Again/AtOnce", "Again/Revised"}, func(x *exchange) {
		x.twins = func(box []delivery, i int, d delivery) []delivery {
			return append(slices.Delete(box, i, len(box)), d)[:i] // and loses it
		}
	}},
	{"OnceOnly", []string{"Again/AtOnce", "Again/FromEarlier", "Again/Revised"}, func(x *exchange) {
		x.take = func(_ context.Context, d delivery) error {
			if x.came[d.ID()] > 0 {
				return ErrInjected
			}
			return x.put(to(d), d)
		}
	}},
	{"NumbersOnly", []string{"Again/FromEarlier"}, func(x *exchange) { // takes what comes again for a reset
		last := map[recipient]uint64{}
		x.take = func(_ context.Context, d delivery) error {
			if d.Entry.Seq < last[to(d)] {
				x.boxes[to(d)] = nil
			}
			last[to(d)] = d.Entry.Seq
			return x.put(to(d), d)
		}
	}},
	{"OneAtATime", []string{"Many/AtOnce"}, func(x *exchange) {
		var current delivery
		x.take = func(_ context.Context, d delivery) error {
			x.mu.Lock()
			current = d
			x.mu.Unlock()
			runtime.Gosched()
			x.mu.Lock()
			d = current
			x.mu.Unlock()
			return x.put(to(d), d)
		}
	}},
}

// careless are those that take members or contacts for one another.
var careless = []brokenTransport{
	{"ContactsOnly", []string{"Apart/Members", "Order/Interleaved"}, lines(func(r recipient) recipient { return recipient{contact: r.contact} })},
	{"MembersOnly", []string{"Apart/Contacts", "Order/Interleaved"}, lines(func(r recipient) recipient { return recipient{to: r.to} })},
	{"AnyCase", []string{"Apart/Members", "Apart/Contacts"}, both(strings.ToLower)},
	{"Normalizes", []string{"Apart/Members", "Apart/Contacts"}, both(norm.NFC.String)},
	{"Paths", []string{"Apart/Members", "Apart/Contacts"}, both(path.Clean)},
	{"LastSegment", []string{"Apart/Members", "Apart/Contacts"}, both(path.Base)},
	{"Trims", []string{"Apart/Contacts"}, both(strings.TrimSpace)},
	{"OneWord", []string{"Apart/Contacts"}, both(func(id string) string { return strings.ReplaceAll(id, " ", "") })},
	{"ShortIDs", []string{"Apart/Contacts"}, both(func(id string) string { return id[:min(len(id), contact.MaxID-1)] })},
	{"LettersOnly", []string{"Apart/Members", "Apart/Contacts"}, both(func(id string) string {
		return strings.Map(func(r rune) rune {
			if r < 0x80 {
				return r
			}
			return '_'
		}, id)
	})},
	{"Slashes", []string{"Apart/Both"}, joined("/")},
	{"Colons", []string{"Apart/Both"}, joined(":")},
	{"Bars", []string{"Apart/Both"}, joined("|")},
	{"Everybody", []string{"Apart/Members", "Many/AtOnce"}, func(x *exchange) {
		x.take = func(_ context.Context, d delivery) error {
			x.mu.Lock()
			boxes := slices.Collect(maps.Keys(x.boxes))
			x.mu.Unlock()
			for _, r := range boxes {
				if r != to(d) && r.contact == d.Contact {
					_ = x.put(r, d)
				}
			}
			return x.put(to(d), d)
		}
	}},
}

func lines(line func(recipient) recipient) func(*exchange) {
	return func(x *exchange) { x.line = line }
}

func both(f func(string) string) func(*exchange) {
	return lines(func(r recipient) recipient {
		return recipient{contact.ID(f(string(r.contact))), chat.Member(f(string(r.to)))}
	})
}

func joined(mark string) func(*exchange) {
	return lines(func(r recipient) recipient { return recipient{to: chat.Member(r.contact) + chat.Member(mark) + r.to} })
}

// forgetful are those that bring something else than what was delivered.
var forgetful = []brokenTransport{
	{"NoPrev", []string{"Order/OneMember", "Content/Numbers"}, changing(func(d *delivery) { d.Prev = 0 })},
	{"NoGaps", []string{"Order/OneMember", "Content/Numbers"}, changing(func(d *delivery) { d.Prev = d.Entry.Seq - 1 })},
	{"NoSeq", []string{"Order/OneMember"}, changing(func(d *delivery) { d.Entry.Seq = 0 })},
	{"SmallNumbers", []string{"Content/Numbers"}, changing(func(d *delivery) { d.Entry.Seq = uint64(uint32(d.Entry.Seq)) })},
	{"Floats", []string{"Content/Numbers"}, changing(func(d *delivery) { d.Prev = uint64(float32(d.Prev)) })},
	{"Milliseconds", []string{"Content/Times"}, changing(func(d *delivery) { d.Entry.At = d.Entry.At.Truncate(time.Millisecond) })},
	{"Microseconds", []string{"Content/Times"}, changing(func(d *delivery) { d.Entry.At = d.Entry.At.Truncate(time.Microsecond) })},
	{"OwnTime", []string{"Content/Times"}, changing(func(d *delivery) { d.Entry.At = d.Entry.At.Add(time.Hour) })},
	{"LocalTime", []string{"Content/Times"}, changing(func(d *delivery) { d.Entry.At = d.Entry.At.In(time.FixedZone("KST", 9*3600)) })},
	{"NoPayload", []string{"Content/Payloads"}, changing(func(d *delivery) { d.Entry.Payload = chat.CustomerLeft{} })},
	{"NoFiles", []string{"Content/Payloads"}, changing(func(d *delivery) {
		if said, ok := d.Entry.Payload.(chat.Said); ok {
			said.Files = nil
			d.Entry.Payload = said
		}
	})},
	{"OneNotice", []string{"Content/Payloads"}, changing(func(d *delivery) {
		if n, ok := d.Entry.Payload.(chat.Noticed); ok {
			n.Notices = n.Notices[:1]
			d.Entry.Payload = n
		}
	})},
	{"TrimsText", []string{"Content/Texts"}, texting(strings.TrimSpace)},
	{"Escapes", []string{"Content/Texts"}, texting(html.EscapeString)},
	{"LineEnds", []string{"Content/Texts"}, texting(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })},
	{"ShortTexts", []string{"Content/Texts"}, texting(func(s string) string { return s[:min(len(s), bytesOfText-1)] })},
	{"ShortLines", []string{"Content/Texts"}, func(x *exchange) { // as a bufio.Scanner
		x.take = func(_ context.Context, d delivery) error {
			if len(written(d)) > 64<<10 {
				return ErrInjected
			}
			return x.put(to(d), d)
		}
	}},
	{"NoControls", []string{"Content/Texts"}, texting(func(s string) string { return strings.ReplaceAll(s, "\u200b", "") })},
	{"TypingAsEntry", []string{"Typing/Signs", "Many/AtOnce"}, signing(func(d delivery) []delivery {
		d.Entry = chat.Entry{Seq: 1, Payload: chat.Joined{Party: *d.Typing}}
		d.Typing = nil
		return []delivery{d}
	})},
	{"TypingWithoutSign", []string{"Typing/Signs"}, signing(func(d delivery) []delivery {
		d.Typing = nil
		return []delivery{d}
	})},
	{"TypingTwice", []string{"Typing/Signs", "Many/AtOnce"}, signing(func(d delivery) []delivery { return []delivery{d, d} })},
	{"TypingNameless", []string{"Typing/Signs"}, signing(func(d delivery) []delivery {
		d.Typing = &chat.Party{Member: d.Typing.Member, Role: d.Typing.Role}
		return []delivery{d}
	})},
	{"TypingToOthers", []string{"Typing/Signs"}, signing(func(d delivery) []delivery {
		d.To = chat.AgentMember("sup")
		return []delivery{d}
	})},
}

func signing(typing func(delivery) []delivery) func(*exchange) {
	return func(x *exchange) { x.typing = typing }
}

// deaf are those that do not know when to return, and what.
var deaf = []brokenTransport{
	{"ForgetsEnded", []string{"Context/Ended"}, func(x *exchange) { x.ended = func(context.Context, delivery) error { return nil } }},
	{"HangsEnded", []string{"Context/Ended"}, func(x *exchange) { x.ended = x.hang }},
	{"Fails", []string{"Order/OneMember", "Order/Interleaved", "Context/Ended"}, func(x *exchange) {
		x.take = func(context.Context, delivery) error { return ErrInjected }
	}},
	{"Hangs", []string{"Cut/ReturnsWithContext", "Cut/TypingReturnsWithContext", "Cut/AcceptsAgain", "Cut/BlocksNobody"}, func(x *exchange) {
		x.away = x.hang
	}},
	{"OneForAll", []string{"Cut/BlocksNobody"}, func(x *exchange) {
		lock := make(chan struct{}, 1)
		alone := func(deliver deliverFunc) deliverFunc {
			return func(ctx context.Context, d delivery) error {
				select {
				case lock <- struct{}{}:
					defer func() { <-lock }()
				case <-ctx.Done():
					return ctx.Err()
				}
				return deliver(ctx, d)
			}
		}
		x.take, x.away = alone(x.take), alone(x.away)
	}},
	{"SaysTaken", []string{"Cut/LosesNothing", "Cut/AcceptsAgain", "Cut/Often"}, func(x *exchange) {
		x.away = func(context.Context, delivery) error { return nil }
	}},
	{"TakesNoMore", []string{"Cut/AcceptsAgain", "Cut/LosesNothing", "Cut/Often"}, func(x *exchange) {
		take, failed := x.take, map[recipient]bool{}
		x.away = func(_ context.Context, d delivery) error {
			failed[to(d)] = true
			return ErrInjected
		}
		x.take = func(ctx context.Context, d delivery) error {
			if failed[to(d)] {
				return ErrInjected
			}
			return take(ctx, d)
		}
	}},
	{"HasItAlready", []string{"Cut/AcceptsAgain", "Cut/LosesNothing"}, func(x *exchange) {
		take, seen := x.take, map[string]bool{}
		x.away = func(_ context.Context, d delivery) error {
			seen[d.ID()] = true
			return ErrInjected
		}
		x.take = func(ctx context.Context, d delivery) error {
			if seen[d.ID()] {
				return nil
			}
			return take(ctx, d)
		}
	}},
}

// hang does not return.
func (x *exchange) hang(context.Context, delivery) error {
	<-x.over
	return ErrInjected
}
