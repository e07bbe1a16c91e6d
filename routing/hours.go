package routing

import "time"

// Hours are a queue's open hours (R6) on the wall clock of one time zone. The zero value is always
// open.
type Hours struct {
	Zone  string   `json:"zone,omitempty" cbor:"1,keyasint,omitempty"`  // IANA name, "" for UTC
	Spans []Opened `json:"spans,omitempty" cbor:"2,keyasint,omitempty"` // open when any of them holds
}

// Opened is a span of one weekday, in minutes after midnight: From inclusive, To exclusive, at most
// 1440. A night over midnight is two spans.
type Opened struct {
	Day  time.Weekday `json:"day" cbor:"1,keyasint"`
	From int          `json:"from" cbor:"2,keyasint"`
	To   int          `json:"to" cbor:"3,keyasint"`
}

const maxSpans = 64

func (h *Hours) validate() error {
	if len(h.Spans) > maxSpans {
		return ErrTooMany
	}
	if checkName(h.Zone) != nil {
		return ErrInvalidHours
	}
	for _, s := range h.Spans {
		if s.Day < time.Sunday || s.Day > time.Saturday || s.From < 0 || s.To > 24*60 || s.From >= s.To {
			return ErrInvalidHours
		}
	}
	return nil
}

// open reports whether the local time falls into a span.
func (h *Hours) open(local time.Time) bool {
	if len(h.Spans) == 0 {
		return true
	}
	day, minute := local.Weekday(), local.Hour()*60+local.Minute()
	for _, s := range h.Spans {
		if s.Day == day && s.From <= minute && minute < s.To {
			return true
		}
	}
	return false
}
