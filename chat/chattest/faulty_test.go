package chattest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/chattest"
)

func TestFaulty(t *testing.T) {
	for _, tc := range []struct {
		fault   chattest.Fault
		err     error
		arrives bool
		waits   bool
	}{
		{chattest.None, nil, true, false},
		{chattest.Refuse, chattest.ErrInjected, false, false},
		{chattest.AnswerLost, chattest.ErrInjected, true, false},
		{chattest.Stall, context.DeadlineExceeded, false, true},
		{chattest.StallAfter, context.DeadlineExceeded, true, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := new(chat.Memory)
			f := &chattest.Faulty{Transport: m, Plan: func(chat.Delivery, int) chattest.Fault { return tc.fault }}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			began := time.Now()
			err := f.Deliver(ctx, entry(1))
			if !errors.Is(err, tc.err) || errors.Is(err, chattest.ErrInjected) != (tc.err != nil) {
				t.Errorf("%v: Deliver returned %v, want %v", tc.fault, err, tc.err)
			}
			if waits := time.Since(began) == time.Second; waits != tc.waits {
				t.Errorf("%v: Deliver waits %t, want %t", tc.fault, waits, tc.waits)
			}
			ctx, cancel = context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := m.Take(ctx, "c1", chat.Customer); (err == nil) != tc.arrives {
				t.Errorf("%v: Take returned %v, want arrival %t", tc.fault, err, tc.arrives)
			}
		})
	}
}

// TestFaultyCounts: each delivery has its own tries, and so have the signs of typing.
func TestFaultyCounts(t *testing.T) {
	var got []string
	f := &chattest.Faulty{Transport: new(chat.Memory), Plan: func(d chat.Delivery, n int) chattest.Fault {
		got = append(got, fmt.Sprint(d.Entry.Seq, "/", n))
		return chattest.None
	}}
	sign := chat.Delivery{Contact: "c1", To: chat.Customer, Typing: &chat.Party{Member: chat.AgentMember("kim")}}
	for _, d := range []chat.Delivery{entry(1), entry(1), entry(2), sign, sign, entry(1)} {
		if err := f.Deliver(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if want := "[1/1 1/2 2/1 0/1 0/2 1/3]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if n := f.Tries(entry(1)); n != 3 {
		t.Errorf("Tries returned %d, want 3", n)
	}
}

// TestFaultyRefusal: a fault does not hide that the wrapped transport failed.
func TestFaultyRefusal(t *testing.T) {
	inner := &chattest.Faulty{Plan: func(chat.Delivery, int) chattest.Fault { return chattest.Refuse }}
	f := &chattest.Faulty{Transport: inner, Plan: func(chat.Delivery, int) chattest.Fault { return chattest.StallAfter }}
	if err := f.Deliver(t.Context(), entry(1)); !errors.Is(err, chattest.ErrInjected) {
		t.Errorf("Deliver returned %v, want ErrInjected", err)
	}
}

func TestFaultString(t *testing.T) {
	for fault, want := range map[chattest.Fault]string{
		chattest.None: "None", chattest.Stall: "Stall", chattest.StallAfter: "StallAfter", chattest.StallAfter + 1: "Fault?",
	} {
		if got := fault.String(); got != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}

func entry(seq uint64) chat.Delivery {
	return chat.Delivery{Contact: "c1", To: chat.Customer, Prev: seq - 1, Entry: chat.Entry{Seq: seq, Payload: chat.CustomerLeft{}}}
}

// The customer gets an entry, but its acknowledgement is lost: it comes again, with the same ID.
func ExampleFaulty() {
	ctx, post := context.Background(), new(chat.Memory)
	lossy := &chattest.Faulty{Transport: post, Plan: func(_ chat.Delivery, n int) chattest.Fault {
		if n == 1 {
			return chattest.AnswerLost
		}
		return chattest.None
	}}
	said := chat.Said{ID: "m1", From: chat.Party{Member: chat.AgentMember("kim"), Role: chat.RoleAgent}, Text: "Hello"}
	d := chat.Delivery{Contact: "c1", To: chat.Customer, Entry: chat.Entry{Seq: 1, Payload: said}}
	for range 2 {
		fmt.Println(lossy.Deliver(ctx, d))
	}
	for range 2 {
		got, _ := post.Take(ctx, "c1", chat.Customer)
		fmt.Println(got.ID())
	}
	// Output:
	// chattest: injected failure
	// <nil>
	// c1/1/customer
	// c1/1/customer
}
