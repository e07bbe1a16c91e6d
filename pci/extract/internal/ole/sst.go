package ole

// sst is the table of strings that cells refer to ([MS-XLS] 2.4.265), all in one buffer.
type sst struct {
	buf  []byte
	ends []uint32 // where each string ends
	used []bool   // a cell has it
}

// parse reads the table, and reports whether it is whole. Phonetic text, which is written above the
// characters, goes to spoken.
func (s *sst) parse(r *record, spoken func([]byte)) bool {
	f := r.fields()
	f.u32()
	n := f.u32()
	for ; n > 0 && !f.bad && f.turn(); n-- {
		chars, flags := f.u16(), f.byte()
		var rich, phonetic int64
		if flags&0x08 != 0 {
			rich = int64(f.u16())
		}
		if flags&0x04 != 0 {
			phonetic = f.u32()
		}
		s.buf = f.chars(s.buf, chars, flags&1 != 0)
		f.take(4 * rich)
		if phonetic > 0 {
			spoken(f.take(phonetic))
		}
		s.ends = append(s.ends, uint32(len(s.buf)))
		s.used = append(s.used, false)
	}
	return n == 0 && !f.bad
}

// get returns a string, and takes note that a cell has it.
func (s *sst) get(i int64) ([]byte, bool) {
	if i < 0 || i >= int64(len(s.ends)) {
		return nil, false
	}
	s.used[i] = true
	return s.text(int(i)), true
}

func (s *sst) text(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.buf[from:s.ends[i]]
}
