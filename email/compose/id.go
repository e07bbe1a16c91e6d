package compose

import "strings"

const (
	maxToken      = 900  // octets of what cannot be parted: with the field's name it is in a line of 998
	maxID         = 250  // octets of an own id; others have trouble with longer ones
	maxReferences = 8000 // octets of all ids: headers beyond some 16 KB are refused by some
)

// id adds the Message-ID.
func (h *header) id(id string) {
	left, right, ok := strings.Cut(id, "@")
	switch {
	case id == "":
		h.fail(ErrMissing, "Message-ID", 0)
	case strings.ContainsAny(id, "\r\n\x00"):
		h.fail(ErrNotLine, "Message-ID", 0)
	case !ok, len(id) > maxID, !printable(id), !isDotAtom(left), !isDotAtom(right):
		h.fail(ErrInvalid, "Message-ID", 0)
	}
	f := newField("Message-ID")
	f.put(" ", "<"+id+">")
	h.add(f)
}

// ids adds a field of other people's ids. Those that cannot be in one are left out, since nobody can have seen them there,
// and an answer must not fail for them.
func (h *header) ids(name string, ids []string) {
	var tokens []string
	for _, id := range ids {
		if id != "" && len(id) <= maxToken && printable(id) && !strings.ContainsAny(id, " <>") {
			tokens = append(tokens, "<"+id+">")
		}
	}
	if len(tokens) == 0 {
		return
	}
	f := newField(name)
	f.tokens(newest(tokens))
	h.add(f)
}

// newest returns the first id, with which a thread begins, and of the others the newest as far as they fit.
func newest(ids []string) []string {
	room, from := maxReferences-len(ids[0]), len(ids)
	for from > 1 && len(ids[from-1])+1 <= room {
		from--
		room -= len(ids[from]) + 1
	}
	return append(ids[:1:1], ids[from:]...)
}
