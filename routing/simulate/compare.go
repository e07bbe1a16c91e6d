package simulate

import "context"

// Variant is a scenario under a name, to be compared with others.
type Variant struct {
	Name string
	Scenario
}

// Comparison is what came out for a variant, and how that differs from the first variant.
type Comparison struct {
	Name       string     `json:"name"`
	Result     Result     `json:"result"`
	Difference Difference `json:"difference"`
}

// Difference is how a variant differs from another, per day, on the same customers (common random numbers): so its
// half-widths are narrower than those of two runs apart.
type Difference struct {
	Served        Estimate `json:"served"`
	Abandoned     Estimate `json:"abandoned"`
	Blocked       Estimate `json:"blocked"`
	Missed        Estimate `json:"missed_offers"`
	ServiceLevel  Estimate `json:"service_level"`
	AnswerMinutes Estimate `json:"speed_of_answer_minutes"`
}

// Compare simulates variants on the same days: the same seed gives each the same arrivals, and each customer the
// same patience and handling time, whatever the agents, the strategy and the rules are. Each variant has as many
// days as the first. The errors are those of Run.
func Compare(ctx context.Context, seed uint64, variants ...Variant) ([]Comparison, error) {
	var all []Comparison
	var first []tally
	for i := range variants {
		s := variants[i].Scenario
		s.Days = variants[0].Days
		c, days, err := simulate(ctx, &s, seed)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			first = days
		}
		all = append(all, Comparison{variants[i].Name, newResult(c, days), newDifference(first, days)})
	}
	return all, nil
}

func newDifference(first, days []tally) Difference {
	differs := func(get func(kindTally) int) Estimate {
		return difference(count(days, get), count(first, get))
	}
	served, inTarget := func(k kindTally) int { return k.served }, func(k kindTally) int { return k.inTarget }
	wait := func(t *tally) float64 { return minutes(t.all().wait) }
	missed := func(t *tally) float64 { return float64(t.missed) }
	return Difference{
		Served:    differs(served),
		Abandoned: differs(func(k kindTally) int { return k.abandoned }),
		Blocked:   differs(func(k kindTally) int { return k.blocked }),
		Missed:    difference(perDay(days, missed), perDay(first, missed)),
		ServiceLevel: ratioDifference(
			count(days, inTarget), count(days, served), count(first, inTarget), count(first, served)),
		AnswerMinutes: ratioDifference(
			perDay(days, wait), count(days, served), perDay(first, wait), count(first, served)),
	}
}

// count returns what is counted over all types, per day.
func count(days []tally, get func(kindTally) int) []float64 {
	return perDay(days, func(t *tally) float64 { return float64(get(t.all())) })
}
