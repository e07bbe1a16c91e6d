package routing

import (
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

func TestDescribe(t *testing.T) {
	nine := 9
	for _, test := range []struct {
		payload Payload
		want    string
	}{
		{SettingsSet{Settings{}.withDefaults()}, "settings: ageing 1m, 4096 closed contacts and 65536 command ids kept"},
		{QueueSet{Queue{ID: "q", Channel: contact.Chat}.withDefaults()}, "queue q: chat, offer 20s, longest-idle"},
		{QueueSet{Queue{
			ID: "q", Name: "고객 지원", Channel: contact.Email, Offer: time.Hour, Strategy: RoundRobin,
			Skills: []Skill{{"ko", 3}, {"billing", 1}}, Relax: []Relax{{30 * time.Second, "ko", 1}}, Priority: 5, Max: 100,
			Hours:    Hours{Zone: "Asia/Seoul", Spans: []Opened{{time.Monday, 540, 1080}, {time.Tuesday, 540, 1080}, {time.Saturday, 0, 1440}}},
			Overflow: Overflow{After: time.Minute, Queue: "other"}, Sticky: 30 * time.Second,
			Miss: Miss{Action: OverflowTo, Queue: "other"}, Decline: true,
			WrapUp: wrapup.Policy{Min: 2, Max: 3, After: 90 * time.Second, Default: "none", MayCancel: true},
		}}, `queue q "고객 지원": email, offer 1h, round-robin, needs ko:3 billing:1, ko:1 after 30s, priority 5, ` +
			`at most 100, open Mon-Tue 09:00-18:00 Sat 00:00-24:00 Asia/Seoul, overflow to other after 1m, sticky 30s, ` +
			`missed transfers to other, agents may decline, wrap-up needs 2 reasons, wrap-up takes 3 reasons at most, ` +
			`wrap-up as none after 1m30s, agents may cancel its timer`},
		{QueueSet{Queue{
			ID: "q", Channel: contact.Voice, Offer: time.Second, Strategy: LeastLoaded, Overflow: Overflow{Queue: "r"},
			Miss: Miss{Action: ReturnToSender}, WrapUp: wrapup.Policy{Min: wrapup.NoMinimum, After: time.Minute},
		}}, "queue q: voice, offer 1s, least-loaded, overflow to r, missed transfers to the sender, " +
			"wrap-up needs no reason, wrap-up done after 1m"},
		{ProfileSet{contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Voice: 1}}}, "profile p: chat 2, voice 1, blended"},
		{AgentSet{Agent{
			ID: "a1", Name: "김하나", Profile: "p", Skills: []Skill{{"ko", 5}},
			Queues: []Serves{{"a", 1}, {"b", 2}}, Takes: QueueOrder,
		}}, `agent a1 "김하나": profile p, skills ko:5, queues a, b:2, takes queue-order`},
		{ReasonSet{wrapup.Reason{ID: "refund", Name: "환불", Channel: contact.Chat, Queue: "q", Inactive: true}},
			`reason refund "환불", chat, queue q, inactive`},
		{IdleCodeSet{IdleCode{ID: "lunch", Name: "점심"}}, `idle code lunch "점심"`},
		{IdleCodeSet{IdleCode{ID: "lunch", Inactive: true}}, "idle code lunch, inactive"},
		{QueueRemoved{"q"}, "queue q removed"},
		{AgentRemoved{"a1"}, "agent a1 removed"},
		{AgentStateSet{Agent: "a2", State: contact.RONA}, "a2 rona"},
		{AgentStateSet{Agent: "a2", State: contact.Idle, Code: "lunch", By: "boss"}, "a2 idle (lunch), by boss"},
		{AgentStateSet{Agent: "a 2\n", State: contact.SignedOut}, `"a 2\n" signed-out`},
		{NextStateSet{Agent: "a2", State: contact.Idle, Code: "lunch"}, "a2 next idle (lunch)"},
		{NextStateSet{Agent: "a2"}, "a2 wants no next state any more"},
		{ContactQueued{Contact: "c1", Queue: "support", Channel: contact.Chat}, "c1 queued in support"},
		{ContactQueued{
			Contact: "c1", Queue: "support", Priority: &nine, Skills: []Skill{{"ko", 0}}, LastAgent: "a1",
			Hold: 30 * time.Second, Age: 5 * time.Minute,
		}, "c1 queued in support, priority 9, needs ko:0, held for a1 for 30s, received 5m ago"},
		{ContactQueued{Contact: "c1", Queue: "support", LastAgent: "a1"}, "c1 queued in support, last agent a1"},
		{ContactMoved{"c1", "other"}, "c1 moved to other"},
		{ContactStays{"c1"}, "c1 stays: its overflow takes nothing"},
		{ContactRelaxed{"c1"}, "c1 relaxed by a step"},
		{HoldEnded{"c1"}, "c1 no longer held"},
		{CustomerLeft{"c1"}, "c1: the customer left"},
		{CustomerHeld{"c1", "a1"}, "c1: a1 put the customer on hold"},
		{CustomerRetrieved{"c1", "a1"}, "c1: a1 retrieved the customer"},
		{ContactEnded{"c1", contact.AgentEnded, "a1"}, "c1 ended (agent-ended)"},
		{ContactClosed{"c1", contact.Abandoned}, "c1 closed (abandoned)"},
		{OfferMade{Offer: 3, Contact: "c1", Agent: "a2", Queue: "q", Timeout: 20 * time.Second}, "offer 3: c1 to a2 (queue q) for 20s"},
		{OfferMade{Offer: 3, Contact: "c1", Agent: "a2", Queue: "q", Kind: FromTransfer, By: "a1", Timeout: 20 * time.Second},
			"offer 3: c1 to a2 (transfer by a1) for 20s"},
		{OfferMade{Offer: 3, Contact: "c1", Agent: "a1", Queue: "q", Kind: FromReturn, Timeout: time.Second}, "offer 3: c1 to a1 (return) for 1s"},
		{OfferAccepted{Offer: 3, Contact: "c1", Agent: "a2"}, "offer 3 accepted: a2 has c1"},
		{OfferAccepted{Offer: 3, Contact: "c1", Agent: "a2", Kind: ToConference}, "offer 3 accepted: a2 joins c1"},
		{OfferEnded{Offer: 3, Contact: "c1", Agent: "a2"}, "offer 3 missed: c1 by a2"},
		{OfferEnded{Offer: 3, Contact: "c1", Agent: "a2", Cause: Declined}, "offer 3 declined: c1 by a2"},
		{OfferEnded{Offer: 3, Contact: "c1", Agent: "a2", Cause: Withdrawn}, "offer 3 withdrawn: c1 from a2"},
		{OffersExtended{90 * time.Minute}, "deadlines extended by 1h30m"},
		{ContactTransferred{Contact: "c1", Agent: "a1", Queue: "q"}, "c1 transferred from a1 to queue q"},
		{ContactTransferred{Contact: "c1", Agent: "a1", To: "a2", By: "boss"}, "c1 transferred from a1 to a2, by boss"},
		{GuestLeft{"c1", "a2"}, "c1: guest a2 left"},
		{WrapUpStarted{Contact: "c1", Agent: "a1"}, "c1: wrap-up of a1 started"},
		{WrapUpStarted{Contact: "c1", Agent: "a1", Timeout: time.Hour}, "c1: wrap-up of a1 started, for 1h"},
		{WrapUpTimerCancelled{"c1", "a1"}, "c1: wrap-up of a1 has no timer any more"},
		{WrapUpDone{Contact: "c1", Agent: "a1", Reasons: []wrapup.ReasonID{"refund", "환불"}}, "c1: wrap-up of a1 done: refund, 환불"},
		{WrapUpDone{Contact: "c1", Agent: "a1", Auto: true}, "c1: wrap-up of a1 done: no reason (timer)"},
		{SupervisorJoined{"c1", "boss", Whisper}, "c1: supervisor boss on it (whisper)"},
		{SupervisorLeft{"c1", "boss"}, "c1: supervisor boss off it"},
		{Acknowledged{}, "acknowledged, nothing changed"},
		{nil, "nothing"},
	} {
		if got := Describe(Event{Payload: test.payload}); got != test.want {
			t.Errorf("Describe(%#v)\n got %s\nwant %s", test.payload, got, test.want)
		}
	}
}

// TestDescribeEveryEvent finds kinds of events that nobody taught to describe themselves, and lines
// that are not one line.
func TestDescribeEveryEvent(t *testing.T) {
	for _, kind := range eventTypes {
		if kind.json == nil {
			continue
		}
		p, err := kind.json([]byte(`{"contact":"c\n1","agent":"a\u2028","queue":"\u0000","supervisor":"s\r"}`))
		if err != nil && kind.name != "queue-set" && kind.name != "agent-set" { // there they are objects
			t.Errorf("%s: %v", kind.name, err)
		}
		if _, ok := p.(describer); !ok {
			t.Errorf("%s has no description", kind.name)
		}
		if line := Describe(Event{Payload: p}); line == "" || strings.ContainsAny(line, "\n\r\u2028\x00") {
			t.Errorf("Describe(%s) = %q, want one line", kind.name, line)
		}
	}
}
