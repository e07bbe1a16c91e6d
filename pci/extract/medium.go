package extract

import (
	"slices"
	"strings"
)

// media are the first bytes of pictures, sound and film.
var media = []string{
	"\x89PNG\r\n\x1A\n", "\xFF\xD8\xFF", "GIF87a", "GIF89a", "II*\x00", "MM\x00*", "8BPS", // PNG JPEG GIF TIFF PSD
	"\x00\x00\x01\x00", "\x00\x00\x02\x00", "\xD7\xCD\xC6\x9A", // ICO CUR WMF
	"ID3\x02", "ID3\x03", "ID3\x04", "\xFF\xFB", "\xFF\xF3", "OggS\x00", "fLaC\x00", "#!AMR", // sound
	"\x1A\x45\xDF\xA3", "FLV\x01", "\x00\x00\x01\xBA", "\x00\x00\x01\xB3", // film
	"\x30\x26\xB2\x75\x8E\x66\xCF\x11", // ASF: WMA and WMV
}

// medium reports whether data is a picture, sound or film by its first bytes.
func medium(data []byte) bool {
	begin := string(data[:min(len(data), 64)])
	has := func(magic string) bool { return strings.HasPrefix(begin, magic) }
	switch {
	case slices.ContainsFunc(media, has):
		return true
	case len(begin) < 16:
		return false
	case has("BM"): // a BMP tells its length, and has two words of zero
		return begin[6:10] == "\x00\x00\x00\x00"
	case has("\x01\x00\x00\x00"): // EMF has its signature in the header, in byte 40
		return len(begin) > 44 && begin[40:44] == " EMF"
	case has("RIFF"):
		return slices.Contains([]string{"WEBP", "AVI ", "WAVE"}, begin[8:12])
	}
	return begin[4:8] == "ftyp" // ISO base media: MP4, MOV, M4A, HEIC, AVIF
}
