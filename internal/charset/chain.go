package charset

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A wide is a charset with decimal digits beyond ASCII, at lead (0: none) and the bytes from first on.
type wide struct {
	lead, first byte
	encoding    encoding.Encoding
}

// wides are where the digits can be. EUC-JP and GBK have the full-width digits where EUC-KR has them.
var wides = []wide{
	{0xA3, 0xB0, korean.EUCKR},
	{0x82, 0x4F, japanese.ShiftJIS},
	{0xA2, 0xAF, traditionalchinese.Big5},
	{0, 0xF0, charmap.Windows874}, // Thai digits
}

const (
	chainLength = 6 // digits that make it worth a look
	chainGap    = 2 // bytes that may stand between two of them
)

// chain reports whether data has a row of digits, some of them in the charset's own way, with no more between them
// than separators.
func (w wide) chain(data []byte) bool {
	count, own, last := 0, 0, 0
	for i := 0; i < len(data); i++ {
		c := data[i]
		at := i
		switch {
		case c >= '0' && c <= '9':
		case w.lead == 0 && c >= w.first && c <= w.first+9:
			own++
		case w.lead != 0 && c == w.lead && i+1 < len(data) && data[i+1] >= w.first && data[i+1] <= w.first+9:
			own++
			i++
		default:
			continue
		}
		if at-last > chainGap {
			count = 0
			own = min(own, 1)
			if c >= '0' && c <= '9' {
				own = 0
			}
		}
		if count, last = count+1, i+1; count >= chainLength && own > 0 {
			return true
		}
	}
	return false
}
