package message

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/internal/mime"
)

// readable returns what a leaf is to be read as, if it is no attachment by its type or by its sender's word: text/plain,
// text/html, text/enriched, text/richtext, or "". What cannot be divided, and a mail that is but one text of a type
// nobody knows, is plain text (RFC 2046 4.1.4).
func readable(p *mime.Part) string {
	if f := p.Field("Content-Disposition"); f != nil {
		if kind, _ := mime.Params(f.Value()); strings.EqualFold(kind, "attachment") {
			return ""
		}
	}
	switch p.Type {
	case "text/plain", "text/html", "text/enriched", "text/richtext":
		return p.Type
	case "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/rtf", "text/xml", "text/rfc822-headers":
		return ""
	}
	whole := p.Path == "" && strings.HasPrefix(p.Type, "text/")
	undivided := strings.HasPrefix(p.Type, "multipart/") && p.Fault&mime.Undivided != 0
	if whole || undivided {
		return "text/plain"
	}
	return ""
}

// name is the clean file name of a part, or "".
func name(p *mime.Part) string { return cleanName(p.ShowFileName()) }

func cleanName(name string) string {
	if strings.TrimSpace(name) == "" {
		return ""
	}
	return attachment.CleanName(name)
}

// contentID is the Content-ID of a part without angle brackets, or "".
func contentID(p *mime.Part) string {
	f := p.Field("Content-Id")
	if f == nil {
		return ""
	}
	return strings.Trim(oneLine(f.Show()), "<> ")
}

// nameParts gives a name to every part that needs one: its kind, and which of the attachments it is.
func nameParts(parts []Part) {
	number := 0
	for i := range parts {
		p := &parts[i]
		if p.Use == Body {
			p.Name = ""
			continue
		}
		if number++; p.Name == "" {
			kind, ext := kindOf(p.Type)
			p.Name = fmt.Sprintf("%s-%d%s", kind, number, ext)
		}
	}
}

// extensions are those of types whose subtype is none.
var extensions = map[string]string{
	"application/gzip": ".gz", "application/javascript": ".js", "application/msword": ".doc", "application/octet-stream": ".bin",
	"application/pgp-encrypted": ".asc", "application/pgp-keys": ".asc", "application/pgp-signature": ".asc",
	"application/pkcs7-mime": ".p7m", "application/pkcs7-signature": ".p7s", "application/x-pkcs7-mime": ".p7m",
	"application/x-pkcs7-signature": ".p7s", "application/vnd.ms-excel": ".xls", "application/vnd.ms-powerpoint": ".ppt",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         ".xlsx",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/x-hwp": ".hwp", "application/haansofthwp": ".hwp", "application/x-zip-compressed": ".zip",
	"audio/mpeg": ".mp3", "image/jpeg": ".jpg", "image/pjpeg": ".jpg", "image/svg+xml": ".svg", "image/tiff": ".tif",
	"image/vnd.microsoft.icon": ".ico", "image/x-icon": ".ico", "message/delivery-status": ".txt",
	"message/disposition-notification": ".txt", "message/feedback-report": ".txt", "text/calendar": ".ics",
	"text/enriched": ".txt", "text/javascript": ".js", "text/plain": ".txt", "text/rfc822-headers": ".txt",
	"text/richtext": ".txt", "text/vcard": ".vcf", "text/x-vcard": ".vcf", "video/quicktime": ".mov",
}

// kindOf returns what a part is called, and its extension.
func kindOf(mediaType string) (kind, ext string) {
	kind, sub, _ := strings.Cut(mediaType, "/")
	ext, known := extensions[mediaType]
	switch {
	case mediaType == "application/ms-tnef", mediaType == "application/vnd.ms-tnef":
		return "winmail", ".dat"
	case mediaType == "text/calendar":
		return "calendar", ext
	case kind == "message" && !known:
		ext = ".eml"
	case kind == "multipart":
		return "part", ".txt"
	case !known && shortWord.MatchString(sub):
		ext = "." + strings.TrimPrefix(sub, "x-")
	}
	switch kind {
	case "image", "audio", "video", "text", "message":
		return kind, ext
	}
	return "file", ext
}

var shortWord = regexp.MustCompile(`^(x-)?[a-z0-9]{1,5}$`)

// metaCharset is how an HTML document declares its charset.
var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([a-z0-9_:.-]{2,40})`)

// htmlCharset is the charset that a part in HTML declares: the mail's word counts before the document's.
func htmlCharset(p *mime.Part, data []byte) string {
	if declared := p.Param("charset"); declared != "" {
		return declared
	}
	if found := metaCharset.FindSubmatch(data[:min(len(data), 2048)]); found != nil {
		return string(bytes.ToLower(found[1]))
	}
	return ""
}

// isImage reports whether browsers show a file of that type as an image.
func isImage(mediaType string) bool {
	switch mediaType {
	case "image/png", "image/x-png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/bmp", "image/x-ms-bmp", "image/webp", "image/avif", "image/apng":
		return true
	}
	return false
}
