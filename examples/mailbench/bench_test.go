package mailbench

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/email/compose"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/safehtml"
	"github.com/jhillyerd/enmime/v2"
	"github.com/microcosm-cc/bluemonday"
)

// sentences is about so many bytes of what customers write.
func sentences(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("안녕하세요 주문한 상품이 아직 도착하지 않았습니다 확인 부탁드립니다 배송 환불 교환 문의 the order has not arrived yet please check 감사합니다")
	var b strings.Builder
	for n := 1; b.Len() < size; n++ {
		b.WriteString(words[r.IntN(len(words))])
		if n%12 == 0 {
			b.WriteString(".\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// page is about so many bytes of HTML as newsletters and Outlook write it.
func page(size int) string {
	var b strings.Builder
	b.WriteString(`<html><head><style>p{color:#333}</style></head><body bgcolor="#ffffff"><table width="600" cellpadding="0" cellspacing="0" border="0">`)
	for n := 0; b.Len() < size; n++ {
		fmt.Fprintf(&b, `<tr><td style="padding:8px 12px;font-size:14px;color:#333333" align="left"><p class="MsoNormal"><span style="font-family:Arial"><b>%d.</b> %s</span></p>`+
			`<a href="https://shop.example/item/%d?utm_source=mail" style="color:#0066cc">자세히 보기</a><img src="https://img.example/%d.png" width="120" height="80" alt="상품"></td></tr>`+"\n",
			n, sentences(120), n, n)
	}
	return b.String() + "</table></body></html>"
}

// mailWith completes a mail and writes it.
func mailWith(tb testing.TB, m compose.Mail) []byte {
	m.Date, m.ID = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC), "1.abc@example.com"
	m.From, m.To, m.Subject = message.Address{Name: "김민지", Addr: "minji@example.net"}, []message.Address{{Addr: "support@example.com"}}, "주문 확인 부탁드립니다"
	raw, err := m.Bytes()
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// withFiles is a mail of so many bytes with three attachments.
func withFiles(tb testing.TB, size int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	m := compose.Mail{Text: sentences(4 << 10)}
	for n := range 3 {
		content := make([]byte, size/3*57/78) // 78 characters for 57 bytes
		r.Read(content)
		m.Files = append(m.Files, compose.File{Name: fmt.Sprintf("사진 %d.jpg", n+1), Type: "image/jpeg", Content: content})
	}
	return mailWith(tb, m)
}

func BenchmarkParse(b *testing.B) {
	for _, mail := range []struct {
		name string
		raw  []byte
	}{
		{"text", mailWith(b, compose.Mail{Text: sentences(4 << 10)})},
		{"html", mailWith(b, compose.Mail{Text: sentences(20 << 10), HTML: page(80 << 10)})},
		{"files", withFiles(b, 25_000_000)},
	} {
		benchmarkReader(b, mail.name+"/acdkit", mail.raw, func(raw []byte) any { return message.Parse(raw) })
		parser := enmime.NewParser(enmime.DisableTextConversion(true)) // message makes no text of HTML either
		benchmarkReader(b, mail.name+"/enmime", mail.raw, func(raw []byte) any {
			e, err := parser.ReadEnvelope(bytes.NewReader(raw))
			if err != nil {
				b.Fatal(err)
			}
			return e
		})
	}
}

func benchmarkReader(b *testing.B, name string, raw []byte, read func([]byte) any) {
	b.Run(name, func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			read(raw)
		}
		b.ReportMetric(taken(func() { read(raw) })/float64(len(raw)), "x")
	})
}

// taken returns how many bytes of memory f asks for, those included that it gives back.
func taken(f func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}

func BenchmarkClean(b *testing.B) {
	for _, html := range []struct{ name, text string }{{"4KiB", page(4 << 10)}, {"100KiB", page(100 << 10)}} {
		var own safehtml.Policy
		theirs := bluemonday.UGCPolicy()
		for _, c := range []struct {
			name  string
			clean func(string)
		}{
			{"acdkit", func(s string) { own.Clean(s) }},
			{"bluemonday", func(s string) { theirs.Sanitize(s) }},
		} {
			b.Run(html.name+"/"+c.name, func(b *testing.B) {
				b.SetBytes(int64(len(html.text)))
				for b.Loop() {
					c.clean(html.text)
				}
				b.ReportMetric(taken(func() { c.clean(html.text) })/float64(len(html.text)), "x")
			})
		}
	}
}

// TestMemory: reading a mail takes the memory of the files in it and little more. BenchmarkParse has 25 MB, and enmime beside it.
func TestMemory(t *testing.T) {
	raw := withFiles(t, 5_000_000)
	got := taken(func() { message.Parse(raw) }) / float64(len(raw))
	if got > 1 {
		t.Errorf("message takes %.2f bytes for each of a mail of %d, want at most 1", got, len(raw))
	}
}
