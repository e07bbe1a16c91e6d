package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/acdkit/acdkit/email/quote"
)

// A piece is a range with its text, for tests.
type piece struct {
	Kind quote.Kind
	Text string
}

func pieces(text string) []piece {
	var all []piece
	for _, r := range quote.Split(text) {
		all = append(all, piece{r.Kind, text[r.Start:r.End]})
	}
	return all
}

func visible(text string) piece { return piece{quote.Visible, text} }
func sig(text string) piece     { return piece{quote.Signature, text} }
func quoted(text string) piece  { return piece{quote.Quoted, text} }

// check compares the pieces of the text that they make, with every kind of line end.
func check(t *testing.T, name string, want ...piece) {
	t.Helper()
	for _, end := range []string{"\n", "\r\n", "\r"} {
		var text strings.Builder
		var all []piece
		for _, p := range want {
			p.Text = strings.ReplaceAll(p.Text, "\n", end)
			text.WriteString(p.Text)
			all = append(all, p)
		}
		if diff := cmp.Diff(all, pieces(text.String())); diff != "" {
			t.Errorf("%s, lines that end with %q: Split mismatch (-want +got):\n%s", name, end, diff)
		}
	}
}

// earlier is the earlier mail as the client shows it.
func (c client) earlier() string {
	const text = "Dear customer,\n\nplease tell us the number of your order.\n\nYour service\n"
	if c.marked {
		return c.intro + "\n" + quote.Quote(text)
	}
	return c.intro + "\n\n" + text
}

// forms are the client's intro as it is, and as mailers wrap it.
func (c client) forms() []client {
	all := []client{c}
	if strings.Contains(c.intro, "\n") {
		return all
	}
	for width := 50; width < len(c.intro); width += 3 {
		wrapped := c
		wrapped.intro = wrap(c.intro, width)
		if strings.Count(wrapped.intro, "\n") < 3 && wrapped.intro != all[len(all)-1].intro {
			all = append(all, wrapped)
		}
	}
	return all
}

// wrap breaks a line at its last space before width.
func wrap(s string, width int) string {
	var b strings.Builder
	for len(s) > width {
		i := strings.LastIndexByte(s[:width], ' ')
		if i <= 0 {
			break
		}
		b.WriteString(s[:i] + "\n")
		s = s[i+1:]
	}
	return b.String() + s
}

func TestClients(t *testing.T) {
	if n := len(clients); n < 120 {
		t.Errorf("%d cases, want 120 at least", n)
	}
	const answer = "It is 17.\nThank you!\n"
	for _, c := range clients {
		for i, c := range c.forms() {
			name := fmt.Sprintf("%s %s, form %d", c.program, c.lang, i)
			earlier := c.earlier()
			check(t, name+", above", visible(answer+"\n"), quoted(earlier))
			check(t, name+", right above", visible(answer), quoted(earlier))
			check(t, name+", with a signature", visible(answer+"\n"), sig("-- \nJane\n\n"), quoted(earlier))
			check(t, name+", from a telephone", visible(answer+"\n"), sig("Sent from my iPhone\n\n"), quoted(earlier))
			check(t, name+", marked itself", visible(answer+"\n"), quoted(quote.Quote(earlier)))
			check(t, name+", alone", visible(earlier))
			check(t, name+", alone with a signature", visible("Sent from my iPhone\n\n"+earlier))
			if c.marked {
				check(t, name+", below", quoted(earlier+"\n"), visible(answer))
				check(t, name+", above and below", visible("Hello,\n\n"), quoted(earlier+"\n"), visible(answer))
				check(t, name+", between", visible(earlier+"\n"+answer+"\n> What else?\n\nNothing.\n"))
			}
		}
	}
}

// TestProse: own words that look a little like a client's stay visible.
func TestProse(t *testing.T) {
	for _, text := range []string{
		"On the other hand, I wrote:\n\nplease refund me.\n",
		"On 5 May you wrote:\n\nYou would refund me.\n\nYou did not.\n",
		"On 15 January 2024 at 15:04 your colleague wrote:\n\nYou would refund me.\n\nYou did not.\n",
		"On Monday I asked about 3 things.\nHere is what I wrote to help@example.com, and it was long, I am sorry to say:\n\nmy list.\n",
		"Flight for two, please:\n\nFrom: Seoul\nTo: Busan\nDate: 3 May\n\nWindow seats.\n",
		"From: Seoul\nTo: Busan\n\nHow much is it?\n",
		"The parcel came From: a shop\nSubject: a thing\n\nWhere is it?\n",
		"Hello,\n\n보낸 사람: 김하나\n제목: 주문\n\n어디에 있나요?\n",
		"2024년 1월 보고서 작성:\n\n- 하나\n- 둘\n",
		"2024년 1월 15일 회의록 작성:\n내용이 많습니다.\n",
		"Am 15. Januar schrieb mir Ihr Kollege:\n\nEs wird erstattet.\n\nBis heute nicht.\n",
		"Le 15 janvier, votre collègue a écrit :\n\nremboursé.\n\nNon.\n",
		"El 15 de enero su colega escribió:\n\ndevuelto.\n\nNo.\n",
		"2024年1月15日の件名:\n\n返品したい。\n",
		"他写道：\n\n好的。\n",
		"Look:\n\n-- first\n-- second\n\nThanks\n",
		"Look -- this is no signature.\n\nBye\n",
		"Sent from my desk, is much easier than my telephone.\n",
		"Hello\nSent from my old address on Monday. Please use the new one!\n",
		"Sent from my iPhone\n\nHello, where is my parcel?\n",
		"The mail was\nsent from the main server\n",
		"You said\n\n> it comes on Monday\n\nand it did not.\n",
		"Points:\n\n> one\n\nyes\n\n> two\n\nno\n",
		"I have the original message.\n\nOriginal Message\n\nis what it says.\n",
		"-----------\nPrice list\n-----------\n\nTell me more: 3\n",
		"One\n____________________\nTwo\n\n- three\n",
		"Thanks\n\nKind regards\nJane Doe\nCEO\n",
		"제 아이폰은 어디에서 왔나요\n부산에서 보냄\n",
		"wrote:\n", ":\n", "-\n", ">", "--\n", "\n\n\n", "> \n", "-- \nJane\n", "@:\n", "From:\nTo:\nSubject:\n",
	} {
		check(t, "prose", visible(text))
	}
	for _, text := range []string{
		"On 5 May you wrote:\n\nYou would refund me.\n\nYou did not.\n",
		"On 15 January 2024 at 15:04 your colleague wrote:\n\nYou would refund me.\n\nYou did not.\n",
		"On 15 January 2024 I read what you and the others of your team, not Jane <jane@example.com>, say to me and wrote:\n\nno.\n",
		"On 5 points Jane <jane@example.com> wrote:\n\nyes.\n",
		"Jane <jane@example.com> wrote:\n\nyes.\n",
		"Jane <jane@example.com> typewrote:\n> yes\nNo.\n",
		"On 15 January 2024 Jane <jane@example.com> typewrote:\n\nyes.\n",
		"Am 15. Januar schrieb mir Ihr Kollege:\n\nEs wird erstattet.\n\nBis heute nicht.\n",
		"2024년 1월 15일 회의록 작성:\n내용이 많습니다.\n",
		"Original message:\n\nthe parcel is lost.\n",
		"From: Seoul\nTo: Busan\nDate: 3 May\n\nWindow seats.\n",
		"From: Jane <jane@example.com>\nSubject: Order 17\n\nis what I got.\n",
	} {
		check(t, "prose below", visible("Hello,\n\n"+text))
	}
}
