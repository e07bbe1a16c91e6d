package message

import (
	"slices"

	"github.com/acdkit/acdkit/internal/charset"
	"github.com/acdkit/acdkit/internal/mime"
)

// Warning is something that was wrong with a mail, and is no reason not to read it.
type Warning string

// The warnings.
const (
	BrokenHeader     Warning = "broken-header"      // a line is no field; programs differ in where the header ends
	LargeHeader      Warning = "large-header"       // the end of it is in the body
	RepeatedField    Warning = "repeated-field"     // one that may be there once is there with another value; the first counts
	AmbiguousType    Warning = "ambiguous-type"     // fields about the content contradict each other; the first counts
	BrokenDate       Warning = "broken-date"        // there is one, and it cannot be read
	OpenMultipart    Warning = "open-multipart"     // the mail does not end as it should: it may be cut off
	Undivided        Warning = "undivided"          // a multipart without a part
	TooDeep          Warning = "too-deep"           // parts inside parts; the innermost are one attachment
	TooManyParts     Warning = "too-many-parts"     // the last are one attachment
	TooManyAddresses Warning = "too-many-addresses" // the last of a field are left out
	UnknownEncoding  Warning = "unknown-encoding"   // of a part's content, which is as it came
	BrokenEncoding   Warning = "broken-encoding"    // of a part's content, of which something may be missing
	UnknownCharset   Warning = "unknown-charset"    // nobody knows the declared one; another was tried
	WrongCharset     Warning = "wrong-charset"      // a text is not in the declared one; another was tried
	GuessedCharset   Warning = "guessed-charset"    // none is declared where one is needed
	UndecodedText    Warning = "undecoded-text"     // a text has bytes that are no characters: it shows U+FFFD
	BinaryText       Warning = "binary-text"        // what is declared as text is none; it is an attachment
)

// faults are the warnings for what was wrong with a part.
var faults = []struct {
	fault   mime.Fault
	warning Warning
}{
	{mime.TooDeep, TooDeep}, {mime.TooMany, TooManyParts}, {mime.LargeHeader, LargeHeader},
	{mime.Ambiguous, AmbiguousType}, {mime.Undivided, Undivided}, {mime.Open, OpenMultipart},
}

// doubts are the warnings for what was wrong with a charset.
var doubts = []struct {
	doubt   charset.Doubt
	warning Warning
}{
	{charset.Unknown, UnknownCharset}, {charset.Wrong, WrongCharset}, {charset.Guessed, GuessedCharset},
	{charset.Undecoded, UndecodedText},
}

// warn adds a warning once.
func (m *Message) warn(w Warning) {
	if !slices.Contains(m.Warnings, w) {
		m.Warnings = append(m.Warnings, w)
	}
}

// warnOf adds the warnings about one part.
func (m *Message) warnOf(p *mime.Part) {
	for _, f := range faults {
		if p.Fault&f.fault != 0 {
			m.warn(f.warning)
		}
	}
	if p.Odd >= 0 {
		m.warn(BrokenHeader)
	}
}

func (m *Message) doubt(d charset.Doubt) {
	for _, x := range doubts {
		if d&x.doubt != 0 {
			m.warn(x.warning)
		}
	}
}
