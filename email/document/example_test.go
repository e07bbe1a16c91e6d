package document_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/email/document"
)

// An answer from the editor, for a mail.
func Example() {
	delta := `{"ops":[
		{"insert":"Dear "},{"insert":"Ann","attributes":{"bold":true}},{"insert":",\n"},
		{"insert":"Open the "},{"insert":"form","attributes":{"link":"https://example.com/form"}},{"insert":"\n","attributes":{"list":"ordered"}},
		{"insert":"Sign it"},{"insert":"\n","attributes":{"list":"ordered"}},
		{"insert":{"image":"/files/7"},"attributes":{"alt":"our logo"}},{"insert":"\n"}]}`
	d, err := document.FromDelta([]byte(delta), func(src string) string { return strings.TrimPrefix(src, "/files/") })
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Text())
	fmt.Println(strings.ReplaceAll(d.HTML(func(id string) string { return "cid:" + id + "@example.com" }), "><", ">\n<"))
	// Output:
	// Dear Ann,
	// 1. Open the form <https://example.com/form>
	// 2. Sign it
	// [our logo]
	// <p style="margin:0">Dear <strong>Ann</strong>,</p>
	// <ol style="margin:0 0 0 40px;padding:0">
	// <li>Open the <a href="https://example.com/form">form</a>
	// </li>
	// <li>Sign it</li>
	// </ol>
	// <p style="margin:0">
	// <img src="cid:7@example.com" alt="our logo" style="max-width:100%">
	// </p>
}

// What was pasted keeps its text.
func ExampleFromHTML() {
	d, err := document.FromHTML(`<h3 onclick="x()">Prices</h3><script>x()</script><table><tr><th>Tea<td>3</table><a href="javascript:x()">more</a>`, nil)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%q\n", d.Text())
	// Output:
	// "Prices\nTea\t3\nmore"
}

// A number is one, however it is written.
func ExampleDoc_Redact() {
	d, _ := document.FromHTML("My card: <b>4111 1111</b> <i>1111 1111</i>.", nil)
	d = d.Redact(func(text string) string { return strings.ReplaceAll(text, "4111 1111 1111", "**** **** ****") })
	fmt.Println(d.HTML(nil))
	// Output:
	// <p style="margin:0">My card: <strong>**** ****</strong> <em>**** 1111</em>.</p>
}

func ExampleDoc_InsertColumn() {
	d, _ := document.FromHTML("<table><tr><td>a<td>b<tr><td>c<td>d</table>", nil)
	d, err := d.InsertColumn(0, 1)
	fmt.Printf("%q %v\n", d.Text(), err)
	_, err = d.InsertColumn(0, 9)
	fmt.Println(err)
	// Output:
	// "a\t\tb\nc\t\td" <nil>
	// document: there is no such place (block 0, row 0, column 9, offset 0)
}

// An editor's selection.
func ExampleDoc_Toggle() {
	d, _ := document.FromText("Hello Ann")
	d, err := d.Toggle(document.Span{Place: document.Place{Offset: 6}, Length: 3}, document.Bold|document.Italic)
	fmt.Println(d.HTML(nil), err)
	// Output:
	// <p style="margin:0">Hello <strong><em>Ann</em></strong></p> <nil>
}

// A draft is small.
func ExampleDoc() {
	d, _ := document.FromHTML("<h1>Hi</h1><b>a</b>b", nil)
	draft, err := json.Marshal(d)
	fmt.Println(string(draft), err)
	// Output:
	// {"blocks":[{"kind":"heading","line":[{"text":"Hi"}]},{"line":[{"text":"a","marks":"bold"},{"text":"b"}]}]} <nil>
}

func ExampleTemplate_Fill() {
	body, _ := document.FromHTML("<p>안녕하세요, <b>{{customer_name}}</b>님.</p><p>{{queue}} 담당 {{agent_name}}입니다.</p>", nil)
	t := document.Template{ID: "hello", Name: "인사", Language: "ko", Body: body}
	fmt.Println(t.Validate())
	fmt.Println(t.Fill(document.Values{Customer: "김하나 <hana>", Agent: "이두리"}).HTML(nil))
	fmt.Println(t.Fill(document.Values{Agent: "이두리", Queue: "배송"}).Text())
	// Output:
	// <nil>
	// <p style="margin:0">안녕하세요, <strong>김하나 &lt;hana&gt;</strong>님.</p><p style="margin:0">고객센터 담당 이두리입니다.</p>
	// 안녕하세요, 고객님.
	// 배송 담당 이두리입니다.
}

// An editor can show where the fault is.
func ExampleTemplate_Validate() {
	body, _ := document.FromText("Dear {{name}},")
	err := document.Template{ID: "hello", Name: "Greeting", Body: body}.Validate()
	if e, ok := errors.AsType[*document.Error](err); ok {
		fmt.Println(e.Place.Block, e.Place.Offset, errors.Is(err, document.ErrUnknownVariable))
	}
	fmt.Println(err)
	// Output:
	// 0 5 true
	// document: no such variable (block 0, row 0, column 0, offset 5)
}

func ExampleVariables() {
	for _, v := range document.Variables() {
		fmt.Printf("{{%s}}: %s, %s\n", v.Name, v.Meaning.English, v.Meaning.Korean)
	}
	// Output:
	// {{customer_name}}: the customer's name, 고객 이름
	// {{agent_name}}: the agent's display name, 상담사 표시 이름
	// {{queue}}: the name of the queue, 대기열 이름
	// {{subject}}: the subject of the mail, 메일 제목
}
