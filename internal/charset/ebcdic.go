package charset

// ebcdicText marks what EBCDIC (code pages 37 and 1047 alike) has letters, digits, blanks and the common signs at.
func ebcdicText(c byte) bool {
	switch low := c & 0xF; c >> 4 {
	case 0x8, 0x9, 0xC, 0xD, 0xF: // a-i, j-r, A-I, J-R, 0-9
		return low <= 9 && (low > 0 || c>>4 == 0xF)
	case 0xA, 0xE: // s-z, S-Z
		return low >= 2 && low <= 9
	case 0x4, 0x5, 0x6, 0x7: // blank . < ( + & ! $ * ) ; - / , % _ > ? : # @ ' = "
		return low >= 0xA || c == 0x40 || c == 0x50 || c == 0x60 || c == 0x61
	case 0x0, 0x1, 0x2: // tab, carriage return, new line, line feed
		return c == 0x05 || c == 0x0D || c == 0x15 || c == 0x25
	}
	return false
}

// ebcdic reports whether data may be EBCDIC: nearly all of it characters, many beyond ASCII, and not the
// blanks of ASCII.
func ebcdic(data []byte) bool {
	good, high, blanks := 0, 0, 0
	for _, c := range data[:min(len(data), 64<<10)] {
		switch {
		case c == ' ':
			blanks++
		case ebcdicText(c):
			good++
		}
		if c >= 0x80 {
			high++
		}
	}
	n := min(len(data), 64<<10)
	return n > 0 && good*100 >= n*93 && high*2 >= n && blanks*50 <= n
}
