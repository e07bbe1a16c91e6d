package simulate

import "math"

// Estimate is a mean over days with the half-width of its 95 % confidence interval (Student's t over
// independent days; the delta method for ratios); 0 for a single day.
type Estimate struct {
	Mean float64 `json:"mean"`
	Half float64 `json:"ci95"`
}

// interval estimates a mean from independent values, one a day. There is one for no values: 0.
// (Law, Simulation Modeling and Analysis, 2015, section 4.5.)
func interval(values []float64) Estimate {
	if len(values) == 0 {
		return Estimate{}
	}
	mean := sum(values) / float64(len(values))
	return Estimate{mean, halfWidth(len(values), func(day int) float64 { return values[day] - mean })}
}

// difference estimates the mean of a-b, for days that have the same random numbers on both sides: what a day
// has in common falls out. (Law 2015, section 10.2.1, paired t; section 11.2, common random numbers.)
func difference(a, b []float64) Estimate {
	d := make([]float64, len(a))
	for day := range d {
		d[day] = a[day] - b[day]
	}
	return interval(d)
}

// ratio estimates the ratio of two means, such as in target over answered, by the ratio of the sums; it is not
// the mean of the days' ratios, in which a quiet day would weigh as much as a busy one. 0 if the sum of den is 0.
// (Cochran, Sampling Techniques, 1977, section 2.11; the delta method: Asmussen and Glynn, Stochastic
// Simulation, 2007, section III.3.) Its bias is of the order of 1/days.
func ratio(num, den []float64) Estimate {
	total := sum(den)
	if total == 0 {
		return Estimate{}
	}
	r, perDay := sum(num)/total, total/float64(len(den))
	return Estimate{r, halfWidth(len(den), func(day int) float64 { return (num[day] - r*den[day]) / perDay })}
}

// ratioDifference estimates how much the ratio of a to b exceeds that of c to d, for days that have the same
// random numbers on both sides.
func ratioDifference(a, b, c, d []float64) Estimate {
	one, other := ratio(a, b).Mean, ratio(c, d).Mean
	perDay := func(values []float64) float64 { return max(sum(values), 1) / float64(len(values)) }
	oneDay, otherDay := perDay(b), perDay(d)
	return Estimate{one - other, halfWidth(len(b), func(day int) float64 {
		return (a[day]-one*b[day])/oneDay - (c[day]-other*d[day])/otherDay
	})}
}

// halfWidth is t times the standard error of a mean, for the days' deviations from it.
func halfWidth(days int, deviation func(day int) float64) float64 {
	if days < 2 {
		return 0
	}
	squares := 0.0
	for day := range days {
		squares += deviation(day) * deviation(day)
	}
	n := float64(days)
	return student95(days-1) * math.Sqrt(squares/(n-1)/n)
}

func sum(values []float64) (total float64) {
	for _, v := range values {
		total += v
	}
	return total
}
