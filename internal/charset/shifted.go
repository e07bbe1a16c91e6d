package charset

import (
	"bytes"

	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The shifts of ISO 2022.
const (
	esc = 0x1B
	so  = 0x0E // to the second set
	si  = 0x0F // back to ASCII
)

// shifted decodes ISO-2022-KR (RFC 1557) and ISO-2022-CN (RFC 1922): seven bits, the second set between SO
// and SI, until the end of the line at the latest. With the high bits set it is EUC-KR or GBK.
func shifted(data []byte, korea bool) []byte {
	euc := make([]byte, 0, len(data))
	second := false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == esc && i+3 < len(data) && data[i+1] == '$' && bytes.IndexByte([]byte(")*+"), data[i+2]) >= 0:
			korea = data[i+3] == 'C'
			i += 3
		case c == so, c == si:
			second = c == so
		case second && c > ' ' && c < 0x7F && i+1 < len(data) && data[i+1] > ' ' && data[i+1] < 0x7F:
			euc = append(euc, c|0x80, data[i+1]|0x80)
			i++
		default:
			second = second && c != '\n'
			euc = append(euc, c)
		}
	}
	if korea {
		return decode(korean.EUCKR, euc)
	}
	return decode(simplifiedchinese.GBK, euc)
}
