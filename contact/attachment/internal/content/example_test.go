package content_test

import (
	"fmt"

	"github.com/acdkit/acdkit/contact/attachment/internal/content"
)

func Example() {
	r := content.Look([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00"), "견적서.pdf")
	fmt.Println(r.Type, r.Family, r.Executable)
	fmt.Println("contradicts .pdf:", content.Contradicts(".pdf", r))

	r = content.Look([]byte("MZ세대 설문 결과"), "설문.txt")
	fmt.Println(r.Type, r.Family, r.Executable)
	fmt.Println("contradicts .txt:", content.Contradicts(".txt", r))
	// Output:
	// application/vnd.microsoft.portable-executable executable true
	// contradicts .pdf: true
	// text/plain text false
	// contradicts .txt: false
}
