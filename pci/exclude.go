package pci

import (
	"bytes"
	"strings"
)

// excluded reports whether groups i to j are a part of something with a structure of its own. Words nearby are no
// such structure: they would be a way past the Guard.
func (s *Scanner) excluded(text []byte, i, j int) bool {
	start, end := s.run.start[i], s.run.end[j]
	if inUUID(text, start, end) || inMessageID(text, start, end) || s.run.inTracking(i, j) {
		return true
	}
	if s.first(start, maxIBAN) {
		return ibanBegins(text, start, max(0, start-maxIBAN), end)
	}
	return inIBAN(text, start, end)
}

// first reports whether it is known that there is no digit of ASCII in the n bytes before start: the run begins there, and what
// is between the floor and the run has been looked through.
func (s *Scanner) first(start, n int) bool {
	return start == s.run.begin && (start-s.floor >= n || s.floor == 0)
}

// inUUID reports whether text[start:end] is within a UUID (RFC 9562, 4).
func inUUID(text []byte, start, end int) bool {
	const size = 36
	lo, hi := start, end
	for lo > 0 && end-lo <= size && (hexadecimal(text[lo-1]) || text[lo-1] == '-') {
		lo--
	}
	for hi < len(text) && hi-lo <= size && (hexadecimal(text[hi]) || text[hi] == '-') {
		hi++
	}
	if hi-lo != size {
		return false
	}
	for k, c := range text[lo:hi] {
		if (k == 8 || k == 13 || k == 18 || k == 23) != (c == '-') {
			return false
		}
	}
	return true
}

// maxMessageID bounds how far the angle brackets of a Message-ID are looked for.
const maxMessageID = 256

// notLeft has what stands in no left side of a Message-ID.
const notLeft = " \t\r\n>@\"="

// inMessageID reports whether text[start:end] is on the left side of <left@right> (RFC 5322, 3.6.4).
func inMessageID(text []byte, start, end int) bool {
	if start == 0 || strings.IndexByte(notLeft, text[start-1]) >= 0 {
		return false // the usual case
	}
	after := text[end:min(len(text), end+maxMessageID)]
	domain, _, ok := bytes.Cut(after, []byte{'>'})
	if !ok {
		return false
	}
	before := text[max(0, start-maxMessageID):start]
	open := bytes.LastIndexByte(before, '<')
	if open < 0 || bytes.ContainsAny(before[open+1:], notLeft) {
		return false
	}
	if bytes.ContainsAny(domain, " \t\r\n<\"=") || bytes.Count(domain, []byte("@")) != 1 {
		return false
	}
	return !bytes.ContainsAny(text[start:end], " \t\r\n<>&")
}

// inTracking reports whether groups i to j are a part of a tracking number of the United States Postal
// Service: 22 digits in groups of four and one of two, with a check digit (USPS Publication 199).
func (r *run) inTracking(i, j int) bool {
	const groups, digits = 6, 22
	for g := max(0, j-groups+1); g <= i && g+groups <= r.groups; g++ {
		lo := r.first[g]
		if r.value[lo] == 9 && r.first[g+groups]-lo == digits && r.chunks(g, g+groups-1, 4) && r.modulo10(lo, lo+digits) {
			return true
		}
	}
	return false
}

// modulo10 checks the digits from lo to hi by weights of 3 and 1 in turn, 1 for the last.
func (r *run) modulo10(lo, hi int) bool {
	sum, weight := 0, 1
	for k := hi - 1; k >= lo; k-- {
		sum += weight * int(r.value[k])
		weight = 4 - weight
	}
	return sum%10 == 0
}
