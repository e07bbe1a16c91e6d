package attachment

import (
	"mime"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestHeaders(t *testing.T) {
	want := map[string]string{
		"Content-Disposition":          `attachment; filename="_ (2).pdf"; filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C%20%282%29.pdf`,
		"Content-Type":                 "application/pdf",
		"Content-Length":               "1234",
		"X-Content-Type-Options":       "nosniff",
		"Content-Security-Policy":      "sandbox; default-src 'none'",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
	got := Headers(File{Name: "보고서 (2).pdf", Size: 1234, Type: "application/pdf"})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Headers() mismatch (-want +got):\n%s", diff)
	}
}

func TestDisposition(t *testing.T) {
	for name, want := range map[string]string{
		"":                    `filename="file"; filename*=UTF-8''file`,
		"a.txt":               `filename="a.txt"; filename*=UTF-8''a.txt`,
		"보고서.pdf":             `filename="file.pdf"; filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C.pdf`,
		"Q3 보고서.한글":           `filename="Q3 _._"; filename*=UTF-8''Q3%20%EB%B3%B4%EA%B3%A0%EC%84%9C.%ED%95%9C%EA%B8%80`,
		"😀.TXT":               `filename="file.TXT"; filename*=UTF-8''%F0%9F%98%80.TXT`,
		"100% of it.txt":      `filename="100_ of it.txt"; filename*=UTF-8''100%25%20of%20it.txt`,
		`a"; filename="b.exe`: `filename="a_ filename=_b.exe"; filename*=UTF-8''a_%3B%20filename%3D_b.exe`,
		"a\r\nSet-Cookie: b":  `filename="a Set-Cookie_ b"; filename*=UTF-8''a%20Set-Cookie_%20b`,
		`a\`:                  `filename="file"; filename*=UTF-8''file`,
		"it's İ.Iİ":           `filename="it's _.I_"; filename*=UTF-8''it%27s%20%C4%B0.I%C4%B0`,
	} {
		want = "attachment; " + want
		if got := Headers(File{Name: name})["Content-Disposition"]; got != want {
			t.Errorf("Content-Disposition of %q mismatch\ngot  %s\nwant %s", name, got, want)
		}
	}
}

func TestContentType(t *testing.T) {
	for mediaType, runs := range map[string]bool{
		"application/pdf": false, "text/plain": false, "image/png": false, "application/vnd.ms-excel": false,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": false,
		"application/vnd.oasis.opendocument.text":                                 false,
		"application/vnd.ms-excel.sheet.macroEnabled.12":                          false,

		"": true, "text/html": true, "TEXT/HTML": true, "application/xhtml+xml": true, "image/svg+xml": true, "text/xml": true,
		"application/xml": true, "text/javascript": true, "application/javascript": true, "text/css": true,
		"message/rfc822": true, "multipart/related": true, "application/x-mimearchive": true, "text/vbscript": true,
		"application/x-shockwave-flash": true, "application/java-archive": true, "application/wasm": true,
		"application/vnd.mozilla.xul+xml": true, "application/vnd.ms-x+xml": true, "application/vnd.ms-x\r\nA: b": true,
		"application/vnd.ms-x; a=b": true, "text/plain; charset=utf-7": true, "text/plain\n": true, " text/plain": true,
		"application/octet-stream": true,
	} {
		want := mediaType
		if runs {
			want = "application/octet-stream"
		}
		if got := Headers(File{Type: mediaType})["Content-Type"]; got != want {
			t.Errorf("Content-Type of %q = %q, want %q", mediaType, got, want)
		}
	}
}

var fields = regexp.MustCompile(`^attachment; filename="[^"\\%;\x00-\x1f\x7f-\x{10ffff}]+"; filename\*=UTF-8''[!#$&+.^_|~0-9A-Za-z%` + "`" + `-]+$`)

// checkHeaders reads the header fields as HTTP does.
func checkHeaders(t interface{ Errorf(string, ...any) }, name, mediaType string, size int64) {
	headers := Headers(File{Name: name, Type: mediaType, Size: size})
	if headers["Content-Length"] != strconv.FormatUint(uint64(max(size, 0)), 10) {
		t.Errorf("Content-Length of %d bytes is %q", size, headers["Content-Length"])
	}
	recorder := httptest.NewRecorder()
	for field, value := range headers {
		if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%s of %q is %q", field, name, value)
		}
		recorder.Header().Set(field, value)
	}
	response := recorder.Result()
	if got := len(response.Header); got != len(headers) {
		t.Errorf("%q: HTTP sees %d fields, want %d", name, got, len(headers))
	}
	value := response.Header.Get("Content-Disposition")
	if !fields.MatchString(value) {
		t.Errorf("Content-Disposition of %q is %q", name, value)
	}
	kind, params, err := mime.ParseMediaType(value)
	if err != nil || kind != "attachment" || len(params) != 1 || params["filename"] != CleanName(name) {
		t.Errorf("%q is read as %s %q, %v, want the name %q", value, kind, params, err, CleanName(name))
	}
	if _, _, err := mime.ParseMediaType(response.Header.Get("Content-Type")); err != nil {
		t.Errorf("Content-Type of %q: %v", mediaType, err)
	}
}

func TestHeadersHoldTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkHeaders(t, nasty().Draw(t, "name"), rapid.String().Draw(t, "type"), rapid.Int64().Draw(t, "size"))
	})
}

func FuzzHeaders(f *testing.F) {
	f.Add("보고서.pdf", "application/pdf", int64(1))
	f.Add("a\"; x=\"\r\nb: c", "text/html\r\nX: y", int64(-1))
	f.Add("%22.txt", "application/vnd.ms-", int64(0))
	f.Fuzz(func(t *testing.T, name, mediaType string, size int64) { checkHeaders(t, name, mediaType, size) })
}
