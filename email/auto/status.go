package auto

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/email/message"
)

// A group is the fields of a report on one recipient, by their names in lower case.
type group map[string]string

// readGroups reads message/delivery-status or message/disposition-notification (RFC 3464 2.1): groups of fields with blank
// lines between them. A second Final-Recipient begins a group too: some systems forget the line.
func readGroups(content []byte) (groups []group) {
	text := strings.ToValidUTF8(string(content[:min(len(content), maxText)]), "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	g := make(group)
	end := func() {
		if len(g) > 0 {
			groups, g = append(groups, g), make(group)
		}
	}
	var last string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			end()
			last = ""
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" {
				g[last] += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		last = strings.ToLower(strings.TrimSpace(name))
		if last == "final-recipient" && g[last] != "" {
			end()
		}
		g[last] = strings.TrimSpace(value)
	}
	end()
	return groups
}

// recipient is whom a group is about; false if it is about the mail as a whole.
func (g group) recipient() (Recipient, bool) {
	addr := address(g["original-recipient"])
	if addr == "" {
		addr = address(g["final-recipient"])
	}
	if addr == "" && g["action"] == "" {
		return Recipient{}, false
	}
	status := statusCode.FindString(g["status"])
	return Recipient{Addr: addr, Outcome: outcome(g["action"], status), Status: status}, true
}

var statusCode = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}`)

// outcome reads Action (RFC 3464 2.3.3), or the class of the status if there is none.
func outcome(action, status string) Outcome {
	switch keyword(action) {
	case "delayed":
		return Delayed
	case "delivered", "relayed", "expanded":
		return Delivered
	case "failed":
		return Failed
	}
	switch status[:min(len(status), 1)] {
	case "4":
		return Delayed
	case "2":
		return Delivered
	}
	return Failed
}

// address is the address in a value such as "rfc822; kim@example.com", or "" if mail could not be sent to it.
func address(value string) string {
	kind, addr, ok := strings.Cut(value, ";")
	if !ok {
		kind, addr = "", value
	}
	addr = strings.Trim(strings.TrimSpace(addr), "<>")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "rfc822":
		addr = unescape(plusHex, addr)
	case "utf-8":
		addr = unescape(braceHex, addr)
	}
	if a, err := message.ParseAddress(addr); err == nil && a.Addr == addr {
		return addr
	}
	return ""
}

// Characters that a report writes by their numbers.
var (
	plusHex  = regexp.MustCompile(`\+([0-9A-F]{2})`)           // RFC 3461 4, in Original-Recipient
	braceHex = regexp.MustCompile(`\\x\{([0-9A-Fa-f]{2,6})\}`) // RFC 6533 3
)

func unescape(pattern *regexp.Regexp, s string) string {
	return pattern.ReplaceAllStringFunc(s, func(match string) string {
		n, err := strconv.ParseUint(pattern.FindStringSubmatch(match)[1], 16, 32)
		if err != nil || n <= ' ' || n == 0x7f {
			return match
		}
		return string(rune(n))
	})
}
