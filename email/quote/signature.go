package quote

import "strings"

const (
	maxSignature = 20  // lines below "-- "; a longer one is a text
	maxSent      = 160 // bytes of a line such as "Sent from my iPhone"
	maxDevice    = 6   // words of a device's name
	maxFooter    = 6   // lines of a mailing list's footer
)

// signature returns where the signature of the lines from from to before to begins, or to.
func (d *document) signature(from, to int) int {
	cut := d.sentAbove(from, to)
	cut = d.footerAbove(from, cut)
	cut = d.sentAbove(from, cut)
	cut = d.delimiterAbove(from, cut)
	return d.sentAbove(from, cut)
}

// lastAbove returns the last line before cut that is not blank.
func (d *document) lastAbove(from, cut int) (i int, ok bool) {
	if i = cut - 1; i >= from && d.is(i, blank) {
		i--
	}
	return i, i >= from
}

// sentAbove takes up to two lines of mail programs.
func (d *document) sentAbove(from, cut int) int {
	for range 2 {
		i, ok := d.lastAbove(from, cut)
		if !ok || !isSent(d.body(i)) {
			break
		}
		cut = i
	}
	return cut
}

// delimiterAbove takes the lines after the last "-- ", often without its space, or with one long dash that a program has
// made of the two short ones.
func (d *document) delimiterAbove(from, cut int) int {
	lines := 0
	for i := cut - 1; i >= from && lines <= maxSignature; i-- {
		if d.is(i, blank) {
			continue
		}
		switch d.body(i) {
		case "--", "—", "–":
			return i
		}
		lines++
	}
	return cut
}

// footerAbove takes the footer of a mailing list (Mailman): a rule of underscores, then lines that say so.
func (d *document) footerAbove(from, cut int) int {
	list := false
	for i := cut - 1; i >= max(from, cut-maxFooter); i-- {
		body := d.body(i)
		if strings.HasPrefix(body, "__") && strings.Trim(body, "_") == "" {
			if list {
				return i
			}
			break
		}
		list = list || len(body) < maxSent && strings.HasSuffix(body, "mailing list")
	}
	return cut
}

// isSent reports whether a line is of a program: all of it is one of the phrases, with the name of a device or of a
// program in its gap.
func isSent(body string) bool {
	if len(body) > maxSent {
		return false
	}
	s := strings.TrimRight(withoutLinks(plain(body)), ". ")
	for _, p := range sent {
		rest, ok := strings.CutPrefix(s, p.before)
		if !ok {
			continue
		}
		name, ok := strings.CutSuffix(rest, p.after)
		if name = strings.Trim(name, " "); ok && name != "" && words(name) <= maxDevice && (isDevice(name, p.own)) {
			return true
		}
	}
	return false
}

// isDevice reports whether a name may be that of a device or program. What somebody calls their own may have any name.
func isDevice(name string, own bool) bool {
	if own {
		return !strings.ContainsAny(name, ",.!?;:。！？，")
	}
	for _, product := range products {
		if strings.Contains(name, product) {
			return true
		}
	}
	return false
}

// withoutLinks removes addresses of links in angle brackets, and in round ones, and brackets around text.
func withoutLinks(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "<([]")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		closing := map[byte]string{'<': ">", '(': ")"}[s[i]]
		end := -1
		if closing != "" && (s[i] == '<' || strings.HasPrefix(s[i+1:], "http")) {
			end = strings.Index(s[i:], closing)
		}
		switch {
		case end >= 0:
			s = s[i+end+1:]
		case s[i] == '(':
			b.WriteByte('(')
			s = s[i+1:]
		default:
			s = s[i+1:]
		}
	}
	b.WriteString(s)
	return strings.Join(strings.Fields(b.String()), " ")
}
