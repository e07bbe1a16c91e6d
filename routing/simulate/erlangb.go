package simulate

// ErlangB returns the share of arrivals that M/M/c/c turns away: nobody can wait. The load is in Erlang, arrivals per
// minute times mean handling minutes, 0 to 10¹⁴; agents are 0 to MaxAgents. The formula holds for any distribution of
// the handling time. It returns a *QueueError for other numbers. (Erlang 1917.)
func ErlangB(load float64, agents int) (float64, error) {
	switch {
	case !(load >= 0 && load <= maxRate*maxRate):
		return 0, &QueueError{"load", "must be 0 to 10¹⁴"}
	case agents < 0 || agents > MaxAgents:
		return 0, &QueueError{"agents", "must be 0 to a million"}
	}
	return 1 / inverseErlangB(load, agents), nil
}

// inverseErlangB returns 1/B by a recursion that only adds positive numbers, so that it loses no digits; it is +Inf
// where B is too small for a float64. (Jagerman, Some properties of the Erlang loss function, Bell System
// Technical Journal 53, 1974; Messerli 1972.)
func inverseErlangB(load float64, agents int) float64 {
	inverse := 1.0
	for n := 1; n <= agents; n++ {
		inverse = 1 + float64(n)/load*inverse
	}
	return inverse
}
