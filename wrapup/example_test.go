package wrapup_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// catalog is what an administrator defined.
func catalog() *wrapup.Catalog {
	var c wrapup.Catalog
	for _, r := range []wrapup.Reason{
		{ID: "card", Name: "카드환불"},
		{ID: "refund", Name: "환불 요청"},
		{ID: "discount", Name: "할인 문의"},
		{ID: "spam", Name: "스팸", Channel: contact.Email},
	} {
		if err := c.Set(r); err != nil {
			panic(err)
		}
	}
	return &c
}

// An agent ends a chat, picks reasons and submits them.
func Example() {
	c, now := catalog(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	var policy wrapup.Policy // at least one reason, no timer
	w, err := wrapup.Start(policy, wrapup.Owner, now)
	fmt.Println(w.State, err)

	err = w.Submit(c, policy, contact.Chat, "orders", nil)
	fmt.Println(w.State, err)

	err = w.Submit(c, policy, contact.Chat, "orders", []wrapup.ReasonID{"refund", "discount"})
	fmt.Println(w.State, err)
	// Output:
	// open <nil>
	// open wrapup: too few reasons (0, limit 1)
	// closed <nil>
}

func ExampleCatalog_For() {
	for r := range catalog().For(contact.Chat, "orders") {
		fmt.Println(r.ID, r.Name)
	}
	// Output:
	// card 카드환불
	// refund 환불 요청
	// discount 할인 문의
}

func ExampleCatalog_Search() {
	for _, r := range catalog().Search("ㅎㅂ", contact.Chat, "orders") {
		fmt.Println(r.ID, r.Name)
	}
	// Output:
	// refund 환불 요청
	// card 카드환불
}

func ExampleCatalog_Check() {
	err := catalog().Check(wrapup.Policy{}, contact.Chat, "orders", []wrapup.ReasonID{"spam"})
	if e, ok := errors.AsType[*wrapup.Error](err); ok {
		fmt.Println(e.Reason, errors.Is(err, wrapup.ErrNotHere))
	}
	fmt.Println(err)
	// Output:
	// spam true
	// wrapup: the reason is for another channel or queue (reason "spam")
}

// The timer runs out: the default reason is filed.
func ExampleWrapUp_Expire() {
	c, now := catalog(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	policy := wrapup.Policy{After: 2 * time.Minute, Default: "discount"}
	w, err := wrapup.Start(policy, wrapup.Owner, now)
	if err != nil {
		panic(err)
	}
	fmt.Println(w.Due(now), w.Deadline.Format(time.TimeOnly))

	filed, err := w.Expire(c, policy, contact.Chat, "orders", w.Deadline)
	fmt.Println(filed, err, w.State)
	// Output:
	// false 09:02:00
	// [discount] <nil> closed
}

// Agent 2 of a conference has no wrap-up (K7).
func ExampleStart() {
	_, err := wrapup.Start(wrapup.Policy{}, wrapup.Guest, time.Now())
	fmt.Println(err)
	// Output:
	// wrapup: a guest has no wrap-up
}
