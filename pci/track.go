package pci

import "bytes"

// Tracks 1 and 2 of a magnetic stripe (ISO/IEC 7813): %B number ^ name ^ data ? and ; number = data ?
// Readers leave the sentinels out, or write D for the equals sign.

// maxTrack is how many characters a track has at most: 79, of track 1.
const maxTrack = 79

// track adds the track whose card number is text[start:end], and returns where it ends, or 0.
func (s *Scanner) track(text []byte, start, end int) int {
	from, to := track1(text, start, end)
	if to == 0 {
		from, to = track2(text, start, end)
	}
	if to == 0 || !s.config.Kinds.Has(Track) {
		return 0
	}
	brand, _ := brandOf(s.run.prefix(0), s.run.n)
	s.found = append(s.found, Finding{Kind: Track, Brand: brand, Start: from, End: to, Likely: true})
	return to
}

func track1(text []byte, start, end int) (from, to int) {
	if start == 0 || text[start-1]|0x20 != 'b' || end == len(text) || text[end] != '^' {
		return 0, 0
	}
	from = start - 1
	if from > 0 && text[from-1] == '%' {
		from--
	}
	rest := text[end+1 : min(len(text), end+maxTrack)]
	name := bytes.IndexByte(rest, '^')
	if name < 0 || bytes.ContainsAny(rest[:name], "\r\n") {
		return 0, 0
	}
	data := end + 1 + name + 1
	return ended(text, from, data, dataLength(text[data:]))
}

func track2(text []byte, start, end int) (from, to int) {
	if end == len(text) || text[end] != '=' && text[end] != 'D' {
		return 0, 0
	}
	from = start
	if from > 0 && text[from-1] == ';' {
		from--
	}
	return ended(text, from, end+1, digitCount(text[end+1:min(len(text), end+maxTrack)]))
}

// ended returns the track from from on whose n characters of data begin at data: a date YYMM and a
// service code at least. An end sentinel belongs to it.
func ended(text []byte, from, data, n int) (int, int) {
	if n < 7 || digitCount(text[data:]) < 4 || !month(text[data+2:]) {
		return 0, 0
	}
	if to := data + n; to < len(text) && text[to] == '?' {
		return from, to + 1
	}
	return from, data + n
}

func dataLength(text []byte) int {
	n := 0
	for n < len(text) && n < maxTrack && text[n] != '?' && text[n] > ' ' && text[n] < 0x7f && text[n] != '<' {
		n++
	}
	return n
}
