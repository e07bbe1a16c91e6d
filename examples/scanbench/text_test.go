package scanbench

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
)

const (
	textSize    = 16 << 20
	messageSize = 120
	messages    = 1 << 10
	cardEvery   = 1 << 10
)

// A writer writes the text of a conversation.
type writer struct {
	rand *rand.Rand
	text []byte
}

func newWriter(seed uint64) *writer {
	return &writer{rand: rand.New(rand.NewPCG(seed, 4))}
}

// pick returns one of the choices.
func pick[T any](w *writer, choices []T) T { return choices[w.rand.IntN(len(choices))] }

// between returns a number from lo to hi.
func (w *writer) between(lo, hi int) int { return lo + w.rand.IntN(hi-lo+1) }

// sentence writes a sentence. One of sixteen has a number in it.
func (w *writer) sentence(korean bool) {
	words, numbers := english, englishNumbers
	if korean {
		words, numbers = hangul, hangulNumbers
	}
	s := pick(w, words)
	if w.rand.IntN(16) == 0 {
		s = pick(w, numbers)
	}
	w.text = append(w.text, w.fill(s)...)
}

// fill puts something in the place of what is in braces.
func (w *writer) fill(s string) string {
	for {
		before, rest, ok := strings.Cut(s, "{")
		if !ok {
			return s
		}
		name, after, _ := strings.Cut(rest, "}")
		s = before + w.value(name) + after
	}
}

func (w *writer) value(name string) string {
	switch name {
	case "date":
		return fmt.Sprintf("%d/%d/2026", w.between(1, 12), w.between(1, 28))
	case "day":
		return fmt.Sprintf("%d", w.between(1, 28))
	case "time":
		return fmt.Sprintf("%d:%02d", w.between(1, 12), 5*w.between(0, 11))
	case "price":
		return fmt.Sprintf("%d.%02d", w.between(4, 900), w.between(0, 99))
	case "won":
		return fmt.Sprintf("%d,%03d", w.between(3, 400), 100*w.between(0, 9))
	case "order":
		return fmt.Sprintf("%010d", w.rand.Int64N(1e10))
	case "few":
		return fmt.Sprintf("%d", w.between(2, 30))
	case "item":
		return pick(w, items)
	case "name":
		return pick(w, names)
	}
	return name
}

// line writes a message of one to three sentences. One of ten is Korean.
func (w *writer) line(korean bool) {
	korean = korean || w.rand.IntN(10) == 0
	for i := range w.between(1, 3) {
		if i > 0 {
			w.text = append(w.text, ' ')
		}
		w.sentence(korean)
	}
	w.text = append(w.text, '\n')
}

// chat returns the text of a long conversation.
func chat(korean bool) []byte {
	w := newWriter(1)
	for len(w.text) < textSize {
		w.line(korean)
	}
	return w.text[:textSize]
}

// A card is where a card number is in a text.
type card struct{ start, end int }

// chatWithCards returns a conversation with a card number in each KiB, and where they are.
func chatWithCards(size int) ([]byte, []card) {
	w := newWriter(2)
	var cards []card
	for len(w.text) < size {
		w.line(false)
		if len(w.text) >= (len(cards)+1)*cardEvery {
			before, after, _ := strings.Cut(pick(w, cardLines), "{card}")
			w.text = append(w.text, before...)
			start := len(w.text)
			w.card()
			cards = append(cards, card{start, len(w.text)})
			w.text = append(append(w.text, after...), '\n')
		}
	}
	return w.text, cards
}

// card writes a card number that passes Luhn's check.
func (w *writer) card() {
	number := []byte(pick(w, []string{"4", "4", "4", "51", "53", "55", "2223", "2720", "34", "37", "6011"}))
	size, groups := 16, []int{4, 4, 4, 4}
	if number[0] == '3' {
		size, groups = 15, []int{4, 6, 5}
	}
	for len(number) < size-1 {
		number = append(number, '0'+byte(w.rand.IntN(10)))
	}
	for check := byte('0'); ; check++ {
		if luhn(append(number, check)) {
			number = append(number, check)
			break
		}
	}
	separator := pick(w, []string{"", " ", " ", "-"})
	for i, n := range groups {
		if i > 0 {
			w.text = append(w.text, separator...)
		}
		w.text = append(w.text, number[:n]...)
		number = number[n:]
	}
}

// table returns rows of figures.
func table() []byte {
	w := newWriter(3)
	for len(w.text) < textSize {
		w.text = fmt.Appendf(w.text, "%d\t2026-%02d-%02d\t%s\t%d.%02d\t%d\t%d,%03d.%02d\t%d.%d%%\n",
			w.between(1, 99999), w.between(1, 12), w.between(1, 28), pick(w, items), w.between(0, 999), w.between(0, 99),
			w.between(0, 9999), w.between(1, 99), w.between(0, 999), w.between(0, 99), w.between(0, 99), w.between(0, 9))
	}
	return w.text[:textSize]
}

// single returns messages of 120 bytes.
func single() [][]byte {
	w := newWriter(4)
	all := make([][]byte, messages)
	for i := range all {
		w.text = nil
		korean := i%10 == 0
		for len(w.text) < messageSize {
			w.sentence(korean)
			w.text = append(w.text, ' ')
		}
		all[i] = []byte(strings.ToValidUTF8(string(w.text[:messageSize]), "."))
	}
	return all
}

// The texts, made when they are first used.
var (
	clean       = sync.OnceValue(func() []byte { return chat(false) })
	cleanKorean = sync.OnceValue(func() []byte { return chat(true) })
	withCards   = sync.OnceValue(func() []byte { text, _ := chatWithCards(textSize); return text })
	figures     = sync.OnceValue(table)
	short       = sync.OnceValue(single)
)
