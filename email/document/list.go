package document

// lists are the lists that are open at an item, from the outermost to its own.
type lists []list

type list struct {
	kind  Kind
	level int
	n     int // items so far
}

// around returns the lists that do not end before an item: its own, and those around it.
func (ls lists) around(item Block) lists {
	for n := len(ls); n > 0; n-- {
		if l := ls[n-1]; l.holds(item) || l.level < item.Indent {
			return ls[:n]
		}
	}
	return nil
}

// with counts an item in the last list, or begins its list within that.
func (ls lists) with(item Block) lists {
	if len(ls) == 0 || !ls.last().holds(item) {
		ls = append(ls, list{kind: item.Kind, level: item.Indent})
	}
	ls.last().n++
	return ls
}

func (ls lists) last() *list { return &ls[len(ls)-1] }

// step is how many levels the last list is indented beyond the one around it, or beyond the text.
func (ls lists) step() int {
	n := len(ls) - 1
	if n == 0 {
		return ls[0].level + 1
	}
	return ls[n].level - ls[n-1].level
}

func (l list) holds(item Block) bool { return l.kind == item.Kind && l.level == item.Indent }

// stretches yields the blocks of the document in stretches that are in a block quote, or are not. No list goes on from
// one to the next.
func (d Doc) stretches(yield func(quote bool, blocks []Block) bool) {
	for start := 0; start < len(d.Blocks); {
		end := start + 1
		for end < len(d.Blocks) && d.Blocks[end].Quote == d.Blocks[start].Quote {
			end++
		}
		if !yield(d.Blocks[start].Quote, d.Blocks[start:end]) {
			return
		}
		start = end
	}
}
