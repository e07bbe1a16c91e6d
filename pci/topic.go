package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Topics are what words say of a number nearby. Some say it only together.
type topics uint32

const (
	accountTopic topics = 1 << iota
	ssnTopic
	rrnTopic
	passportTopic
	licenseTopic
	phoneTopic
	routingTopic
	regionTopic // of Korea: in numbers of driving licences
	socialPart
	securityPart
	drivingPart
	licensePart
	residentPart
	registrationPart
	sortPart
	codePart
	numberPart
)

// whole adds the topics that parts make together.
func (t topics) whole() topics {
	for _, p := range phrases {
		if t&p.parts == p.parts {
			t |= p.topic
		}
	}
	return t
}

var phrases = [...]struct{ parts, topic topics }{
	{socialPart | securityPart, ssnTopic},
	{drivingPart | licensePart, licenseTopic},
	{licensePart | numberPart, licenseTopic},
	{residentPart | registrationPart, rrnTopic},
	{sortPart | codePart, accountTopic},
}

// topicKinds are the kinds of topics, in the order that counts when a word says several.
var topicKinds = [...]struct {
	topic topics
	kind  Kind
}{
	{ssnTopic, SSN}, {rrnTopic, RRN}, {passportTopic, Passport}, {licenseTopic | regionTopic, License},
	{phoneTopic, Phone}, {accountTopic | routingTopic, Account},
}

// kindOf returns the kind that is said of a number that looks like m.
func (t topics) kindOf(m *matches) Kind {
	if !m.korean {
		t &^= regionTopic
	}
	if !m.aba {
		t &^= routingTopic
	}
	for _, k := range topicKinds {
		if m.size[k.kind] > 0 && t&k.topic != 0 {
			return k.kind
		}
	}
	return 0
}

// How far from a number the words for it may be.
const (
	topicWords  = 8
	topicBefore = 64 // visible bytes
	topicAfter  = 40
)

// topicBefore returns the kind that the nearest word before a number says, among those that it looks like.
func (s *Scanner) topicBefore(text []byte, m *matches) Kind {
	text = s.unmasked(text)
	var seen topics
	for words, seenBytes := 0, 0; len(text) > 0 && words < topicWords && seenBytes < topicBefore; {
		switch c := text[len(text)-1]; {
		case c == '>':
			text = text[:len(text)-1-tagBefore(text)]
			continue
		case c < utf8.RuneSelf && !letter(c):
			text, seenBytes = text[:len(text)-1], seenBytes+1
			continue
		}
		word := lastWord(text)
		if len(word) == 0 {
			_, n := utf8.DecodeLastRune(text)
			text, seenBytes = text[:len(text)-n], seenBytes+n
			continue
		}
		text, seenBytes, words = text[:len(text)-len(word)], seenBytes+len(word), words+1
		var buf wordBuffer
		t := topicOf(buf.lower(word))
		if string(word) == "c" && bytes.HasSuffix(text, []byte("a/")) || string(word) == "C" && bytes.HasSuffix(text, []byte("A/")) {
			t = accountTopic
		}
		seen |= t
		if k := seen.whole().kindOf(m); k != 0 {
			return k
		}
	}
	return 0
}

// lastWord returns the letters of one script that text ends with.
func lastWord(text []byte) []byte {
	i := len(text)
	last, _ := utf8.DecodeLastRune(text)
	for asian := eastAsian(last); i > 0 && len(text)-i < maxWord; {
		r, n := utf8.DecodeLastRune(text[:i])
		if !topicRune(r) || eastAsian(r) != asian {
			break
		}
		i -= n
	}
	return text[i:]
}

func topicRune(r rune) bool {
	if r < utf8.RuneSelf {
		return letter(byte(r))
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '’'
}

// topicAfter reports whether a word after a number says that it is of kind k: 123-456789 is my account. A word that
// other digits follow belongs to those.
func (s *Scanner) topicAfter(text []byte, k Kind) bool {
	text = text[:min(len(text), topicAfter+maxWord+maxLabel)]
	all, label := len(text), s.labelIndex(text)
	var m matches
	m.size[k] = 1
	var seen topics
	for len(text) > 0 && all-len(text) < topicAfter {
		word := firstWord(text)
		switch c := text[0]; {
		case c-'0' < 10 || c == '*' || all-len(text)+max(1, len(word)) > label:
			return false
		case c == ',' || c == ';' || c == '.' || c == '\n':
			return seen.whole().kindOf(&m) != 0
		}
		if len(word) == 0 {
			_, n := utf8.DecodeRune(text)
			text = text[n:]
			continue
		}
		var buf wordBuffer
		seen |= topicOf(buf.lower(word)) &^ (regionTopic | numberPart)
		text = text[len(word):]
	}
	return seen.whole().kindOf(&m) != 0
}

// labelIndex returns where the label of the mask is in text, or its length.
func (s *Scanner) labelIndex(text []byte) int {
	for i := 0; i < len(text) && s.config.Mask.Label != ""; i++ {
		if s.labelBegins(text[i:]) {
			return i
		}
	}
	return len(text)
}

func firstWord(text []byte) []byte {
	i := 0
	first, _ := utf8.DecodeRune(text)
	for asian := eastAsian(first); i < len(text) && i < maxWord; {
		r, n := utf8.DecodeRune(text[i:])
		if !topicRune(r) || eastAsian(r) != asian {
			break
		}
		i += n
	}
	return text[:i]
}

// unmasked returns what of text comes after the last mask in it: what a mask hides, or says, is no word
// for the next number.
func (s *Scanner) unmasked(text []byte) []byte {
	stars, label := 0, s.config.Mask.Label != ""
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '*' {
			if stars++; stars == 3 {
				return text[i+1:]
			}
		}
		if label && s.labelBegins(text[i:]) {
			return text[i+len(s.config.Mask.Label):]
		}
	}
	return text
}

// labelBegins reports whether text begins with the label of the mask.
func (s *Scanner) labelBegins(text []byte) bool { return labelBegins(text, s.config.Mask.Label) }

func labelBegins(text []byte, label string) bool {
	return label != "" && len(text) >= len(label) && string(text[:len(label)]) == label
}
