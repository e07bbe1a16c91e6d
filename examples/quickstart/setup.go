package main

import (
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// setup returns the vendor's configuration: queues, who works in them, and what wrap-ups can say.
// Zero fields take the defaults of the source; the times here are short to keep the story short. A
// center sets only what is not set yet, so that a host hands it over at every start.
func setup() []routing.Command {
	return []routing.Command{
		routing.SetQueue{Queue: routing.Queue{
			ID: "chat", Name: "채팅 상담", Channel: contact.Chat, Offer: 1200 * time.Millisecond,
			Decline: true, Miss: routing.Miss{Action: routing.ReturnToSender}, WrapUp: timed("other"),
		}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "email", Name: "이메일 문의", Channel: contact.Email, Offer: 3 * time.Second, WrapUp: timed("other"),
		}},
		routing.SetQueue{Queue: routing.Queue{
			ID: "refunds", Name: "Refunds", Channel: contact.Email, Offer: 3 * time.Second, WrapUp: timed("refund"),
		}},

		routing.SetProfile{Profile: contact.Profile{ID: "desk", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}}},
		routing.SetAgent{Agent: agent("kim", "김민준", "chat", "email", "refunds")},
		routing.SetAgent{Agent: agent("lee", "이서연", "chat", "email")},
		routing.SetAgent{Agent: agent("choi", "Grace Choi")}, // the supervisor: an agent too, of no queue

		routing.SetReason{Reason: wrapup.Reason{ID: "refund", Name: "환불"}},
		routing.SetReason{Reason: wrapup.Reason{ID: "delivery", Name: "배송 문의"}},
		routing.SetReason{Reason: wrapup.Reason{ID: "account", Name: "Account"}},
		routing.SetReason{Reason: wrapup.Reason{ID: "forwarded", Name: "다른 부서로 전달", Channel: contact.Email}},
		routing.SetReason{Reason: wrapup.Reason{ID: "other", Name: "기타"}},
	}
}

// timed is a wrap-up that files a reason by itself if the agent does not.
func timed(reason wrapup.ReasonID) wrapup.Policy {
	return wrapup.Policy{After: 1500 * time.Millisecond, Default: reason, MayCancel: true}
}

func agent(id contact.AgentID, name string, queues ...contact.QueueID) routing.Agent {
	a := routing.Agent{ID: id, Name: name, Profile: "desk"}
	for _, q := range queues {
		a.Queues = append(a.Queues, routing.Serves{Queue: q})
	}
	return a
}
