package simulate

func interval(values []float64) Estimate {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return Estimate{Mean: s / float64(len(values))}
}
func ratio(num, den []float64) Estimate {
	a, b := 0.0, 0.0
	for i := range num {
		a += num[i]
		b += den[i]
	}
	if b == 0 {
		return Estimate{}
	}
	return Estimate{Mean: a / b}
}

type Estimate struct{ Mean, Half float64 }
