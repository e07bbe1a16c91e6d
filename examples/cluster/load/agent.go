package load

import (
	"context"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// agent is an agent's desktop.
type agent struct {
	*client
	id   contact.AgentID
	idle time.Duration // how long it waits next if there is nothing to do
}

const maxIdle = 8 // times Think

// turn looks at what there is to do, and does it. Now and then it is another agent's second window.
func (a *agent) turn(ctx context.Context) {
	id := a.id
	if a.often(5) {
		id = agentID(a.random.IntN(a.site.Agents))
	}
	w, err := a.look(ctx, id)
	if err == nil && a.work(ctx, id, w) {
		a.idle = 0
		return
	}
	a.idle = min(max(2*a.idle, a.site.Think), maxIdle*a.site.Think)
	sleep(ctx, a.idle/2+time.Duration(a.random.Int64N(int64(a.idle))))
}

func (a *agent) look(ctx context.Context, id contact.AgentID) (Work, error) {
	door := a.door()
	if door == nil {
		return Work{}, ErrUnreachable
	}
	ctx, cancel := context.WithTimeout(ctx, a.site.Try)
	defer cancel()
	return door.Work(ctx, a.site.Center, id)
}

// work does everything that is to be done, and reports whether that was anything.
func (a *agent) work(ctx context.Context, id contact.AgentID, w Work) bool {
	switch w.State {
	case contact.SignedOut:
		a.do(ctx, routing.SignIn{Agent: id})
		return true
	case contact.Idle, contact.RONA:
		a.do(ctx, routing.SetState{Agent: id, State: contact.Available})
		return true
	}
	for _, c := range w.Offers {
		a.offered(ctx, id, c)
	}
	for _, c := range w.Owned {
		a.owned(ctx, id, c)
	}
	for _, c := range w.Wrapping {
		a.do(ctx, routing.WrapUp{Agent: id, Contact: c, Reasons: []wrapup.ReasonID{done}})
	}
	return len(w.Offers)+len(w.Owned)+len(w.Wrapping) > 0
}

func (a *agent) offered(ctx context.Context, id contact.AgentID, c contact.ID) {
	switch n := a.random.IntN(100); {
	case n < 2: // looks away: the offer may run out
		sleep(ctx, a.site.Think)
	case n < 7:
		a.do(ctx, routing.Decline{Agent: id, Contact: c})
	case n < 9: // a desktop that is wrong about whose offer it is
		a.do(ctx, routing.Accept{Agent: agentID(a.random.IntN(a.site.Agents)), Contact: c})
	default:
		a.do(ctx, routing.Accept{Agent: id, Contact: c})
	}
}

func (a *agent) owned(ctx context.Context, id contact.AgentID, c contact.ID) {
	if a.site.Chat {
		who := chat.AgentMember(id)
		a.hear(ctx, c, who, 0)
		if a.say(ctx, c, who); a.often(50) { // and goes on talking
			return
		}
	}
	switch n := a.random.IntN(100); {
	case n < 10:
		a.do(ctx, routing.TransferToQueue{Agent: id, Contact: c, Queue: second})
	case n < 20:
		a.do(ctx, routing.TransferToAgent{Agent: id, Contact: c, To: agentID(a.random.IntN(a.site.Agents))})
	case n < 22: // a desktop that is wrong about whose contact it is
		a.do(ctx, routing.End{Agent: agentID(a.random.IntN(a.site.Agents)), Contact: c})
	default:
		a.do(ctx, routing.End{Agent: id, Contact: c})
	}
}
