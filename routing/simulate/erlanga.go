package simulate

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
)

// minPatience in minutes is 60 ns: a simulation counts in nanoseconds.
const minPatience = 1e-9

// ErlangA returns what M/M/c+M is like: any number can wait, and each contact has a patience, exponential with this
// mean in minutes, after which it gives up. 0 is no limit, which is ErlangC; otherwise it must be 10⁻⁹ to
// 10 million. There is a steady state at any load. It returns a *QueueError for other numbers.
//
// (Palm, Research on telephone traffic carried by full availability groups, Tele 1, 1957; Garnett, Mandelbaum and
// Reiman, Designing a call center with impatient customers, M&SOM 4(3), 2002; Mandelbaum and Zeltyn, Service
// engineering in action: the Palm/Erlang-A queue, 2007.)
func ErlangA(q Queue, patienceMinutes float64) (Steady, error) {
	if err := q.Validate(); err != nil {
		return Steady{}, err
	}
	if err := checkPatience("patienceMinutes", patienceMinutes); err != nil {
		return Steady{}, err
	}
	return q.erlangA(patienceMinutes), nil
}

func checkPatience(field string, minutes float64) error {
	if minutes != 0 && !(minutes >= minPatience && minutes <= maxRate) {
		return &QueueError{field, "must be 0 (no limit) or 10⁻⁹ to 10 million"}
	}
	return nil
}

func (q *Queue) erlangA(patience float64) Steady {
	if patience == 0 {
		return q.erlangC()
	}
	o := newOffered(q, 1/patience)
	everything := func(float64) float64 { return 1 }
	patient := func(wait float64) float64 { return math.Exp(-o.leaving * wait) }
	impatient := func(wait float64) float64 { return -math.Expm1(-o.leaving * wait) }
	endured := func(wait float64) float64 { return wait * patient(wait) }

	none, some := o.none(q), o.integral(everything, math.Inf(1))
	share := func(integral float64) float64 { return integral / (none + some) }
	atOnce := 1 / (1 + some/none)
	s := Steady{
		Waits:    share(some),
		Served:   atOnce + share(o.integral(patient, math.Inf(1))),
		Abandons: share(o.integral(impatient, math.Inf(1))),
		InTarget: atOnce + share(o.integral(patient, q.target())),
	}
	s.WaitMinutes = s.Abandons * patience // all who wait give up at the same rate
	s.AnswerMinutes = share(o.integral(endured, math.Inf(1))) / s.Served
	return q.settle(s)
}

// offered is the distribution of the wait that is offered to a contact: the time until an agent would be free for it,
// whether its patience lasts or not. It is 0 with some probability, and else has a density proportional to
// exp(λ(1-exp(-θx))/θ - cμx), where λ, cμ and θ are the rates below. These are Palm's integrals, as in Zeltyn and
// Mandelbaum, Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue, Queueing
// Systems 51, 2005, section 5. The density is used divided by its highest value, so that nothing overflows.
type offered struct {
	arrival, service, leaving float64 // per minute; service by all agents, leaving by one contact
	peak                      float64 // minutes, where the density is highest
}

func newOffered(q *Queue, leaving float64) *offered {
	o := &offered{arrival: q.ArrivalsPerMinute, service: q.rate(), leaving: leaving}
	if o.arrival > o.service {
		o.peak = math.Log(o.arrival/o.service) / leaving
	}
	return o
}

// log returns the logarithm of the density at a distance from the peak.
func (o *offered) log(distance float64) float64 {
	slope := max(o.service-o.arrival, 0)
	return -slope*distance - min(o.arrival, o.service)/o.leaving*bend(o.leaving*distance)
}

// bend returns exp(-u)-1+u.
func bend(u float64) float64 {
	if math.Abs(u) < 0.01 { // where it would lose digits
		return u * u / 2 * (1 - u/3*(1-u/4*(1-u/5*(1-u/6*(1-u/7)))))
	}
	return math.Expm1(-u) + u
}

// none returns the weight of an offered wait of 0, on the scale of integral.
func (o *offered) none(q *Queue) float64 {
	return inverseErlangB(q.load(), q.Agents-1) * math.Exp(o.log(-o.peak))
}

// integral returns λ times the integral of the density times a weight, over the waits from 0 up to a limit.
func (o *offered) integral(weight func(wait float64) float64, limit float64) float64 {
	f := func(distance float64) float64 { return math.Exp(o.log(distance)) * weight(o.peak+distance) }
	top := min(0, limit-o.peak)
	return o.arrival * (o.outward(f, top, -o.peak) + o.outward(f, top, limit-o.peak))
}

// outward integrates from the top of the density to a limit on one side of it, in panels that double: the first is
// shorter than all that can happen there, and the last is where the density, which is log-concave, is negligible.
// Below the peak the density may end in a cliff, a patience wide, so that panels do not exceed that.
func (o *offered) outward(f func(float64) float64, top, limit float64) float64 {
	const points, negligible = 20, 60
	sum, at, lowest := 0.0, top, o.log(top)-negligible
	for width := 1 / (o.arrival + o.service + o.leaving); at != limit && o.log(at) >= lowest; width *= 2 {
		next := min(at+width, limit)
		if limit < top {
			next = max(at-min(width, 1/o.leaving), limit)
		}
		sum += quad.Fixed(f, min(at, next), max(at, next), points, quad.Legendre{}, 0)
		at = next
	}
	return sum
}
