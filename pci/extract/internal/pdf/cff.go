package pdf

// Standard strings of CFF from 150 to 228 (Technical Note 5176, appendix A); those before are ASCII and the
// upper part of the standard encoding.
const cffLetters = "¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž"

// cffStrings is how many standard strings there are.
const cffStrings = 391

// standardString returns what the glyph of a standard string stands for.
func standardString(sid int) string {
	switch {
	case sid <= 0:
		return ""
	case sid <= 95:
		switch r := rune(sid + 31); r {
		case '\'':
			return "’"
		case '`':
			return "‘"
		default:
			return string(r)
		}
	case sid < 150:
		n := sid - 96
		for _, r := range standardUpper {
			if r == ' ' {
				continue
			}
			if n == 0 {
				return string(r)
			}
			n--
		}
	case sid <= 228:
		return string([]rune(cffLetters)[sid-150])
	case 239 <= sid && sid <= 248: // zerooldstyle and on
		return string(rune(sid - 239 + '0'))
	}
	return "\uFFFD"
}

// A cff reads a font in the Compact Font Format.
type cff struct {
	data    big
	strings []big
}

// parseCFF returns what the glyphs of the first font stand for; nil if data is none.
func parseCFF(data []byte) *program {
	if len(data) < 4 || data[0] != 1 {
		return nil
	}
	c := &cff{data: data}
	_, rest := index(c.data.from(int(data[2])))
	tops, rest := index(rest)
	c.strings, _ = index(rest)
	if len(tops) == 0 {
		return nil
	}
	top := operators(tops[0])
	count := indexCount(c.data.from(top[17]))
	p := &program{glyphs: map[int]string{}, codes: map[int]int{}}
	_, p.cids = top[0x0C1E] // ROS
	sids := c.charset(top[15], count)
	if !p.cids {
		for glyph, sid := range sids {
			p.glyphs[glyph] = c.text(sid)
		}
	}
	c.encoding(p, top[16], sids)
	return p
}

// text returns what the glyph of a string stands for.
func (c *cff) text(sid int) string {
	if sid < cffStrings {
		return standardString(sid)
	}
	if sid -= cffStrings; sid < len(c.strings) {
		return glyphText(string(c.strings[sid]))
	}
	return ""
}

func indexCount(b big) int { return min(b.u16(0), len(b)) }

// index reads an INDEX and returns what follows it.
func index(b big) (items []big, rest big) {
	n := indexCount(b)
	if n == 0 {
		return nil, b.from(2)
	}
	size := int(b.from(2).u8())
	if size < 1 || size > 4 || 3+(n+1)*size > len(b) {
		return nil, nil
	}
	offset := func(i int) int {
		v := 0
		for k := range size {
			v = v<<8 | int(b[3+i*size+k])
		}
		return v
	}
	data := b.from(3 + (n+1)*size - 1)
	for i := range n {
		lo, hi := offset(i), offset(i+1)
		if lo > hi || hi > len(data) {
			return items, nil
		}
		items = append(items, data[lo:hi])
	}
	return items, data.from(offset(n))
}

func (b big) u8() byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// operators reads a DICT: the last operand of each operator; those of two bytes are 0x0C00 and on.
func operators(b big) map[int]int {
	all := map[int]int{}
	last := 0
	for len(b) > 0 {
		c := int(b[0])
		switch {
		case c == 12:
			all[0x0C00|int(b.from(1).u8())] = last
			b = b.from(2)
		case c <= 21:
			all[c] = last
			b = b[1:]
		case c == 28:
			last, b = b.u16(1), b.from(3)
		case c == 29:
			last, b = b.u32(1), b.from(5)
		case c == 30: // a real number, up to a nibble of 15
			for b = b[1:]; len(b) > 0 && b[0]&15 != 15 && b[0]>>4 != 15; {
				b = b[1:]
			}
			b = b.from(1)
		case 32 <= c && c <= 246:
			last, b = c-139, b[1:]
		case 247 <= c && c <= 250:
			last, b = (c-247)*256+int(b.from(1).u8())+108, b.from(2)
		default:
			last, b = 0, b.from(2)
		}
	}
	return all
}

// charset returns the string of every glyph. Offset 0 is the predefined one: strings in order.
func (c *cff) charset(offset, count int) []int {
	sids := make([]int, 1, max(count, 1))
	if offset <= 2 {
		for sid := 1; len(sids) < count; sid++ {
			sids = append(sids, sid)
		}
		return sids
	}
	b := c.data.from(offset)
	format := b.u8()
	for b = b.from(1); len(sids) < count && len(b) > 0; {
		sid, left := b.u16(0), 0
		switch format {
		case 1:
			left, b = int(b.from(2).u8()), b.from(3)
		case 2:
			left, b = b.u16(2), b.from(4)
		default:
			b = b.from(2)
		}
		for i := 0; i <= left && len(sids) < count; i++ {
			sids = append(sids, sid+i)
		}
	}
	return sids
}

// encoding reads which glyph a code has. Offset 0 is the standard encoding.
func (c *cff) encoding(p *program, offset int, sids []int) {
	if offset <= 1 {
		c.standard(p, sids)
		return
	}
	b := c.data.from(offset)
	format, n := b.u8()&127, int(b.from(1).u8())
	b = b.from(2)
	glyph := 1
	for range n {
		code, left := int(b.u8()), 0
		if format == 1 {
			left, b = int(b.from(1).u8()), b.from(1)
		}
		b = b.from(1)
		for i := 0; i <= left; i++ {
			p.codes[code+i] = glyph
			glyph++
		}
	}
}

// standard gives every glyph of the standard encoding its code.
func (c *cff) standard(p *program, sids []int) {
	place := map[string]int{}
	for code, s := range standardEncoding() {
		if s != "" {
			place[s] = code
		}
	}
	for glyph, sid := range sids {
		if code, ok := place[standardString(sid)]; ok && sid < 150 {
			p.codes[code] = glyph
		}
	}
}
