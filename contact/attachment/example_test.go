package attachment_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/acdkit/acdkit/contact/attachment"
)

// A file comes in, is looked at, and goes out with its message.
func Example() {
	rules := attachment.ChatRules()
	var staged []attachment.File

	upload := strings.NewReader("문의 내용입니다.\n")
	data, err := rules.Read(upload, staged)
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := rules.Inspect(`C:\fakepath\문의.txt`, data)
	if err != nil {
		fmt.Println(err)
		return
	}
	file.ID = "f-1"
	staged = append(staged, file)

	fmt.Println(file.Name, file.Size, file.Type)
	fmt.Println(rules.Check(staged))
	// Output:
	// 문의.txt 24 text/plain
	// <nil>
}

// Names are made safe before anything is decided by them.
func ExampleCleanName() {
	for _, name := range []string{
		"../../etc/passwd",
		"%EA%B2%AC%EC%A0%81%20%EC%B5%9C%EC%A2%85.pdf",
		"invoice\u202efdp.exe",
		"CON.txt",
		"보고서: \"3분기\".docx",
	} {
		fmt.Println(attachment.CleanName(name))
	}
	// Output:
	// passwd
	// 견적 최종.pdf
	// invoicefdp.exe
	// _CON.txt
	// 보고서_ _3분기_.docx
}

func ExampleRules_Name() {
	rules := attachment.EmailRules()
	for _, name := range []string{"계약서.docx", "계약서.pdf.exe", "계약서.exe.pdf"} {
		_, err := rules.Name(name)
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// attachment: type-not-allowed
	// attachment: double-extension
}

// Reading stops one byte behind the limit, however much there is.
func ExampleRules_Read() {
	rules := attachment.ChatRules()
	rules.MaxTotal = 1 << 20
	_, err := rules.Read(strings.NewReader(strings.Repeat("x", 1<<21)), nil)
	fmt.Println(err)
	if refusal, ok := errors.AsType[*attachment.Error](err); ok {
		fmt.Println(refusal.Text("en"))
		fmt.Println(refusal.Text("ko-KR"))
	}
	// Output:
	// attachment: total-too-large limit=1048576
	// The total size of the files of a message must be less than 1 MB.
	// 한 메시지의 총 파일 크기는 1MB 미만이어야 합니다.
}

// The whole set is checked when the message is sent.
func ExampleRules_Check() {
	files := make([]attachment.File, 11)
	for i := range files {
		files[i] = attachment.File{Name: "사진.pdf", Size: 1000}
	}
	rules := attachment.EmailRules()
	fmt.Println(rules.Check(files[:10]))
	fmt.Println(rules.Check(files))
	files[1].Size = 25 << 20
	fmt.Println(rules.Check(files[:10]))
	// Output:
	// <nil>
	// attachment: too-many limit=10 size=11
	// attachment: total-too-large file=2 limit=26214400 size=26214400
}

func ExampleHeaders() {
	headers := attachment.Headers(attachment.File{Name: "안내.html", Size: 120, Type: "text/html"})
	for _, field := range []string{"Content-Disposition", "Content-Type", "Content-Security-Policy"} {
		fmt.Printf("%s: %s\n", field, headers[field])
	}
	// Output:
	// Content-Disposition: attachment; filename="file.html"; filename*=UTF-8''%EC%95%88%EB%82%B4.html
	// Content-Type: application/octet-stream
	// Content-Security-Policy: sandbox; default-src 'none'
}

// offline is a scanner that cannot be reached.
type offline struct{}

func (offline) Scan(context.Context, io.Reader) (attachment.Result, error) {
	return attachment.Result{}, io.ErrUnexpectedEOF
}

// What the scanner cannot answer for is kept back.
func ExampleScan() {
	_, err := attachment.Scan(context.Background(), offline{}, strings.NewReader("data"))
	fmt.Println(errors.Is(err, attachment.Unscanned), err)
	// Output:
	// true attachment: unscanned: unexpected EOF
}
