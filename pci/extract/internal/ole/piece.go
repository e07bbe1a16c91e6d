package ole

// A piece is a stretch of text in the stream WordDocument ([MS-DOC] 2.9.177).
type piece struct {
	from, size int64 // bytes
	narrow     bool  // one byte a character
}

// parsePieces reads the piece table ([MS-DOC] 2.9.38): formatting that is passed over, and then where
// each character is.
func parsePieces(clx []byte, old bool) ([]piece, bool) {
	for len(clx) >= 5 && clx[0] == 1 {
		n := 3 + le16(clx[1:])
		if n > len(clx) {
			return nil, false
		}
		clx = clx[n:]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return nil, false
	}
	table, ok := part(clx, 5, int64(le32(clx[1:])))
	n := (len(table) - 4) / 12
	if !ok || n < 1 {
		return nil, false
	}
	pieces := make([]piece, n)
	for i := range pieces {
		first, end := int64(le32(table[4*i:])), int64(le32(table[4*i+4:]))
		if end < first {
			return nil, false
		}
		pieces[i] = newPiece(end-first, le32(table[4*(n+1)+8*i+2:]), old)
	}
	return pieces, true
}

// newPiece tells by a bit of the offset whether the text is compressed ([MS-DOC] 2.9.73).
func newPiece(chars int64, fc uint32, old bool) piece {
	switch {
	case old:
		return piece{int64(fc), chars, true}
	case fc&(1<<30) != 0:
		return piece{int64(fc&^(1<<30)) / 2, chars, true}
	}
	return piece{int64(fc), 2 * chars, false}
}
