package message

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
)

// ParseIDs returns the message ids in a field such as References, without angle brackets, each once, in order. It
// never fails: comments and other texts are passed over; where there are no angle brackets, every word with an "@" is one, or
// a word that stands alone. Longer ids than MaxID are left out, and of more than MaxIDs the last count.
func ParseIDs(field string) []string {
	if !strings.Contains(field, "<") && strings.Contains(field, "=?") {
		field = mime.ShowWords(field)
	}
	ids := bracketed(field)
	if ids == nil {
		ids = bare(field)
	}
	ids = joinIDs(nil, ids)
	return ids[max(0, len(ids)-MaxIDs):]
}

func bracketed(field string) (ids []string) {
	for {
		_, rest, ok := strings.Cut(field, "<")
		if !ok {
			return ids
		}
		end := strings.IndexAny(rest, "<>")
		if end < 0 {
			end = len(rest)
		}
		ids = append(ids, cleanID(rest[:end]))
		field = rest[end:]
	}
}

func bare(field string) (ids []string) {
	words := strings.FieldsFunc(field, func(r rune) bool { return r == ',' || r == ';' || r <= ' ' })
	for _, word := range words {
		if word = cleanID(strings.Trim(word, `"'>()`)); strings.Contains(word, "@") || len(words) == 1 {
			ids = append(ids, word)
		}
	}
	return ids
}

// cleanID is an id without blanks, which come of folding, and without controls.
func cleanID(id string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7F && r <= 0xA0 || r == '<' || r == '>' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(id, "\uFFFD"))
}

// joinIDs adds the ids that are new.
func joinIDs(to, ids []string) []string {
	known := make(map[string]bool, len(to)+len(ids))
	for _, id := range to {
		known[id] = true
	}
	for _, id := range ids {
		if id != "" && len(id) <= MaxID && !known[id] {
			known[id] = true
			to = append(to, id)
		}
	}
	if len(to) > MaxIDs {
		return slices.Clone(to[len(to)-MaxIDs:])
	}
	return to
}
