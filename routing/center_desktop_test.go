package routing_test

import (
	"context"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// desk is a center whose methods are called one after another.
type desk struct {
	*site
	ctx context.Context
}

// want checks what a method returned.
func (d *desk) want(err error, code routing.Code) {
	d.t.Helper()
	if code == "" && err != nil {
		d.t.Errorf("got %v", err)
	} else if code != "" {
		refused(d.t, "a method", err, code)
	}
}

// TestCenterMethods: each method is its command, with the arguments in their places.
func TestCenterMethods(t *testing.T) {
	d := &desk{site: openSite(t, siteConfig(new(journal.Memory))), ctx: t.Context()}
	for _, agent := range []contact.AgentID{"a0", "a1", "a2"} {
		d.want(d.SignIn(d.ctx, agent), "")
		d.want(d.SetState(d.ctx, agent, contact.Idle, "lunch"), "")
	}
	d.want(d.SetState(d.ctx, "a0", contact.Available, ""), "")
	d.want(d.ForceState(d.ctx, "boss", "a1", contact.Available, ""), "")
	id, err := d.Enqueue(d.ctx, routing.Enqueue{Queue: "chat"})
	d.want(err, "")
	d.owner(id, contact.Offered, "")
	d.want(d.Decline(d.ctx, "a0", id), "")
	d.want(d.Accept(d.ctx, "a0", id), routing.ErrNoOffer)
	d.want(d.Accept(d.ctx, "a1", id), "")
	d.owner(id, contact.Active, "a1")
	d.hold(id)
	d.conference(id)
	d.transfers(id)
	d.want(d.Abandon(d.ctx, id), "")
	d.want(d.SetNextState(d.ctx, "a1", contact.Idle, "break"), "")
	d.want(d.SignOut(d.ctx, "a0"), "")
	if q, known := d.Queue("chat"); !known || q.Agents != 4 {
		t.Errorf("the queue is %+v", q)
	}
	d.agrees()
}

// owner checks a contact's state and owner.
func (d *desk) owner(id contact.ID, state contact.State, agent contact.AgentID) {
	d.t.Helper()
	if v, known := d.Contact(id); !known || v.State != state || v.Owner != agent {
		d.t.Errorf("contact %s is %v, owned by %q, want %v, %q", id, v.State, v.Owner, state, agent)
	}
}

// hold has a1's customer on hold and back.
func (d *desk) hold(id contact.ID) {
	d.t.Helper()
	d.want(d.Retrieve(d.ctx, "a1", id), routing.ErrNotOnHold)
	d.want(d.Hold(d.ctx, "a0", id), routing.ErrNotOwner)
	d.want(d.Hold(d.ctx, "a1", id), "")
	d.want(d.Hold(d.ctx, "a1", id), routing.ErrOnHold)
	if v, _ := d.Contact(id); !v.OnHold {
		d.t.Errorf("with its customer on hold the contact is %+v", v)
	}
	d.want(d.Retrieve(d.ctx, "a1", id), "")
	if v, _ := d.Contact(id); v.OnHold {
		d.t.Errorf("with its customer retrieved the contact is %+v", v)
	}
}

// conference has a1 and a0 together, and a supervisor with them.
func (d *desk) conference(id contact.ID) {
	d.t.Helper()
	d.want(d.Conference(d.ctx, "a1", id, "a0"), "")
	d.want(d.Accept(d.ctx, "a0", id), "")
	d.want(d.Supervise(d.ctx, "boss", id, routing.Whisper), "")
	if v, _ := d.Contact(id); len(v.Guests) != 1 || len(v.Supervisors) != 1 || v.Supervisors[0].Role != routing.Whisper {
		d.t.Errorf("with a guest and a supervisor the contact is %+v", v)
	}
	d.want(d.Leave(d.ctx, "a0", id), "")
	d.want(d.Leave(d.ctx, "boss", id), "")
	d.want(d.Leave(d.ctx, "boss", id), routing.ErrNotGuest)
}

// transfers sends a1's contact on in all ways, and it comes back to a1.
func (d *desk) transfers(id contact.ID) {
	d.t.Helper()
	d.want(d.TransferToAgent(d.ctx, "a1", id, "a0"), "")
	d.want(d.CancelTimer(d.ctx, "a1", id), "")
	d.want(d.WrapUp(d.ctx, "a1", id, "done"), "")
	d.want(d.WrapUp(d.ctx, "a1", id), routing.ErrNoWrapUp)
	d.want(d.Accept(d.ctx, "a0", id), "")
	d.want(d.Reassign(d.ctx, "boss", id, "a1"), "")
	d.want(d.Accept(d.ctx, "a1", id), "")
	d.want(d.WrapUp(d.ctx, "a0", id, "done"), "")
	d.want(d.SetState(d.ctx, "a0", contact.Idle, ""), "")
	d.want(d.TransferToQueue(d.ctx, "a1", id, "vip"), "")
	d.want(d.End(d.ctx, "a0", id), routing.ErrNotOwner)
	if v, _ := d.Contact(id); len(v.Reasons) != 2 || v.Reasons["a0"][0] != wrapup.ReasonID("done") {
		d.t.Errorf("the reasons are %v", v.Reasons)
	}
}

// TestCenterViewUnknown: what is not there is not known.
func TestCenterViewUnknown(t *testing.T) {
	s := openSite(t, siteConfig(new(journal.Memory)))
	_, agent := s.Agent("nobody")
	_, item := s.Contact("nothing")
	_, queue := s.Queue("nowhere")
	if agent || item || queue {
		t.Error("somebody knows what was never there")
	}
}
