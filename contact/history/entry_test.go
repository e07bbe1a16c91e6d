package history_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/google/go-cmp/cmp"
)

// longest is an entry with every field at its limit.
func longest() history.Entry {
	long := func(n int) string { return strings.Repeat("x", n) }
	e := email(contact.ID(long(contact.MaxID)), time.Date(9999, 12, 31, 22, 59, 59, 999999999, time.UTC))
	e.Queue, e.QueueName, e.Subject = contact.QueueID(long(contact.MaxID)), long(history.MaxQueueName), long(history.MaxSubject)
	e.Agents = nil
	for i := range history.MaxAgents {
		e.Agents = append(e.Agents, contact.AgentID(fmt.Sprintf("%02d", i)+long(contact.MaxID-2)))
	}
	return e
}

func TestEntryValid(t *testing.T) {
	left := chatOn("c1", noon)
	left.Reason = contact.CustomerLeft
	for name, e := range map[string]history.Entry{
		"least": {Contact: "c1", Channel: contact.Voice, Began: noon}, "goes on": chatOn("c1", noon), "over": over(chatOn("c1", noon)),
		"email": email("c1", noon), "longest": longest(), "customer left": left,
	} {
		if err := e.Validate(); err != nil {
			t.Errorf("%s: Validate returned %v", name, err)
		}
	}
}

// TestEntryInvalid: limits and characters are checked, and no error quotes what was wrong.
func TestEntryInvalid(t *testing.T) {
	const secret = "minji"
	for name, breakIt := range map[string]func(*history.Entry){
		"no contact":       func(e *history.Entry) { e.Contact = "" },
		"long contact":     func(e *history.Entry) { e.Contact = contact.ID(secret + strings.Repeat("x", contact.MaxID)) },
		"contact's line":   func(e *history.Entry) { e.Contact = secret + "\u2028" },
		"no channel":       func(e *history.Entry) { e.Channel = 0 },
		"unknown channel":  func(e *history.Entry) { e.Channel = contact.Social + 1 },
		"long queue":       func(e *history.Entry) { e.Queue = contact.QueueID(secret + strings.Repeat("x", contact.MaxID)) },
		"long queue name":  func(e *history.Entry) { e.QueueName = secret + strings.Repeat("x", history.MaxQueueName) },
		"queue name":       func(e *history.Entry) { e.QueueName = secret + "\x00" },
		"long subject":     func(e *history.Entry) { e.Subject = secret + strings.Repeat("x", history.MaxSubject) },
		"subject bytes":    func(e *history.Entry) { e.Subject = secret + "\xff" },
		"subject of chat":  func(e *history.Entry) { e.Channel, e.Subject = contact.Chat, secret },
		"no beginning":     func(e *history.Entry) { e.Began = time.Time{} },
		"late beginning":   func(e *history.Entry) { e.Began = e.Began.AddDate(9000, 0, 0); e.Ended = e.Began },
		"late end":         func(e *history.Entry) { e.Ended = e.Began.AddDate(9000, 0, 0) },
		"end first":        func(e *history.Entry) { e.Ended = e.Began.Add(-1) },
		"no reason":        func(e *history.Entry) { e.Reason = contact.NotEnded },
		"unknown reason":   func(e *history.Entry) { e.Reason = contact.TransferMissed + 1 },
		"reason but on":    func(e *history.Entry) { e.Ended = time.Time{} },
		"too many agents":  func(e *history.Entry) { *e = longest(); e.Agents = append(e.Agents, "kim") },
		"agent twice":      func(e *history.Entry) { e.Agents = []contact.AgentID{secret, "lee", secret} },
		"empty agent":      func(e *history.Entry) { e.Agents = []contact.AgentID{""} },
		"agent's control":  func(e *history.Entry) { e.Agents = []contact.AgentID{secret + "\n"} },
		"negative message": func(e *history.Entry) { e.Messages = -1 },
	} {
		l, m := newLog()
		e := email("c1", noon)
		breakIt(&e)
		err := e.Validate()
		wantError(t, err, history.ErrInvalid, "", e.Contact)
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error quotes the entry: %v", name, err)
		}
		if err := l.Put(t.Context(), "u1", e); !errors.Is(err, history.ErrInvalid) || len(records(t, m, "history/u1")) > 0 {
			t.Errorf("%s: Put returned %v, want ErrInvalid", name, err)
		}
	}
}

func TestEntryJSON(t *testing.T) {
	for want, e := range map[string]history.Entry{
		`{"contact":"c1","channel":"chat","began":"2025-03-14T12:00:00Z","messages":0}`: {Contact: "c1", Channel: contact.Chat, Began: noon},
		`{"contact":"c2","channel":"email","queue":"q1","queue_name":"결제 문의","subject":"환불 요청","began":"2025-03-14T12:00:00Z",` +
			`"ended":"2025-03-14T13:00:00Z","reason":"agent-ended","agents":["kim"],"messages":4}`: email("c2", noon),
	} {
		got, err := json.Marshal(e)
		if err != nil || string(got) != want {
			t.Errorf("Marshal = %s, %v, want %s", got, err, want)
		}
		var back history.Entry
		if err := json.Unmarshal(got, &back); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(e, back); diff != "" {
			t.Errorf("Unmarshal mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestErrorText(t *testing.T) {
	for want, err := range map[string]*history.Error{
		`history: contact not over customer="u1" contact="c1"`: {Customer: "u1", Contact: "c1", Err: history.ErrOpen},
		`history: invalid cursor`:                              {Err: history.ErrCursor},
		`history: invalid customer="u1": subject is not UTF-8`: {Customer: "u1", Contact: "no\nid", Err: history.ErrInvalid, Cause: errors.New("subject is not UTF-8")},
	} {
		if got := err.Error(); got != want {
			t.Errorf("Error() = %s, want %s", got, want)
		}
	}
}
