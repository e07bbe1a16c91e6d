// Simulate answers what a staffing planner asks: with these arrivals and these agents, what is the service level, the
// speed of answer, the abandonment, the occupancy? The days are simulated on the Floor that routes in production.
//
//	go run ./examples/simulate [-json] [-days N] [-seed N] [-svg FILE] [-log FILE] [-strategies A,B] [SCENARIO.json]
//
// Without a file it simulates a center of phone, chat and email that ships with it, scenario.json. -days is how many
// independent days (20, or what the scenario says), -seed the seed of the random numbers (1): the same seed gives the
// same result on any number of cores. A progress bar is on standard error.
//
// What is printed are means per day, with half-widths of their 95 % confidence intervals; with -json as one JSON
// object. -svg draws the day, interval by interval, as the mean of up to 20 of the days. -log writes the events of the
// first day, one JSON object a line, which go run ./examples/report reads. -strategies compares routing strategies
// (longest-idle, round-robin, least-loaded, best-skill) on the same customers, with the differences to the first.
//
// # Scenario
//
// The file is simulate.Scenario as JSON; go doc ./routing/simulate has all fields. A list "per period" has a value
// for each period of the day, or one for all:
//
//	{"period_minutes": 480, "periods": 1, "target_seconds": 20, "busyness_gamma": 0,
//	 "types": [{"id": "chat", "channel": "chat", "arrivals_per_minute": [4.2], "patience_minutes": [0]}],
//	 "groups": [{"id": "g0", "agents": [12], "serves": ["chat"]}],
//	 "service_minutes": [2.0], "routing": {"chat": ["g0"]}, "queue_choice": "longest-wait",
//	 "queue_capacity": 0, "drain": true}
//
// A list under "routing" has all groups that serve the type, in the order in which a new contact tries them: an agent who
// is free serves whoever waits, so that no group only helps out.
//
// A scenario that is wrong, or has a field that is not known, is refused with exit code 2 and an error that names the
// field.
package main
