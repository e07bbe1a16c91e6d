package pci_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/acdkit/acdkit/pci"
)

func window(t testing.TB, c pci.Config) *pci.Window {
	t.Helper()
	w, err := pci.NewWindow(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// conversation adds the messages and returns how they read in the end.
func conversation(w *pci.Window, messages []string) []string {
	out := make([]string, len(messages))
	for i, m := range messages {
		out[i] = m
		revisions, _ := w.Add(strconv.Itoa(i), m)
		for _, r := range revisions {
			at, _ := strconv.Atoi(r.ID)
			out[at] = r.Text
		}
	}
	return out
}

func TestWindow(t *testing.T) {
	for name, test := range map[string]struct{ said, want []string }{
		"quarters":        {[]string{"4539", "1488", "0343", "6467"}, []string{"****", "****", "****", "6467"}},
		"halves":          {[]string{"4539 1488", "0343 6467"}, []string{"**** ****", "**** 6467"}},
		"words":           {[]string{"first 4539 1488", "and then 0343", "last four are 6467 ok?"}, []string{"first **** ****", "and then ****", "last four are 6467 ok?"}},
		"any border":      {[]string{"45391488034", "36467"}, []string{"***********", "*6467"}},
		"Amex":            {[]string{"3714", "496353", "98431"}, []string{"****", "******", "*8431"}},
		"digit by digit":  {strings.Split("4539148803436467", ""), strings.Split("************6467", "")},
		"talk between":    {[]string{"4539 1488", "wait", "here it goes on", "0343 6467"}, []string{"**** ****", "wait", "here it goes on", "**** 6467"}},
		"numbers between": {[]string{"4539 1488", "that was 2 of 4", "0343 6467"}, []string{"**** ****", "that was 2 of 4", "**** 6467"}},
		"neighbours":      {[]string{"on 2026 4539 1488", "0343 6467 12/27"}, []string{"on 2026 **** ****", "**** 6467 12/27"}},
		"Korean":          {[]string{"카드번호는 4539-1488이고", "나머지는 0343-6467입니다"}, []string{"카드번호는 ****-****이고", "나머지는 ****-6467입니다"}},
		"file names":      {[]string{"45391488.jpg", "03436467.jpg"}, []string{"********.jpg", "****6467.jpg"}},
		"last digit":      {[]string{"453914880343646", "7"}, []string{"************646", "7"}},
		"twice":           {[]string{"4539 1488", "0343 6467", "5555 5555", "5555 4444"}, []string{"**** ****", "**** 6467", "**** ****", "**** 4444"}},
		"code":            {[]string{"my cvv is", "123"}, []string{"my cvv is", "***"}},

		"order numbers": {[]string{"Order ID: 3348917502", "zip 44567", "2 items", "11/27"}, []string{"Order ID: 3348917502", "zip 44567", "2 items", "11/27"}},
		"not a card":    {[]string{"4539 1488", "0343 6468"}, []string{"4539 1488", "0343 6468"}},
		"stars":         {[]string{"***45391488", "03436467"}, []string{"***********", "****6467"}},
		"masked":        {[]string{"**** **** **** 4539", "1488 0343 6467"}, []string{"**** **** **** 4539", "1488 0343 6467"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, conversation(window(t, pci.Config{}), test.said)); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWindowHears: the question was the other side's.
func TestWindowHears(t *testing.T) {
	w := window(t, pci.Config{})
	w.Hear("Please tell me the security code")
	revisions, tally := w.Add("m1", "123")
	if diff := cmp.Diff([]pci.Revision{{ID: "m1", Text: "***"}}, revisions); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(pci.Tally{{Kind: pci.CVV, N: 1}}, tally); diff != "" {
		t.Errorf("tally mismatch (-want +got):\n%s", diff)
	}
	if revisions, _ := w.Add("m2", "456"); len(revisions) > 0 {
		t.Errorf("the answer after that was revised too: %v", revisions)
	}
}

// TestWindowAnyCut cuts a card number anywhere, with talk between, and finds it when it is whole, not before.
func TestWindowAnyCut(t *testing.T) {
	numbers := []string{"4539148803436467", "371449635398431", "5555555555554444", "30569309025904"}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SampledFrom(numbers).Draw(t, "number")
		w, err := pci.NewWindow(pci.Config{})
		if err != nil {
			t.Fatal(err)
		}
		talk := []string{"ok", "one moment please", "그 다음은", "?"}
		said := map[string]string{}
		for i := 0; number != ""; i++ {
			for range rapid.IntRange(0, 1).Draw(t, "talk") {
				if revisions, _ := w.Add("talk", rapid.SampledFrom(talk).Draw(t, "line")); len(revisions) > 0 {
					t.Fatal("talk was revised")
				}
			}
			n := rapid.IntRange(1, min(11, len(number))).Draw(t, "n")
			id := fmt.Sprint(i)
			said[id] = number[:n]
			number = number[n:]
			revisions, tally := w.Add(id, said[id])
			if (len(revisions) > 0) != (number == "") || tally.Total() != len(revisions[:min(1, len(revisions))]) {
				t.Fatalf("%d revisions, %d findings with %d digits left", len(revisions), tally.Total(), len(number))
			}
			for _, r := range revisions {
				said[r.ID] = r.Text
			}
		}
		plain := 0
		for _, text := range said {
			plain += len(text) - strings.Count(text, "*")
		}
		if plain > pci.MaxLast {
			t.Fatalf("%d digits are left in %v", plain, said)
		}
	})
}

// TestWindowIsBounded: a window forgets, and what an adversary says takes no time.
func TestWindowIsBounded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	w := window(t, pci.Config{})
	for i := range 200 {
		var b strings.Builder
		for range 2000 {
			fmt.Fprintf(&b, "%d ", random.IntN(100))
			if random.IntN(3) == 0 {
				b.WriteString("x")
			}
		}
		w.Add(strconv.Itoa(i), b.String())
	}
	for i := range 30 {
		w.Add("", "nothing")
		_ = i
	}
	w.Add("1", "4539 1488")
	for range 24 {
		w.Add("", "nothing")
	}
	if revisions, _ := w.Add("2", "0343 6467"); len(revisions) > 0 {
		t.Error("a window remembers more than its last 24 pieces")
	}
}

func ExampleWindow() {
	w, err := pci.NewWindow(pci.Config{})
	if err != nil {
		panic(err)
	}
	defer w.Close()
	for i, text := range []string{"My card is 4539 1488", "sorry, I was called", "and 0343 6467"} {
		revisions, _ := w.Add(fmt.Sprint("message ", i+1), text)
		for _, r := range revisions {
			fmt.Printf("%s: %s\n", r.ID, r.Text)
		}
	}
	// Output:
	// message 1: My card is **** ****
	// message 3: and **** 6467
}
