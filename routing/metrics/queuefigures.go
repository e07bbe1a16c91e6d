package metrics

import "time"

// QueueFigures is what happened in a span of time to the contacts of a scope: of a queue, of a channel's queues, or of
// all. Figures of several scopes or spans add up.
//
// A contact waits from when it enters a queue, or from when it was received if it came with that time, as emails do
// (O2), until an agent accepts it, so that the time an agent takes to answer an offer is part of it. Overflow to
// another queue goes on with the same wait, which counts where it ends; LongestWait also has what it had come to where
// it went away. A transfer begins a new wait. What counts when it ends, counts in the interval in which it ends, so
// that past intervals never change.
//
// Entered is Answered, Abandoned, MovedOut and Dropped, and what still waits.
type QueueFigures struct {
	Entered   int `json:"entered"`  // came into the queue: arrivals, overflow, transfers
	Answered  int `json:"answered"` // accepted by an agent
	Abandoned int `json:"abandoned"`
	MovedOut  int `json:"moved_out"` // to another queue, by overflow (R6, D1)
	Dropped   int `json:"dropped"`   // direct transfers that nobody accepted (X5)

	AnsweredInTarget  int `json:"answered_in_target"`  // of Answered: within the queue's target
	AbandonedInTarget int `json:"abandoned_in_target"` // of Abandoned
	AbandonedShort    int `json:"abandoned_short"`     // of Abandoned: before Config.ShortAbandon

	MovedIn      int `json:"moved_in"`      // of Entered: from another queue, by overflow
	TransfersIn  int `json:"transfers_in"`  // of Entered: from an agent
	TransfersOut int `json:"transfers_out"` // contacts that agents of the queue sent on, to a queue or an agent

	AnswerTime  Sum           `json:"answer_time_seconds"`  // waits of Answered
	AbandonTime Sum           `json:"abandon_time_seconds"` // waits of Abandoned
	LongestWait time.Duration `json:"longest_wait_ns"`      // that somebody had come to in the span, ended or not
	MaxLength   int           `json:"max_length"`           // most contacts that waited at once
	WaitingTime Sum           `json:"waiting_time_seconds"` // of all contacts together, within the span

	Offers   Offers   `json:"offers"`
	Handling Handling `json:"handling"`

	Answers  Distribution `json:"answers"`  // of waits of Answered
	Abandons Distribution `json:"abandons"` // of waits of Abandoned
	Handles  Distribution `json:"handles"`  // of handle times
}

// Add adds the figures of another scope or span. LongestWait and MaxLength become the greater of both: the queues of a
// channel need not have been longest at the same time.
func (f *QueueFigures) Add(o *QueueFigures) {
	f.own()
	f.add(o)
}

// own makes the figures' distributions their own.
func (f *QueueFigures) own() {
	for _, d := range []*Distribution{&f.Answers, &f.Abandons, &f.Handles} {
		d.own()
	}
}

// add is Add to figures that share nothing with copies.
func (f *QueueFigures) add(o *QueueFigures) {
	f.Entered += o.Entered
	f.Answered += o.Answered
	f.Abandoned += o.Abandoned
	f.MovedOut += o.MovedOut
	f.Dropped += o.Dropped
	f.AnsweredInTarget += o.AnsweredInTarget
	f.AbandonedInTarget += o.AbandonedInTarget
	f.AbandonedShort += o.AbandonedShort
	f.MovedIn += o.MovedIn
	f.TransfersIn += o.TransfersIn
	f.TransfersOut += o.TransfersOut
	f.AnswerTime.Add(o.AnswerTime)
	f.AbandonTime.Add(o.AbandonTime)
	f.LongestWait = max(f.LongestWait, o.LongestWait)
	f.MaxLength = max(f.MaxLength, o.MaxLength)
	f.WaitingTime.Add(o.WaitingTime)
	f.Offers.Add(&o.Offers)
	f.Handling.Add(&o.Handling)
	f.Answers.merge(&o.Answers)
	f.Abandons.merge(&o.Abandons)
	f.Handles.merge(&o.Handles)
}

// SpeedOfAnswer is the average speed of answer (ASA): the mean wait of the answered. 0 if there are none.
func (f *QueueFigures) SpeedOfAnswer() time.Duration { return f.AnswerTime.Mean(f.Answered) }

// TimeToAbandon is the mean wait of those who gave up; 0 if there are none.
func (f *QueueFigures) TimeToAbandon() time.Duration { return f.AbandonTime.Mean(f.Abandoned) }

// Abandonment is the share of customers who gave up, short abandons left out above and below (COPC, Cleveland): Abandoned
// less AbandonedShort over Answered, and Abandoned less AbandonedShort. NaN if there are none.
func (f *QueueFigures) Abandonment() float64 {
	gaveUp := f.Abandoned - f.AbandonedShort
	return share(gaveUp, f.Answered+gaveUp)
}

// AverageLength is how many contacts waited on average over a span of that length.
func (f *QueueFigures) AverageLength(span time.Duration) float64 {
	if span <= 0 {
		return 0
	}
	return f.WaitingTime.Seconds() / span.Seconds()
}

// idle reports whether nothing happened.
func (f *QueueFigures) idle() bool {
	return f.Entered+f.Answered+f.Abandoned+f.MovedOut+f.Dropped+f.Handling.Handled+f.TransfersOut == 0 &&
		f.WaitingTime == Sum{} && f.Offers == Offers{}
}

// answer counts a contact that an agent accepted.
func (f *QueueFigures) answer(wait, target time.Duration) {
	f.Answered++
	f.AnswerTime.AddTime(wait)
	f.Answers.Record(wait)
	if wait <= target {
		f.AnsweredInTarget++
	}
}

// abandon counts a customer who gave up.
func (f *QueueFigures) abandon(wait, target, short time.Duration) {
	f.Abandoned++
	f.AbandonTime.AddTime(wait)
	f.Abandons.Record(wait)
	if wait <= target {
		f.AbandonedInTarget++
	}
	if wait < short {
		f.AbandonedShort++
	}
}
