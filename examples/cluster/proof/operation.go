package proof

import (
	"fmt"
	"sync"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// Outcome is what a client knows of its command.
type Outcome uint8

// The outcomes.
const (
	Open         Outcome = iota // nothing: it may have been applied, or may yet be
	Acknowledged                // it was applied
	Refused                     // it was refused, and will never be applied
)

// String returns open, acknowledged or refused.
func (o Outcome) String() string { return [...]string{"open", "acknowledged", "refused"}[o] }

// Operation is one command of one client, however often it was sent.
type Operation struct {
	Client  int
	Center  string
	ID      string          // of the Once; none if it was not the client's own: then the log cannot show the order
	Command routing.Command // within the Once
	Call    time.Duration   // when it was first sent, since the history began
	Return  time.Duration   // when the answer came; nothing for an open one
	Outcome Outcome
	Code    routing.Code // of a refusal
}

// String describes the operation on one line.
func (o Operation) String() string {
	answer := o.Outcome.String()
	if o.Code != "" {
		answer += " " + string(o.Code)
	}
	return fmt.Sprintf("%v-%v client %d %s %s %s%+v: %s", o.Call, o.Return, o.Client, o.Center, o.ID,
		routing.CommandName(o.Command), o.Command, answer)
}

// Recorder notes operations as they end. Its zero value is ready once Begin was called; it is safe for concurrent use.
type Recorder struct {
	began time.Time

	mu       sync.Mutex
	all      []Operation
	sayings  []Saying
	hearings []Hearing
}

// NewRecorder returns one whose history begins now.
func NewRecorder() *Recorder { return &Recorder{began: time.Now()} }

// Since returns the time that has passed since the history began, by a clock that nobody sets.
func (r *Recorder) Since() time.Duration { return time.Since(r.began) }

// Record notes an operation that has ended, one way or another.
func (r *Recorder) Record(op Operation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, op)
}

// Operations returns what was recorded.
func (r *Recorder) Operations() []Operation {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Operation(nil), r.all...)
}

// Say notes a message that was sent.
func (r *Recorder) Say(s Saying) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sayings = append(r.sayings, s)
}

// Hear notes what a member was shown.
func (r *Recorder) Hear(h Hearing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hearings = append(r.hearings, h)
}

// Talks returns what was said and heard, by contact.
func (r *Recorder) Talks() (sayings map[contact.ID][]Saying, hearings map[contact.ID][]Hearing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	sayings, hearings = make(map[contact.ID][]Saying), make(map[contact.ID][]Hearing)
	for _, s := range r.sayings {
		sayings[s.Contact] = append(sayings[s.Contact], s)
	}
	for _, h := range r.hearings {
		hearings[h.Contact] = append(hearings[h.Contact], h)
	}
	return sayings, hearings
}
