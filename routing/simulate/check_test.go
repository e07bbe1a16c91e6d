package simulate

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// TestValidate: each thing that can be wrong is refused by its field.
func TestValidate(t *testing.T) {
	nan := math.NaN()
	for field, spoil := range map[string]func(*Scenario){
		"period_minutes":               func(s *Scenario) { s.PeriodMinutes = 0 },
		"period_minutes ":              func(s *Scenario) { s.PeriodMinutes = 1e-12 },
		"types[1].arrivals_at_minutes": func(s *Scenario) { s.Types[1].Arrivals, s.Types[1].ArrivalsAt = nil, []float64{120} },
		"groups[1].answer_seconds":     func(s *Scenario) { s.Groups[1].AnswerSeconds = 15 },
		"Setup": func(s *Scenario) {
			s.Setup = []routing.Command{routing.SetQueue{Queue: routing.Queue{ID: "chat", WrapUp: wrapup.Policy{After: 1}}}}
		},
		"periods":                      func(s *Scenario) { s.Periods = MaxPeriods + 1 },
		"days":                         func(s *Scenario) { s.Days = -1 },
		"target_seconds":               func(s *Scenario) { s.TargetSeconds = nan },
		"busyness_gamma":               func(s *Scenario) { s.BusynessGamma = math.Inf(1) },
		"queue_choice":                 func(s *Scenario) { s.QueueChoice = "first" },
		"queue_capacity":               func(s *Scenario) { s.QueueCapacity = -2 },
		"offer_seconds":                func(s *Scenario) { s.OfferSeconds = -1 },
		"service_minutes":              func(s *Scenario) { s.ServiceMinutes = []float64{1, 2} },
		"wrapup_minutes":               func(s *Scenario) { s.WrapUpMinutes = []float64{-1} },
		"types":                        func(s *Scenario) { s.Types = nil },
		"types[0].id":                  func(s *Scenario) { s.Types[0].ID = strings.Repeat("x", 1000) },
		"types[1].id":                  func(s *Scenario) { s.Types[1].ID = s.Types[0].ID },
		"types[0].channel":             func(s *Scenario) { s.Types[0].Channel = "pigeon" },
		"types[0].arrivals_per_minute": func(s *Scenario) { s.Types[0].Arrivals = []float64{1, 2} },
		"types[0].patience_minutes":    func(s *Scenario) { s.Types[0].Patience = []float64{nan} },
		"types[0].service_minutes":     func(s *Scenario) { s.ServiceMinutes = nil },
		"types[0].wrapup_minutes":      func(s *Scenario) { s.Types[0].WrapUp = []float64{math.Inf(1)} },
		"types[0].priority":            func(s *Scenario) { s.Types[0].Priority = 100 },
		"types[0].bot.containment":     func(s *Scenario) { s.Types[0].Bot.Containment = 1.1 },
		"types[0].bot.minutes":         func(s *Scenario) { s.Types[0].Bot.Minutes = -1 },
		"types[2].service_shape.cv":    func(s *Scenario) { s.Types[2].ServiceShape.CV = 0 },
		"types[0].service_shape.kind":  func(s *Scenario) { s.Types[0].ServiceShape.Kind = "bell" },
		"types[0].service_shape.samples_minutes": func(s *Scenario) {
			s.Types[0].ServiceShape = Shape{Kind: Empirical}
		},
		"types[0].arrivals_at_minutes": func(s *Scenario) { s.Types[0].Arrivals, s.Types[0].ArrivalsAt = nil, []float64{2, 1} },
		"groups":                       func(s *Scenario) { s.Groups = nil },
		"groups[0].id":                 func(s *Scenario) { s.Groups[0].ID = "a\xff" },
		"groups[1].id":                 func(s *Scenario) { s.Groups[1].ID = s.Groups[0].ID },
		"groups[0].agents":             func(s *Scenario) { s.Groups[0].Agents = []int{1, 2} },
		"groups[0].serves":             func(s *Scenario) { s.Groups[0].Serves = []string{"fax"} },
		"groups[0].parallel":           func(s *Scenario) { s.Groups[0].Parallel = -1 },
		"groups[0].slowdown":           func(s *Scenario) { s.Groups[0].Slowdown = nan },
		"groups[0].answer_seconds":     func(s *Scenario) { s.Groups[0].AnswerSeconds = -1 },
		"groups[0].miss_probability":   func(s *Scenario) { s.Groups[0].MissProbability = 2 },
		"strategy":                     func(s *Scenario) { s.Strategy = "loudest" },
		"groups[0].rona_minutes":       func(s *Scenario) { s.Groups[0].MissProbability, s.Groups[0].RONAMinutes = 1, 0 },
		"routing.chat":                 func(s *Scenario) { s.Routing = map[string][]string{"chat": {"b"}} },
		"routing":                      func(s *Scenario) { s.Routing = map[string][]string{"fax": {"b"}} },
	} {
		s := busy()
		spoil(&s)
		err := s.Validate()
		if wrong, ok := errors.AsType[*ScenarioError](err); !ok || wrong.Field != strings.TrimSpace(field) {
			t.Errorf("error %v, want one about %s", err, field)
		}
	}
	if s := busy(); s.Validate() != nil {
		t.Errorf("error %v for a scenario that is right", s.Validate())
	}
}

// FuzzScenario: no scenario that a stranger writes panics or hangs.
func FuzzScenario(f *testing.F) {
	text, err := json.Marshal(busy())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"period_minutes":1,"types":[{"id":"a","arrivals_at_minutes":[0,0,1]}],"groups":[{"id":"g","agents":[1],"serves":["a"],"miss_probability":1,"rona_minutes":0.001}],"service_minutes":[0],"drain":true}`))
	f.Add([]byte(`{"period_minutes":0.001,"periods":3,"types":[{"id":"a","arrivals_per_minute":[9999]}],"groups":[{"id":"g","agents":[0],"serves":["a"],"parallel":9,"slowdown":999}],"service_minutes":[1e7],"queue_capacity":-1}`))
	f.Add([]byte(`{"period_minutes":1e-12,"types":[{"id":"a","arrivals_per_minute":[1000]}],"groups":[{"id":"g","agents":[1],"serves":["a"]}],"service_minutes":[2]}`))
	f.Add([]byte("{\"period_minutes\":1,\"types\":[{\"id\":\"\xbb\",\"arrivals_per_minute\":[7]}],\"groups\":[{\"id\":\"g\",\"agents\":[1],\"serves\":[\"\xbb\"]}],\"service_minutes\":[1]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var s Scenario
		if json.Unmarshal(text, &s) != nil || s.Validate() != nil {
			return
		}
		s.Days = 1
		expected, agents := 0.0, 0
		for i := range s.Types {
			expected += s.expected(&s.Types[i])
		}
		for i := range s.Groups {
			agents += s.Groups[i].most()
		}
		if expected > 1000 || agents > 100 || s.periods() > 100 || s.PeriodMinutes*float64(s.periods()) > 10_000 {
			return // valid, and too large for here
		}
		for i := range s.Groups { // agents who miss all offers of a year
			if s.Groups[i].MissProbability > 0.9 {
				s.Drain = false
			}
		}
		if _, err := Run(t.Context(), s, 1); err != nil {
			t.Fatal(err)
		}
	})
}
