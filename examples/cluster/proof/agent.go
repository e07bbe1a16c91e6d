package proof

import "github.com/acdkit/acdkit/routing"

// presence is what the model knows of an agent. RONA comes and goes between any two commands.
type presence struct{ in bool }

func (p presence) answer(cmd routing.Command) (next presence, can bool, codes []routing.Code) {
	switch cmd.(type) {
	case routing.SignIn:
		if p.in {
			return p, false, []routing.Code{routing.ErrState}
		}
		return presence{in: true}, true, nil
	case routing.SetState:
		if !p.in {
			return p, false, []routing.Code{routing.ErrState}
		}
		return p, true, nil
	case routing.SignOut:
		if !p.in {
			return p, false, []routing.Code{routing.ErrState}
		}
		return presence{}, true, []routing.Code{routing.ErrHasWork}
	}
	return p, false, []routing.Code{routing.ErrInvalidCommand}
}
