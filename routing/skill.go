package routing

import (
	"cmp"
	"slices"
	"time"
)

// Skill is a proficiency: of an agent, what the agent has; of a queue or a contact, the least that
// it needs (R3). Levels run from 1 to MaxLevel.
type Skill struct {
	Name  string `json:"name" cbor:"1,keyasint"`
	Level int    `json:"level" cbor:"2,keyasint"`
}

// Limits of skills.
const (
	MaxLevel  = 100 // the highest level
	MaxSkills = 64  // skills of one agent, queue or contact
)

// Relax lowers what a queue's contacts need after they have waited (R3): from then on Skill is
// needed at Level only, and at level 0 not at all.
type Relax struct {
	After time.Duration `json:"after_ns" cbor:"1,keyasint"`
	Skill string        `json:"skill" cbor:"2,keyasint"`
	Level int           `json:"level" cbor:"3,keyasint"`
}

// checkSkills reports a list that is too long, has a level out of range or names a skill twice.
func checkSkills(skills []Skill, lowest int) error {
	if len(skills) > MaxSkills {
		return ErrTooMany
	}
	for i, s := range skills {
		switch {
		case checkID(s.Name) != nil:
			return ErrInvalidID
		case s.Level < lowest || s.Level > MaxLevel:
			return ErrInvalidLevel
		case slices.ContainsFunc(skills[:i], func(o Skill) bool { return o.Name == s.Name }):
			return ErrDuplicate
		}
	}
	return nil
}

// need is a Skill whose name has been replaced by the floor's number for it.
type need struct {
	skill, level int32
}

func compareNeeds(a, b need) int { return cmp.Compare(a.skill, b.skill) }

// levelOf returns the level of a skill in a list sorted by skill, 0 if it is not there.
func levelOf(have []need, skill int32) int32 {
	for _, h := range have {
		if h.skill == skill {
			return h.level
		}
	}
	return 0
}

// meets reports whether an agent's skills satisfy all needs.
func meets(have, needs []need) bool {
	for _, n := range needs {
		if levelOf(have, n.skill) < n.level {
			return false
		}
	}
	return true
}

// totalLevel sums up an agent's levels in the needed skills.
func totalLevel(have, needs []need) int32 {
	sum := int32(0)
	for _, n := range needs {
		sum += levelOf(have, n.skill)
	}
	return sum
}

// setNeed puts a need into a list sorted by skill; level 0 removes it.
func setNeed(needs []need, n need) []need {
	i, found := slices.BinarySearchFunc(needs, n, compareNeeds)
	switch {
	case found && n.level == 0:
		return slices.Delete(needs, i, i+1)
	case found:
		needs[i].level = n.level
		return needs
	case n.level == 0:
		return needs
	}
	return slices.Insert(needs, i, n)
}

// number replaces skill names by the floor's numbers for them, sorted.
func (f *Floor) number(skills []Skill) []need {
	if len(skills) == 0 {
		return nil
	}
	needs := make([]need, len(skills))
	for i, s := range skills {
		needs[i] = need{f.skillNumber(s.Name), int32(s.Level)}
	}
	slices.SortFunc(needs, compareNeeds)
	return needs
}

func (f *Floor) skillNumber(name string) int32 {
	n, known := f.skills[name]
	if !known {
		n = int32(len(f.names))
		f.skills[name] = n
		f.names = append(f.names, name)
	}
	return n
}
