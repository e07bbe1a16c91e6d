package auto

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// from reports whether one of those who wrote is of a kind.
func (x *exam) from(is func(message.Address) bool) bool {
	if len(x.From) == 0 {
		return slices.ContainsFunc(x.Sender, is)
	}
	return slices.ContainsFunc(x.From, is)
}

// local is what stands before the "@", in lower case.
func local(addr string) string {
	addr = strings.ToLower(addr)
	if at := strings.LastIndexByte(addr, '@'); at >= 0 {
		addr = addr[:at]
	}
	return strings.Trim(addr, `"`)
}

// tagless is a local part up to the first sign that divides a name from what a machine adds to it.
func tagless(local string) string {
	if end := strings.IndexAny(local, "+="); end >= 0 {
		return local[:end]
	}
	return local
}

// daemons are the names of machines (RFC 2142, RFC 3834 2), without signs within them.
var daemons = []string{"mailerdaemon", "maildaemon", "daemon", "postmaster", "listserv", "majordomo", "bounce", "bounces"}

// signless takes out the signs that names of machines are written with or without.
var signless = strings.NewReplacer("-", "", "_", "", ".", "")

// isDaemon reports whether an address is one of a mail system's. Exchange sends its reports from one with an id.
func isDaemon(a message.Address) bool {
	name := tagless(local(a.Addr))
	return slices.Contains(daemons, signless.Replace(name)) || strings.HasPrefix(name, "bounce-") ||
		strings.HasPrefix(name, "bounces-") || strings.HasPrefix(name, "microsoftexchange329e71ec")
}

// noReplies are what senders put in an address that nobody reads, without signs within them.
var noReplies = []string{"noreply", "donotreply", "dontreply", "keineantwort", "nichtantworten", "nepasrepondre", "noresponder",
	"naoresponda", "nonrispondere"}

// isNoReply reports whether an address says that nobody reads answers.
func isNoReply(a message.Address) bool {
	return containsAny(signless.Replace(local(a.Addr)), noReplies)
}

// noReplyNames are what Korean senders put beside their address, as a name or as a comment.
var noReplyNames = phrases("발신 전용", "회신 불가")

// unread reports whether nobody reads answers to who wrote.
func (x *exam) unread() bool {
	return x.from(isNoReply) || containsAny(squash(x.Field("From")), noReplyNames)
}

// listPath reports whether Return-Path is one that lists and newsletters have for their reports (RFC 3834 2).
func listPath(m *message.Message) bool {
	addr, _ := path(m)
	a := message.Address{Addr: addr}
	return isList(a) || isDaemon(a)
}

// isList reports whether an address is one of a mailing list's own (RFC 2142 6, RFC 5230 4.6).
func isList(a message.Address) bool {
	name := local(a.Addr)
	return strings.HasPrefix(name, "owner-") || strings.HasSuffix(name, "-request") || strings.HasSuffix(name, "-bounces") ||
		strings.HasSuffix(tagless(name), "-bounces")
}
