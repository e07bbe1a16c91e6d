package content

import "bytes"

// addLocal adds what the directory does not list: entries whose header is called otherwise than the
// directory says, and headers that stand in the file by themselves. Readers that go from header to header
// extract them, and a file that is cut has nothing else.
func (a *archive) addLocal(data []byte) {
	listed := make(map[int]*zipped, len(a.entries))
	for i := range a.entries {
		if f := &a.entries[i]; f.header >= 0 {
			listed[f.header] = f
		}
	}
	var extra []zipped
	for at, f := range listed {
		if h, ok := localEntry(data, at); ok && !bytes.Equal(h.name, f.name) {
			h.packed, h.size = 0, 0 // counted already
			extra = append(extra, h)
		}
	}
	for at := 0; len(extra) <= maxFiles; {
		h, ok := localEntry(data, at)
		if !ok {
			break
		}
		if f := listed[at]; f != nil {
			h = *f
		} else {
			h.measure(data)
			extra = append(extra, h)
		}
		at = nextHeader(data, h.body+len(h.content(data)))
	}
	a.many = a.many || len(a.entries)+len(extra) > maxFiles
	a.entries = append(a.entries, extra...)
}

// measure finds the end of content whose size is told behind it (flag 3): before the next signature.
func (f *zipped) measure(data []byte) {
	if f.flags&8 == 0 || f.packed != 0 || f.body > len(data) {
		return
	}
	rest := data[f.body:]
	for _, sign := range []string{localSign, "PK\x07\x08", centralSign} {
		if at := bytes.Index(rest, []byte(sign)); at >= 0 {
			rest = rest[:at]
		}
	}
	f.packed = uint64(len(rest))
}

// nextHeader returns where the next header is, a data descriptor or padding may be before it; -1 if nowhere.
func nextHeader(data []byte, from int) int {
	if from > len(data) {
		return -1
	}
	if at := bytes.Index(data[from:], []byte(localSign)); at >= 0 {
		return from + at
	}
	return -1
}
