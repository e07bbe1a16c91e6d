package template_test

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
)

// catalog is what an administrator defined.
func catalog() *template.Catalog {
	var c template.Catalog
	for _, t := range []template.Template{
		{ID: "hello-ko", Name: "인사", Text: "안녕하세요, {{customer}}님. {{queue}} 담당 {{agent}}입니다.", Language: "ko"},
		{ID: "refund-ko", Name: "환불 안내", Text: "환불은 영업일 기준 사흘 걸립니다.", Language: "ko"},
		{ID: "late-ko", Name: "배송 지연", Text: "늦어지면 환불해 드립니다.", Language: "ko", Queues: []contact.QueueID{"orders"}},
		{ID: "hello-en", Name: "Greeting", Text: "Hello {{customer}}, this is {{agent}}.", Language: "en"},
		{ID: "refund-en", Name: "Refund", Text: "A refund takes three working days.", Language: "en"},
	} {
		if err := c.Set(t); err != nil {
			panic(err)
		}
	}
	return &c
}

// An agent picks two responses and gets one answer to edit and send.
func Example() {
	c := catalog()
	hello, refund := c.Search("greet", "orders", "en-US"), c.Search("refund", "orders", "en-US")
	fmt.Println(template.Compose(template.Values{Customer: "Ann", Agent: "Bob"}, hello[0], refund[0]))
	// Output:
	// Hello Ann, this is Bob.
	// A refund takes three working days.
}

// In Korean, with initials; the customer's name is not known.
func Example_korean() {
	c := catalog()
	hello, refund := c.Search("ㅇㅅ", "orders", "ko-KR"), c.Search("환ㅂ", "orders", "ko-KR")
	fmt.Println(template.Compose(template.Values{Agent: "김하나", Queue: "배송"}, hello[0], refund[0]))
	// Output:
	// 안녕하세요, 고객님. 배송 담당 김하나입니다.
	// 환불은 영업일 기준 사흘 걸립니다.
}

// Names come before texts.
func ExampleCatalog_Search() {
	for _, t := range catalog().Search("ㅎㅂ", "orders", "ko") {
		fmt.Println(t.ID, t.Name)
	}
	// Output:
	// refund-ko 환불 안내
	// late-ko 배송 지연
}

func ExampleCatalog_For() {
	for t := range catalog().For("returns", "ko") {
		fmt.Println(t.ID, t.Name)
	}
	// Output:
	// hello-ko 인사
	// refund-ko 환불 안내
}

// What is in a value stays as it is; escaped braces come without their backslash.
func ExampleTemplate_Expand() {
	t := template.Template{Text: `{{customer}} wrote \{{customer}}.`}
	fmt.Println(t.Expand(template.Values{Customer: "{{agent}}"}))
	// Output:
	// {{agent}} wrote {{customer}}.
}

// An editor can show where the fault is.
func ExampleTemplate_Validate() {
	err := template.Template{ID: "hi", Name: "Hi", Text: "Hi {{name}}"}.Validate()
	if e, ok := errors.AsType[*template.Error](err); ok {
		fmt.Println(e.Offset, errors.Is(err, template.ErrUnknownVariable))
	}
	fmt.Println(err)
	// Output:
	// 3 true
	// template: no such variable (template "hi") (at 3)
}

func ExampleVariables() {
	for _, v := range template.Variables() {
		fmt.Printf("{{%s}}: %s, %s\n", v.Name, v.Meaning.English, v.Meaning.Korean)
	}
	// Output:
	// {{customer}}: the customer's name, 고객 이름
	// {{agent}}: the agent's display name, 상담사 표시 이름
	// {{queue}}: the name of the queue, 대기열 이름
}
