// Package contact holds the nouns of a contact center and their state machines. It has no clock, no
// I/O and no goroutine, and knows no other package of acdkit; all the others are built on it.
//
//   - A [Contact] is one customer's request on one [Channel]. It waits in a queue, is offered to an
//     agent, becomes active when the agent accepts, and ends in wrap-up and then closed (I6, W3).
//     Beside its [State] it has a place for a conference guest (K1) and knows whether its customer
//     is on hold (R13) or left (W1).
//   - An [Agent] is signed out, idle with a code, available, or in RONA after missing an offer (S3). It
//     may ask for a next state, which it gets when its work ends (R8).
//   - A [Profile] says which channels agents may use and how much they take at once (S1, R1).
//   - A [Customer] is the only noun with personal data; [Customers] is the port where it is kept.
//
// # Each machine on its own
//
// A machine is a table of states and events, and an instance is a small value. Ask what may happen
// with Can, let it happen with Fire, read where it stands:
//
//	a := contact.NewAgent("kim")
//	err := a.Fire(contact.SignIn, "")       // signed-out -> idle
//	err = a.Fire(contact.GoAvailable, "")   // idle -> available
//	a.Can(contact.MissOffer)                // true: an offer may be missed now
//
//	c := contact.New(contact.ID(contact.NewID()), contact.Chat, "customer-7")
//	err = c.Fire(contact.Offer, contact.NotEnded)   // queued -> offered
//	err = c.Fire(contact.Accept, contact.NotEnded)  // offered -> active
//	err = c.FireGuest(contact.Invite)               // a conference is requested
//	err = c.Fire(contact.Transfer, contact.NotEnded) // refused: there is a guest (D2)
//
// A refusal is a [*TransitionError], is [ErrTransition], and has changed nothing. [AgentDiagram],
// [Diagram] and [GuestDiagram] draw the tables.
//
// Which agent a contact is offered to, when an offer expires and who owes a wrap-up is not decided
// here but in package routing, which moves these machines together.
//
// # Duties of the caller
//
//  1. Keep each Agent and Contact to one goroutine at a time; they are values without locks.
//  2. Check what comes in from outside: ids have 1 to [MaxID] bytes, idle codes up to [MaxCode], channels
//     are [Channel.Valid], profiles of customers pass [Customer.Validate]. The machines take any text.
//  3. Fire [MissOffer] from a deadline only. No command of an agent or a supervisor may lead to it (S4),
//     and nothing but a person's choice may lead out of RONA (S6).
//  4. When an agent's work ends, look at [Agent.Next]; if a state was asked for, Fire the event for it
//     and then ClearNext (R8).
//  5. Offer only to an agent who is [Available] (S2) and whose profile says that the contact [Fits],
//     given a load that counts everything in hand, pending offers and conferences included (I4, I7, D2).
//  6. Fire [End] if an agent owes wrap-up reasons, and [Close] as soon as nobody does (W3, W4). A contact
//     nobody ever accepted is closed from its queue.
//  7. Tell a conference guest when the guest's place was emptied; [Contact.Fire] does that on End (K5).
//  8. Put no personal data into ids and idle codes, which turn up in logs and errors. It belongs in streams
//     that can be erased, such as a customer's profile.
package contact
