package pci_test

import (
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// TestReplies: what answers a question for a code is one.
func TestReplies(t *testing.T) {
	for _, c := range []struct{ question, answer, want string }{
		{"CVV?", "123", "***"},
		{"What is the CVV of your card?", "123", "***"},
		{"What is the CVV of your card? Thank you.", "123", "***"},
		{"Please tell me the security code", "987", "***"},
		{"Could you give me the security code on the back of your card, please?", "it is 987.", "it is ***."},
		{"CVC 번호 알려 주세요", "123", "***"},
		{"보안 코드를 알려 주세요.", "123이에요", "***이에요"},
		{"비밀번호 네 자리를 입력해 주세요", "4821", "***"},
		{"What is your PIN?", "4821", "***"},
		{"What is your PIN?", "it has 3 of 4821", "it has 3 of 4821"},
		{"How many items did you order?", "123", "123"},
		{"What is the CVV?", "I do not know, I ordered 123 items of that kind for my shop last week", "I do not know, I ordered 123 items of that kind for my shop last week"},
		{"What is the CVV?", "12", "12"},
		{"What is the CVV?", "１２３", "***"},
		{"", "123", "123"},
	} {
		w, err := pci.NewWindow(pci.Config{})
		if err != nil {
			t.Fatal(err)
		}
		w.Hear(c.question)
		got := c.answer
		if revisions, _ := w.Add("1", c.answer); len(revisions) > 0 {
			got = revisions[len(revisions)-1].Text
		}
		if got != c.want {
			t.Errorf("%q answered by %q is kept as %q, want %q", c.question, c.answer, got, c.want)
		}
	}
}
