package simulate

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func ExampleStaffing() {
	goal := Goal{ArrivalsPerMinute: 100.0 / 30, HandlingMinutes: 3, TargetSeconds: 20, ServiceLevel: 0.8}
	patient, err := Staffing(goal)
	if err != nil {
		panic(err)
	}
	goal.PatienceMinutes, goal.MaxAbandons = 2, 0.05
	impatient, err := Staffing(goal)
	if err != nil {
		panic(err)
	}
	fmt.Println(patient, impatient)
	// Output: 14 13
}

func mustStaff(t interface{ Fatal(...any) }, g Goal) int {
	n, err := Staffing(g)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStaffing(t *testing.T) {
	for _, test := range []struct {
		goal Goal
		want int
	}{
		// Call Centre Helper's example, and pyworkforce's: at most 85 % busy, 80 % within 20 s.
		{Goal{ArrivalsPerMinute: 100.0 / 30, HandlingMinutes: 3, TargetSeconds: 20, ServiceLevel: 0.8, MaxOccupancy: 0.85}, 14},
		{Goal{ArrivalsPerMinute: 100.0 / 30, HandlingMinutes: 3, TargetSeconds: 20, ServiceLevel: 0.9, MaxOccupancy: 0.8}, 15},
		{Goal{ArrivalsPerMinute: 0, HandlingMinutes: 1, ServiceLevel: 0.99}, 1},
		{Goal{ArrivalsPerMinute: 5, HandlingMinutes: 1}, 6},
		{Goal{ArrivalsPerMinute: 5, HandlingMinutes: 1, PatienceMinutes: 1}, 1},
		{Goal{ArrivalsPerMinute: 5, HandlingMinutes: 1, MaxOccupancy: 0.5}, 10},
	} {
		if got := mustStaff(t, test.goal); got != test.want {
			t.Errorf("Staffing(%+v) = %d, want %d", test.goal, got, test.want)
		}
	}
}

func TestStaffingIsTheFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Goal{
			ArrivalsPerMinute: rapid.Float64Range(0.01, 50).Draw(t, "arrivals"),
			HandlingMinutes:   rapid.Float64Range(0.5, 10).Draw(t, "handling"),
			PatienceMinutes:   rapid.SampledFrom([]float64{0, 0.2, 2, 20}).Draw(t, "patience"),
			TargetSeconds:     rapid.Float64Range(0, 60).Draw(t, "target"),
			ServiceLevel:      rapid.Float64Range(0, 0.99).Draw(t, "level"),
			MaxOccupancy:      rapid.SampledFrom([]float64{0, 0.7, 0.95}).Draw(t, "occupancy"),
			MaxAbandons:       rapid.SampledFrom([]float64{0, 0.01, 0.2}).Draw(t, "abandons"),
		}
		got := mustStaff(t, g)
		if !g.met(got) || !g.met(got+1) || got > 1 && g.met(got-1) {
			t.Fatalf("Staffing(%+v) = %d: met by one less %t, so many %t, one more %t",
				g, got, g.met(max(got-1, 1)), g.met(got), g.met(got+1))
		}
	})
}

// With huge loads the square-root rule holds: load + β√load, with β for the probability of waiting (Halfin and
// Whitt 1981; Borst, Mandelbaum and Reiman, Dimensioning large call centers, Operations Research 52, 2004).
func TestStaffingHuge(t *testing.T) {
	got := mustStaff(t, Goal{ArrivalsPerMinute: 300_000, HandlingMinutes: 3, ServiceLevel: 0.8})
	const beta = 1.06 // answered at once: 80 %
	if want := 900_000 + beta*math.Sqrt(900_000); math.Abs(float64(got)-want) > 10 {
		t.Errorf("%d agents, want about %v", got, want)
	}
}

func TestStaffingRefuses(t *testing.T) {
	goal := Goal{ArrivalsPerMinute: 1, HandlingMinutes: 1, ServiceLevel: 0.8}
	for _, v := range []float64{-1, math.NaN(), math.Inf(1), math.Inf(-1)} {
		for field, set := range map[string]func(*Goal){
			"ArrivalsPerMinute": func(g *Goal) { g.ArrivalsPerMinute = v },
			"HandlingMinutes":   func(g *Goal) { g.HandlingMinutes = v },
			"PatienceMinutes":   func(g *Goal) { g.PatienceMinutes = v },
			"TargetSeconds":     func(g *Goal) { g.TargetSeconds = v },
			"ServiceLevel":      func(g *Goal) { g.ServiceLevel = v },
			"MaxOccupancy":      func(g *Goal) { g.MaxOccupancy = v },
			"MaxAbandons":       func(g *Goal) { g.MaxAbandons = v },
		} {
			g := goal
			set(&g)
			if _, err := Staffing(g); !isQueueError(err, field) {
				t.Errorf("%s %v: error %v", field, v, err)
			}
		}
	}
	goal.ServiceLevel = 1
	if _, err := Staffing(goal); !isQueueError(err, "ServiceLevel") {
		t.Errorf("service level 1: error %v", err)
	}
	if _, err := Staffing(Goal{ArrivalsPerMinute: maxRate, HandlingMinutes: 1, ServiceLevel: 0.8}); !isQueueError(err, "Goal") {
		t.Errorf("too much traffic: error %v", err)
	}
}
