package document

import (
	"strings"
	"testing"
)

// letter is an answer with everything in it, 40 times.
func letter() Doc {
	var d Doc
	for range 40 {
		d.Blocks = append(d.Blocks,
			Block{Kind: Heading, Line: Line{{Text: "환불 안내"}}},
			para(Run{Text: "안녕하세요, 김하나님. 문의하신 내용을 확인했습니다. "}, Run{Text: "아래 표를 봐 주세요.", Marks: Bold}, Run{Text: "\n감사합니다."}),
			listed(Ordered, 0, "Open the form & sign it"), listed(Bullet, 1, "with a pen"), listed(Ordered, 0, "Send it back"),
			Block{Kind: Table, Rows: [][]Line{row("상품", "금액"), row("차", "3,000"), row("합계", "3,000")}},
			Block{Quote: true, Line: Line{{Text: "see ", Color: "#ff0000"}, {Text: "the terms", Link: "https://example.com/terms?a=1&b=2"}}},
			para(Run{Image: Image{ID: "0197", Alt: "logo", Width: 320}}))
	}
	return d.Normal()
}

func BenchmarkHTML(b *testing.B) {
	d := letter()
	b.SetBytes(int64(len(d.HTML(nil))))
	b.ReportAllocs()
	for b.Loop() {
		d.HTML(nil)
	}
}

func BenchmarkText(b *testing.B) {
	d := letter()
	b.SetBytes(int64(len(d.Text())))
	b.ReportAllocs()
	for b.Loop() {
		d.Text()
	}
}

func BenchmarkFromHTML(b *testing.B) {
	page := letter().HTML(nil)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := FromHTML(page, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFromDelta(b *testing.B) {
	delta := letter().Delta(nil)
	b.SetBytes(int64(len(delta)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := FromDelta(delta, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRedact(b *testing.B) {
	d := letter()
	redact := func(text string) string { return strings.ReplaceAll(text, "3,000", "*****") }
	b.ReportAllocs()
	for b.Loop() {
		d.Redact(redact)
	}
}

// BenchmarkHostile reads what is as large as may be, and made to be slow.
func BenchmarkHostile(b *testing.B) {
	fill := func(s string) string { return strings.Repeat(s, (MaxInput-1000)/len(s)) }
	for name, page := range map[string]string{
		"formats":    fill("<b><i>x<p>"),
		"tables":     fill("<table><tr><td>"),
		"rows":       "<table>" + fill("<tr>"),
		"spans":      "<table>" + fill("<tr><td rowspan=9999 colspan=100>"),
		"spaces":     fill(" <b> "),
		"styles":     "<p style='" + fill("a:b;") + "'>x",
		"attributes": "<p " + fill("a=b ") + ">x",
		"nested":     strings.Repeat("<div>", 100) + fill("x<br>"),
		"lists":      fill("<ul><li>x</ul>"),
		"items":      "<ul><li>" + fill("<p>x"),
		"entities":   fill("&nbsp;"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			b.ReportAllocs()
			for b.Loop() {
				d, _ := FromHTML(page, nil)
				_ = d.HTML(nil)
			}
		})
	}
}
