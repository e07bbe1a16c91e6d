// Package payload packs names of streams into notifications. It is a package of its own so that it can be fuzzed without
// the database's driver, which takes minutes to be instrumented.
package payload

import (
	"strconv"
	"strings"
)

// Max is the length of a notification in bytes; PostgreSQL takes 7999.
const Max = 7900

// Pack packs the names of streams, which have no line feeds: the number of the journal that sends them, then one name a
// line.
func Pack(opening int64, streams []string) (all []string) {
	head := strconv.FormatInt(opening, 10)
	var b strings.Builder
	for _, s := range streams {
		if b.Len() > 0 && b.Len()+1+len(s) > Max {
			all = append(all, b.String())
			b.Reset()
		}
		if b.Len() == 0 {
			b.WriteString(head)
		}
		b.WriteString("\n" + s)
	}
	if b.Len() > 0 {
		all = append(all, b.String())
	}
	return all
}

// Parse returns what Pack has packed. Anybody who can connect can notify: what is not a number gives 0, which is nobody's,
// and what is not a name a stream that nobody watches.
func Parse(payload string) (opening int64, streams []string) {
	head, rest, _ := strings.Cut(payload, "\n")
	opening, _ = strconv.ParseInt(head, 10, 64)
	if rest == "" {
		return opening, nil
	}
	return opening, strings.Split(rest, "\n")
}
