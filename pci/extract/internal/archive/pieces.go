package archive

import (
	"strconv"
	"strings"
)

// joined puts the pieces of interleaved parts together, which are entries of their own: "page/[0].piece",
// "page/[1].last.piece" (ECMA-376-2, 9.2.3.2). XPS has them.
func joined(entries []*entry) []*entry {
	at := make(map[string]*entry)
	var all []*entry
	for _, e := range entries {
		part, ok := pieceOf(e.name)
		whole := at[part]
		switch {
		case !ok:
			all = append(all, e)
		case whole == nil:
			whole = &entry{name: part, pieces: []*entry{e}}
			at[part] = whole
			all = append(all, whole)
		default:
			whole.pieces = append(whole.pieces, e)
		}
	}
	return all
}

// pieceOf returns the name of the part that an entry is a piece of. Pieces come in order.
func pieceOf(name string) (part string, ok bool) {
	i := strings.LastIndexByte(name, '/')
	base, ok := strings.CutSuffix(strings.ToLower(name[i+1:]), ".piece")
	base = strings.TrimSuffix(base, ".last")
	if !ok || i < 0 || len(base) < 3 || base[0] != '[' || base[len(base)-1] != ']' {
		return "", false
	}
	_, err := strconv.ParseUint(base[1:len(base)-1], 10, 31)
	return name[:i], err == nil
}
