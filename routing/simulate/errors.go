package simulate

import "fmt"

// ScenarioError says what is wrong with a scenario.
type ScenarioError struct {
	Field   string // by its path in the JSON form: groups[1].serves
	Problem string
}

func (e *ScenarioError) Error() string {
	return fmt.Sprintf("simulate: scenario: %s %s", e.Field, e.Problem)
}

func bad(field, problem string) error { return &ScenarioError{Field: field, Problem: problem} }
