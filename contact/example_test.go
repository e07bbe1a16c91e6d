package contact_test

import (
	"errors"
	"fmt"

	"github.com/acdkit/acdkit/contact"
)

// A chat is offered, accepted, served and wrapped up.
func Example() {
	c := contact.New("c1", contact.Chat, "customer-7")
	for _, event := range []contact.Event{contact.Offer, contact.Accept, contact.End, contact.Close} {
		err := c.Fire(event, contact.AgentEnded)
		fmt.Println(event, "->", c.State(), err)
	}
	fmt.Println("over because", c.Reason())
	// Output:
	// offer -> offered <nil>
	// accept -> active <nil>
	// end -> wrapup <nil>
	// close -> closed <nil>
	// over because agent-ended
}

// An agent misses an offer, falls into RONA, and leaves it by hand (S4, S6).
func ExampleAgent() {
	kim := contact.NewAgent("kim")
	for _, event := range []contact.AgentEvent{contact.SignIn, contact.GoAvailable, contact.MissOffer} {
		err := kim.Fire(event, "")
		fmt.Println(event, "->", kim.State(), err)
	}
	fmt.Println("can miss another:", kim.Can(contact.MissOffer))

	err := kim.Fire(contact.GoIdle, "lunch")
	fmt.Println(kim.State(), kim.Code(), err)
	// Output:
	// sign-in -> idle <nil>
	// go-available -> available <nil>
	// miss-offer -> rona <nil>
	// can miss another: false
	// idle lunch <nil>
}

// An agent asks for lunch after the contact in hand (R8).
func ExampleAgent_AskNext() {
	kim := contact.RestoreAgent("kim", contact.Stand{State: contact.Available}, nil)
	fmt.Println(kim.AskNext(contact.Stand{State: contact.Idle, Code: "lunch"}), kim.State())

	if next, asked := kim.Next(); asked { // the contact has ended
		err := kim.Fire(contact.GoIdle, next.Code)
		kim.ClearNext()
		fmt.Println(kim.State(), kim.Code(), err)
	}
	// Output:
	// <nil> available
	// idle lunch <nil>
}

// A refusal names the machine, the state and the event, and changes nothing.
func ExampleContact_Fire() {
	c := contact.New("c1", contact.Chat, "customer-7")
	err := c.Fire(contact.Accept, contact.NotEnded)
	if e, ok := errors.AsType[*contact.TransitionError](err); ok {
		fmt.Println(e.Machine, e.State, e.Event, errors.Is(err, contact.ErrTransition))
	}
	fmt.Println(c.State(), c.Can(contact.Offer))
	// Output:
	// contact queued accept true
	// queued true
}

// A conference: Agent 2 is invited, joins and leaves; the contact goes on (K3, K6).
func ExampleContact_FireGuest() {
	c := contact.Restore("c1", contact.Chat, "customer-7", contact.Active, contact.NoGuest, contact.NotEnded, false, false)
	fmt.Println(c.FireGuest(contact.Invite), c.Guest())
	fmt.Println("transfer meanwhile:", c.Can(contact.Transfer)) // D2
	fmt.Println(c.FireGuest(contact.Join), c.Guest())
	fmt.Println(c.FireGuest(contact.Leave), c.Guest(), c.State())
	// Output:
	// <nil> invited
	// transfer meanwhile: false
	// <nil> joined
	// <nil> none active
}

// The customer leaves; the agent ends what is left (W1).
func ExampleContact_Leave() {
	c := contact.Restore("c1", contact.Chat, "customer-7", contact.Active, contact.NoGuest, contact.NotEnded, false, false)
	fmt.Println(c.Leave(), c.State(), c.CustomerLeft())
	fmt.Println(c.Fire(contact.End, contact.AgentEnded), c.State(), c.Reason())
	// Output:
	// <nil> active true
	// <nil> wrapup customer-left
}

// The customer waits on the line while the agent looks something up (R13).
func ExampleContact_Hold() {
	c := contact.Restore("c1", contact.Voice, "customer-7", contact.Active, contact.NoGuest, contact.NotEnded, false, false)
	fmt.Println(c.Hold(), c.OnHold())
	fmt.Println("again:", errors.Is(c.Hold(), contact.ErrTransition))
	fmt.Println(c.Retrieve(), c.OnHold())
	// Output:
	// <nil> true
	// again: true
	// <nil> false
}

// Two chats and one email at once, but no call beside a chat (S1, R1).
func ExampleProfile_Fit() {
	p := contact.Profile{
		ID:       "standard",
		Capacity: contact.Load{contact.Chat: 2, contact.Email: 1, contact.Voice: 1},
		Blending: contact.BlendedRealTime,
	}
	load := contact.Load{contact.Chat: 1}
	for _, ch := range []contact.Channel{contact.Chat, contact.Email, contact.Voice, contact.Social} {
		fmt.Println(ch, p.Fit(&load, ch))
	}
	// Output:
	// chat fits
	// email fits
	// voice blocked
	// social not-permitted
}

func ExampleCustomer_Label() {
	fmt.Println(contact.Customer{ID: "customer-7", Name: "Min-ji"}.Label())
	fmt.Println(contact.Customer{ID: "customer-8"}.Label())
	// Output:
	// Min-ji
	// customer-8
}

func ExampleGuestDiagram() {
	fmt.Print(contact.GuestDiagram())
	// Output:
	// stateDiagram-v2
	//     state "none" as s0
	//     state "invited" as s1
	//     state "joined" as s2
	//     [*] --> s0
	//     s0 --> s1 : invite
	//     s1 --> s2 : join
	//     s1 --> s0 : leave
	//     s2 --> s0 : leave
}
