package attachment

import (
	"errors"
	"slices"
	"strings"
)

// Verdict is what becomes of files that have something risky in them.
type Verdict uint8

// The verdicts.
const (
	Refuse Verdict = iota
	Allow          // attached, with the fact noted in its File, so that hosts can show it
)

// ErrUnknownVerdict refuses a text that is no verdict.
var ErrUnknownVerdict = errors.New("attachment: unknown verdict")

// String returns refuse or allow.
func (v Verdict) String() string {
	if v == Allow {
		return "allow"
	}
	return "refuse"
}

// MarshalText writes String.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText wrote; anything else is ErrUnknownVerdict.
func (v *Verdict) UnmarshalText(text []byte) error {
	switch string(text) {
	case "refuse":
		*v = Refuse
	case "allow":
		*v = Allow
	default:
		return ErrUnknownVerdict
	}
	return nil
}

// Rules are an administrator's rules for the attachments of a channel. The zero value allows none. The
// methods change nothing and are safe for concurrent use.
type Rules struct {
	Enabled  bool     `json:"enabled" cbor:"1,keyasint"`                       // C3
	Types    []string `json:"types" cbor:"2,keyasint"`                         // extensions such as ".pdf", in any case (C5)
	MaxTotal int64    `json:"max_total" cbor:"3,keyasint"`                     // bytes; a message must have less (C4, E6)
	MaxFile  int64    `json:"max_file,omitempty" cbor:"4,keyasint,omitempty"`  // bytes a file may have; 0: as MaxTotal says
	MaxCount int      `json:"max_count,omitempty" cbor:"5,keyasint,omitempty"` // files of a message (E6); 0: any number

	// Macros is about office files with macros; ActiveHTML about scripts, handlers and frames in HTML and
	// SVG, and what is like them in other formats; Encrypted about files that nobody can look into
	// without a password.
	Macros     Verdict `json:"macros,omitempty" cbor:"6,keyasint,omitempty"`
	ActiveHTML Verdict `json:"active_html,omitempty" cbor:"7,keyasint,omitempty"`
	Encrypted  Verdict `json:"encrypted,omitempty" cbor:"8,keyasint,omitempty"`
}

// Limits of rules.
const (
	maxTotal = 1 << 30 // bytes: a file is in memory as a whole while it is examined
	maxTypes = 1000
	maxType  = 32 // bytes of an extension, its dot included
)

// ChatRules returns the rules for chat: any number of files, together less than 35 MB (C4, D5), of the
// types of D6.
//
// That list has formats made for macros (.docm, .xlsm, .ppam and so on), so the presets allow macros
// and leave it to File.Macros that an agent is warned. An administrator who sets Macros to Refuse closes
// those formats with it. Its .html promises pages, not scripts: active content is refused. So
// is what is encrypted, because nobody can examine it for card data (P1).
func ChatRules() Rules {
	return Rules{Enabled: true, Types: Types(), MaxTotal: 35 << 20, Macros: Allow}
}

// EmailRules returns the rules for email: at most 10 files, together less than 25 MB (E6, D5); the
// rest is as in ChatRules.
func EmailRules() Rules {
	return Rules{Enabled: true, Types: Types(), MaxTotal: 25 << 20, MaxCount: 10, Macros: Allow}
}

// Validate reports the first field that cannot be, as an *[Error] that is [InvalidRules] and names it.
// MaxTotal is at most 1 GiB. Rules that are enabled need a MaxTotal above 1 and at least one type. There may
// be 1000 types, each a dot with 1 to 31 ASCII letters, digits, hyphens and underscores; extensions of
// programs and scripts are refused, as Inspect would refuse the files themselves.
func (r Rules) Validate() error {
	for _, field := range [...]struct {
		name  string
		valid bool
	}{
		{"types", len(r.Types) <= maxTypes && !slices.ContainsFunc(r.Types, invalidType)},
		{"types", len(r.Types) > 0 || !r.Enabled},
		{"max_total", r.MaxTotal >= 0 && r.MaxTotal <= maxTotal},
		{"max_total", r.MaxTotal > 1 || !r.Enabled},
		{"max_file", r.MaxFile >= 0},
		{"max_count", r.MaxCount >= 0},
		{"macros", r.Macros <= Allow},
		{"active_html", r.ActiveHTML <= Allow},
		{"encrypted", r.Encrypted <= Allow},
	} {
		if !field.valid {
			return &Error{Code: InvalidRules, Field: field.name}
		}
	}
	return nil
}

func invalidType(t string) bool {
	name, dotted := strings.CutPrefix(t, ".")
	return !dotted || name == "" || len(t) > maxType || strings.ContainsFunc(name, notInType) || isProgram(name)
}

func notInType(r rune) bool {
	letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	return !letter && (r < '0' || r > '9') && r != '-' && r != '_'
}

// Name returns the clean name of a file, and whether the rules allow a file of that name: its last
// extension must be among the types, and no part before that may be a program's extension. The error
// is an *[Error] that is [Disabled], [TypeNotAllowed] or [DoubleExtension]; the name is clean with it, too.
func (r Rules) Name(name string) (clean string, err error) {
	clean = CleanName(name)
	switch {
	case !r.Enabled:
		return clean, &Error{Code: Disabled}
	case !r.allows(extension(clean)):
		return clean, &Error{Code: TypeNotAllowed}
	case hidesProgram(clean):
		return clean, &Error{Code: DoubleExtension}
	}
	return clean, nil
}

// allows reports whether an extension, in lower case, is among the types.
func (r Rules) allows(ext string) bool {
	return slices.ContainsFunc(r.Types, func(t string) bool { return strings.ToLower(t) == ext })
}
