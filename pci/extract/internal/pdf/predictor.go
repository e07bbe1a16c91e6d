package pdf

// predict undoes the predictor of a FlateDecode or LZWDecode (7.4.4.4).
func (f *file) predict(p dict, data []byte) []byte {
	kind := integer(f.resolve(p.get("Predictor")), 1)
	if kind < 2 || len(data) == 0 {
		return data
	}
	colors := bound(integer(f.resolve(p.get("Colors")), 1), 1, 32)
	bits := bound(integer(f.resolve(p.get("BitsPerComponent")), 8), 1, 16)
	columns := bound(integer(f.resolve(p.get("Columns")), 1), 1, 1<<20)
	pixel := (colors*bits + 7) / 8
	row := (colors*bits*columns + 7) / 8
	if kind == 2 {
		return tiff(data, row, colors, bits)
	}
	return png(data, row, pixel)
}

func bound(n, least, most int) int { return max(least, min(n, most)) }

// tiff adds the pixel to the left to every one. Fewer than 8 bits are in pictures alone.
func tiff(data []byte, row, colors, bits int) []byte {
	if bits != 8 {
		return data
	}
	for begin := 0; begin < len(data); begin += row {
		line := data[begin:min(begin+row, len(data))]
		for i := colors; i < len(line); i++ {
			line[i] += line[i-colors]
		}
	}
	return data
}

// png undoes the filter that each row begins with, in place: a row loses its first byte.
func png(data []byte, row, pixel int) []byte {
	var out, above []byte = data[:0], make([]byte, min(row, len(data)))
	for len(data) > 1 {
		kind := data[0]
		n := min(row, len(data)-1)
		line := append(out[len(out):], data[1:1+n]...)
		unfilter(kind, line, above, pixel)
		data, above = data[1+n:], line
		out = out[:len(out)+n]
	}
	return out
}

func unfilter(kind byte, line, above []byte, pixel int) {
	for i := range line {
		var left, up, corner int
		up = int(above[i])
		if i >= pixel {
			left, corner = int(line[i-pixel]), int(above[i-pixel])
		}
		switch kind {
		case 1:
			line[i] += byte(left)
		case 2:
			line[i] += byte(up)
		case 3:
			line[i] += byte((left + up) / 2)
		case 4:
			line[i] += byte(paeth(left, up, corner))
		}
	}
}

// paeth is the neighbour that is nearest to left+up-corner (PNG 9.4).
func paeth(left, up, corner int) int {
	p := left + up - corner
	a, b, c := abs(p-left), abs(p-up), abs(p-corner)
	switch {
	case a <= b && a <= c:
		return left
	case b <= c:
		return up
	}
	return corner
}

func abs(n int) int { return max(n, -n) }
