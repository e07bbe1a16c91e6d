// Package routing decides who works on what in a contact center: it puts contacts into queues, offers
// each to the agent who should take it, and carries it through RONA, hold, transfer, conference and
// overflow to its wrap-up.
//
// # Center and Floor
//
// A [Floor] is the pure machine of one center, in the manner of a state machine in a log: Step takes a
// [Command] at a time and returns the [Event]s that it causes, or an [*Error] and changes nothing; Apply
// replays events. It has no clock, no I/O and no lock. The same events give the same state, byte for byte.
//
// A [Center] is the shell that hosts embed: it takes commands from many goroutines, has a Floor decide
// them, appends what happens to a journal, and only then answers and delivers. It expires what is due,
// survives restarts, and is safe for concurrent use.
//
//	center, err := routing.Open(ctx, routing.Config{Journal: journal, Setup: setup})
//	...
//	for batch, err := range center.Subscribe(ctx, 0) {   // tell desktops what happened
//	err = center.Accept(ctx, "kim", contactID)           // do what desktops ask
//
// # How a contact is matched
//
// A contact waits in one [Queue]. It is taken by an agent who serves the queue, is Available, has room
// for the channel by profile and blending mode, and has the skills that the contact needs now. Of those
// agents, the best tier goes first, then the queue's [Strategy] decides, then who has been idle longest.
// An agent with room is given the waiting contact that the agent's own strategy ranks first, then by
// priority and age. Priority is worth waiting time (Settings.Ageing), so that nothing starves.
//
// Contacts that need the same of the same queue form a class, and a class keeps its contacts and its
// free agents in order. A choice therefore looks at the heads of a few classes; it does not matter how
// many agents and contacts there are. A need that is new to a queue costs one look at the queue's staff.
//
// # What a restart sees
//
// Only choices are in the log, never the reasons for them, so that a new strategy or version does not
// alter history. Everything that waits has a deadline in the state, or somebody who can end it (I2).
//
// A center writes a snapshot of its state from time to time (Config.SnapshotEvery), while it goes on doing commands, and
// a restart reads the newest one and the log behind it. Trim cuts the log up to the snapshot before. Records and snapshots
// begin with the version of their encoding: package journal says how one is changed.
//
// # Duties of the host
//
//  1. Say who the caller is. The package checks what an agent may do, not who sends the command, and
//     takes any id as a supervisor's.
//  2. Send a command that may have to be sent again as a [Once] with an id of your own (I8).
//  3. Keep names and addresses of customers out of ids: ids turn up in logs and errors. Profiles belong
//     behind contact.Customers; an agent's display name is administrator's data and is in the log.
//  4. For a Floor of your own: call Step with a time that does not go backwards, send Tick when Deadline
//     comes, and make events durable before anybody hears of them.
//  5. Open one Center to a log. Two fence each other off: nothing breaks, but both become slow.
//
// Letters with a number, such as R7 or I3, name the requirements that a rule comes from.
package routing
