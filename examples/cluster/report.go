package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"
)

// report is what the program prints.
type report struct {
	Commands          int      `json:"commands"`
	Acknowledged      int      `json:"acknowledged"`
	Lost              int      `json:"lost"`
	Duplicated        int      `json:"duplicated"`
	DoubleOwned       int      `json:"double_owned"`
	Stuck             int      `json:"stuck"`
	Gaps              int      `json:"gaps"`
	Linearizable      bool     `json:"linearizable"`
	Takeover          takeover `json:"takeover_ms"`
	CommandsPerSecond float64  `json:"commands_per_second"`

	details []string
}

// takeover is how long centers could not be written to after a fault, in milliseconds.
type takeover struct {
	P50 int64 `json:"p50"`
	Max int64 `json:"max"`
}

func takeoverOf(all []time.Duration) takeover {
	if len(all) == 0 {
		return takeover{}
	}
	slices.Sort(all)
	return takeover{P50: all[(len(all)-1)/2].Milliseconds(), Max: all[len(all)-1].Milliseconds()}
}

// good reports whether nothing is wrong.
func (r *report) good() bool {
	return r.Lost+r.Duplicated+r.DoubleOwned+r.Stuck+r.Gaps == 0 && r.Linearizable
}

func (r *report) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	_, err := fmt.Fprintf(w, `commands       %d, %d of them acknowledged
lost           %d
duplicated     %d
double owned   %d
stuck          %d
gaps           %d
linearizable   %t
take-over      %d ms in the middle, %d ms at most
rate           %.0f commands a second before the faults
`, r.Commands, r.Acknowledged, r.Lost, r.Duplicated, r.DoubleOwned, r.Stuck, r.Gaps, r.Linearizable,
		r.Takeover.P50, r.Takeover.Max, r.CommandsPerSecond)
	return err
}
