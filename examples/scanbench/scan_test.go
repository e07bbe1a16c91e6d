package scanbench

import (
	"testing"

	"github.com/acdkit/acdkit/pci"
)

// A contender returns how much it finds in a text.
type contender struct {
	name string
	open func(testing.TB) func(text []byte) int
}

var contenders = []contender{
	{"acdkit", openAcdkit},
	{"regexp", func(testing.TB) func([]byte) int { return byRegexp }},
	{"hyperscan", openByHyperscan},
}

func openAcdkit(tb testing.TB) func([]byte) int {
	scanner, err := pci.NewScanner(pci.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	return func(text []byte) int { return len(scanner.Find(text)) }
}

func openByHyperscan(tb testing.TB) func([]byte) int {
	h, err := openHyperscan()
	if err != nil {
		tb.Skip(err)
	}
	tb.Cleanup(h.close)
	return func(text []byte) int {
		n, err := h.count(text)
		if err != nil {
			tb.Fatal(err)
		}
		return n
	}
}

func BenchmarkScan(b *testing.B) {
	for _, text := range []struct {
		name string
		text func() []byte
	}{{"clean", clean}, {"korean", cleanKorean}, {"cards", withCards}, {"table", figures}} {
		b.Run(text.name, func(b *testing.B) { benchmarkBulk(b, text.text()) })
	}
	b.Run("message", func(b *testing.B) { benchmarkMessages(b, short()) })
}

func benchmarkBulk(b *testing.B, text []byte) {
	for _, c := range contenders {
		b.Run(c.name, func(b *testing.B) {
			find := c.open(b)
			find(text) // buffers grow
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				find(text)
			}
		})
	}
}

func benchmarkMessages(b *testing.B, all [][]byte) {
	for _, c := range contenders {
		b.Run(c.name, func(b *testing.B) {
			find := c.open(b)
			b.SetBytes(messageSize)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				find(all[i%messages])
			}
		})
	}
}

// TestCards: all contenders find the cards that are there, and none else.
func TestCards(t *testing.T) {
	text, cards := chatWithCards(1 << 20)
	for _, c := range contenders[:2] {
		if got := c.open(t)(text); got != len(cards) {
			t.Errorf("%s finds %d of %d cards", c.name, got, len(cards))
		}
	}
}

func TestSpans(t *testing.T) {
	text, cards := chatWithCards(1 << 20)
	scanner, err := pci.NewScanner(pci.Config{})
	if err != nil {
		t.Fatal(err)
	}
	found := scanner.Find(text)
	for i, c := range cards {
		if i == len(found) || found[i].Kind != pci.PAN || found[i].Start != c.start || found[i].End != c.end {
			t.Fatalf("finding %d is not the card that is there, %q", i, text[c.start:c.end])
		}
	}
}

// TestHyperscan: it is a fair contender if it finds the same.
func TestHyperscan(t *testing.T) {
	find := openByHyperscan(t)
	text, cards := chatWithCards(1 << 20)
	if got, want := find(text), openAcdkit(t)(text); got != want || got != len(cards) {
		t.Errorf("Hyperscan finds %d cards, acdkit %d, there are %d", got, want, len(cards))
	}
	for text, want := range map[string]int{
		"my CVC: 123":                             1,
		"보안코드는 123":                               1,
		"pin 1234":                                1,
		";4539148803436467=27121010000012?":       2, // the number too
		"order 3348917502 of 11/27/2026":          0,
		"4539-1488-0343-6468, 453914880343":       0,
		"371449635398431 and 5555 5555 5555 4444": 2,
	} {
		if got := find([]byte(text)); got != want {
			t.Errorf("Hyperscan finds %d in %q, want %d", got, text, want)
		}
	}
}

// TestClean: there is nothing in clean text, and no memory is taken to see that.
func TestClean(t *testing.T) {
	texts := append(short(), clean()[:1<<20], cleanKorean()[:1<<20])
	for _, c := range contenders[:2] {
		find := c.open(t)
		for _, text := range texts {
			if got := find(text); got != 0 {
				t.Errorf("%s finds %d in clean text", c.name, got)
			}
		}
	}
	find := openAcdkit(t)
	for _, text := range texts {
		if n := testing.AllocsPerRun(3, func() { find(text) }); n > 0 {
			t.Errorf("acdkit allocates %v times in clean text", n)
			break
		}
	}
}
