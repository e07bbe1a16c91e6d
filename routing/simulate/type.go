package simulate

import (
	"fmt"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Type is one kind of contact.
type Type struct {
	ID       string    `json:"id"`
	Channel  string    `json:"channel"`             // chat, email or voice; chat if empty
	Arrivals []float64 `json:"arrivals_per_minute"` // Poisson rate per period
	// ArrivalsAt are the minutes of the day at which contacts arrive, on every day: a record instead of a rate.
	ArrivalsAt []float64 `json:"arrivals_at_minutes,omitempty"`

	Patience []float64 `json:"patience_minutes,omitempty"` // mean time until a waiting customer gives up, per period; 0: never
	Service  []float64 `json:"service_minutes,omitempty"`  // mean handling time per period; the scenario's
	WrapUp   []float64 `json:"wrapup_minutes,omitempty"`   // mean wrap-up time per period; the scenario's

	PatienceShape Shape `json:"patience_shape,omitzero"`
	ServiceShape  Shape `json:"service_shape,omitzero"`
	WrapUpShape   Shape `json:"wrapup_shape,omitzero"`

	Bot      Bot `json:"bot,omitzero"`
	Priority int `json:"priority,omitempty"` // of its queue, 0 to routing.MaxPriority
}

// Bot answers before the queue does.
type Bot struct {
	Containment float64 `json:"containment"` // share of contacts that it settles, from 0 to 1
	Minutes     float64 `json:"minutes"`     // mean time with it, exponential
}

// kind returns the place of a type, or -1.
func (s *Scenario) kind(id string) int {
	return slices.IndexFunc(s.Types, func(t Type) bool { return t.ID == id })
}

// expected returns how many contacts of a type arrive on an average day.
func (s *Scenario) expected(t *Type) float64 {
	sum := float64(len(t.ArrivalsAt))
	for p := range s.periods() {
		sum += inPeriod(t.Arrivals, p) * s.PeriodMinutes
	}
	return sum
}

func (t *Type) channel() (contact.Channel, error) {
	var ch contact.Channel
	if t.Channel == "" {
		return contact.Chat, nil
	}
	err := ch.UnmarshalText([]byte(t.Channel))
	return ch, err
}

func (s *Scenario) checkTypes() error {
	if len(s.Types) == 0 || len(s.Types) > maxNouns {
		return bad("types", "must have at least one")
	}
	seen := make(map[string]bool)
	expected := 0.0
	for i := range s.Types {
		t, field := &s.Types[i], fmt.Sprintf("types[%d]", i)
		if err := s.checkType(t, field); err != nil {
			return err
		}
		if seen[t.ID] {
			return bad(field+".id", "is there twice")
		}
		seen[t.ID] = true
		expected += s.expected(t)
	}
	if expected > MaxArrivals {
		return bad("types", "have more than 50 million arrivals a day")
	}
	return nil
}

func (s *Scenario) checkType(t *Type, field string) error {
	if !properID(t.ID) {
		return bad(field+".id", "must be 1 to 128 bytes of printable text")
	}
	if _, err := t.channel(); err != nil {
		return bad(field+".channel", "must be chat, email or voice")
	}
	for _, list := range []struct {
		name   string
		values []float64
	}{
		{"arrivals_per_minute", t.Arrivals}, {"patience_minutes", t.Patience},
		{"service_minutes", t.Service}, {"wrapup_minutes", t.WrapUp},
	} {
		if err := s.checkPerPeriod(field+"."+list.name, list.values); err != nil {
			return err
		}
	}
	for _, shape := range []struct {
		name string
		*Shape
	}{{"patience_shape", &t.PatienceShape}, {"service_shape", &t.ServiceShape}, {"wrapup_shape", &t.WrapUpShape}} {
		if err := shape.check(field + "." + shape.name); err != nil {
			return err
		}
	}
	switch {
	case len(t.Arrivals) > 0 && len(t.ArrivalsAt) > 0:
		return bad(field+".arrivals_at_minutes", "cannot be given beside arrivals_per_minute")
	case len(t.Service) == 0 && len(s.ServiceMinutes) == 0 && t.ServiceShape.Kind != Empirical:
		return bad(field+".service_minutes", "is given neither here nor in the scenario")
	case !(t.Bot.Containment >= 0 && t.Bot.Containment <= 1):
		return bad(field+".bot.containment", "must be 0 to 1")
	case !(t.Bot.Minutes >= 0 && t.Bot.Minutes <= maxMinutes):
		return bad(field+".bot.minutes", "must be 0 or more")
	case t.Priority < 0 || t.Priority > routing.MaxPriority:
		return bad(field+".priority", "must be 0 to 99")
	}
	return s.checkArrivalsAt(t, field)
}

func (s *Scenario) checkArrivalsAt(t *Type, field string) error {
	if len(t.ArrivalsAt) > MaxArrivals || !slices.IsSorted(t.ArrivalsAt) {
		return bad(field+".arrivals_at_minutes", "must be in order")
	}
	for _, at := range t.ArrivalsAt {
		if !(at >= 0 && at < s.PeriodMinutes*float64(s.periods())) {
			return bad(field+".arrivals_at_minutes", "must be within the day, before its end")
		}
	}
	return nil
}
