package metrics

// Level is a form of the service level: what of the customers who gave up counts for and against it. All forms are in
// use; which one a figure is must be said beside it. (Jouini, Koole and Roubos, Performance indicators for call centers
// with impatient customers, IIE Transactions 45(3), 2013; the last three are Cisco's "abandoned calls have
// negative impact", "are ignored" and "have positive impact".)
type Level uint8

// The forms of the service level. T is the queue's target.
const (
	OfAnswered        Level = iota // answered within T, of answered
	OfOffered                      // answered within T, of answered and abandoned
	AbandonedExcluded              // answered within T, of answered and those abandoned after T
	AbandonedIncluded              // answered or abandoned within T, of answered and abandoned
)

// String returns of-answered, of-offered, abandoned-excluded or abandoned-included.
func (l Level) String() string {
	names := [...]string{"of-answered", "of-offered", "abandoned-excluded", "abandoned-included"}
	if int(l) >= len(names) {
		return "level"
	}
	return names[l]
}

// ServiceLevel is the service level in that form, 0 to 1. NaN if nobody counts below.
func (f *QueueFigures) ServiceLevel(form Level) float64 {
	good, all := f.AnsweredInTarget, f.Answered
	switch form {
	case OfOffered:
		all += f.Abandoned
	case AbandonedExcluded:
		all += f.Abandoned - f.AbandonedInTarget
	case AbandonedIncluded:
		good += f.AbandonedInTarget
		all += f.Abandoned
	}
	return share(good, all)
}
