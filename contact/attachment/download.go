package attachment

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// Headers returns the header fields of an HTTP response that offers the file for download. A browser
// then never shows it as a page of the host's site, and never runs what is in it:
//
//   - Content-Disposition is attachment, with the clean name for browsers of today (RFC 8187) and in ASCII
//     for others (RFC 6266). No name ends the quotes or the field.
//   - Content-Type is the file's, if it is a type that browsers do not run; HTML, SVG, XML, scripts and whatever
//     is not known are application/octet-stream, and nosniff keeps the browser from guessing.
//   - The policies keep a page that was opened in spite of that from running scripts, from loading
//     anything, and other sites from taking the file in.
func Headers(f File) map[string]string {
	name := CleanName(f.Name)
	return map[string]string{
		"Content-Disposition":          `attachment; filename="` + fallback(name) + `"; filename*=UTF-8''` + extended(name),
		"Content-Type":                 inert(f.Type),
		"Content-Length":               strconv.FormatInt(max(0, f.Size), 10),
		"X-Content-Type-Options":       "nosniff",
		"Content-Security-Policy":      "sandbox; default-src 'none'",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
}

const (
	letters  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	attrChar = letters + "!#$&+-.^_`|~" // RFC 8187, section 3.2.1
	quotable = letters + " !#$&'()+,-.=@[]^_`{}~"
)

// fallback writes a name in ASCII: any other character, and those that some browsers take for more
// than themselves (% ; \ and quotes), become one "_" for a row of them. A stem without letters is "file".
func fallback(name string) string {
	ext := path.Ext(name)
	stem := ascii(strings.TrimSuffix(name, ext))
	if !strings.ContainsAny(stem, letters) {
		stem = noName
	}
	return stem + ascii(ext)
}

func ascii(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case strings.ContainsRune(quotable, r):
			b.WriteRune(r)
		case !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return b.String()
}

// extended writes a name as the ext-value of RFC 8187, without its charset.
func extended(name string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(name) {
		if strings.IndexByte(attrChar, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

// unknown is the media type of what is not to be interpreted (RFC 2046, section 4.5.1).
const unknown = "application/octet-stream"

// inertTypes are media types that no browser runs as a page or a script, and beginnings of such types.
var (
	inertTypes = words(`
		application/gzip application/msword application/pdf application/rtf application/x-7z-compressed application/zip
		audio/aac audio/flac audio/mp4 audio/mpeg audio/ogg audio/wav
		image/avif image/bmp image/gif image/heic image/heif image/jpeg image/png image/tiff image/webp
		text/csv text/plain text/rtf video/mp4 video/mpeg video/ogg video/quicktime video/webm`)
	inertFamilies = []string{
		"application/vnd.ms-", "application/vnd.oasis.opendocument.", "application/vnd.openxmlformats-officedocument.",
	}
)

// inert returns the media type if it is in the lists above, else unknown.
func inert(mediaType string) string {
	if contains(inertTypes, mediaType) || isOffice(mediaType) {
		return mediaType
	}
	return unknown
}

// isOffice reports the types of office files. What has a + in it is XML, JSON or the like inside.
func isOffice(mediaType string) bool {
	begins := func(family string) bool { return strings.HasPrefix(mediaType, family) }
	return slices.ContainsFunc(inertFamilies, begins) && strings.Trim(mediaType, letters+"/.-") == ""
}
