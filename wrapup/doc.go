// Package wrapup holds what an agent does after a contact: the reasons an administrator defines, the
// rules for picking some of them, and the timer (requirements W3, W4, K7, K8, D7).
//
// A [Catalog] is the administrator's list of [Reason] values, a [Policy] the rules of a queue, and a
// [WrapUp] one agent's wrap-up of one contact:
//
//	var c wrapup.Catalog
//	c.Set(wrapup.Reason{ID: "refund", Name: "환불"})
//	w, err := wrapup.Start(policy, wrapup.Owner, now)
//	c.Search("ㅎㅂ", contact.Chat, queue)                                // the picker's list
//	err = w.Submit(&c, policy, contact.Chat, queue, []wrapup.ReasonID{"refund"})
//
// Nothing here reads a clock, starts a goroutine or keeps a pointer between calls: time comes in as
// an argument, the timer is a deadline that somebody else watches.
//
// # Nothing gets stuck
//
// The least number of reasons in force is never more than the number of reasons that can be picked,
// so a queue without reasons is wrapped up with none. A timer that runs out ends the wrap-up even if
// its default reason is gone. An open wrap-up without a timer waits for its agent, or for whoever
// calls [WrapUp.Close] (I2).
//
// # Duties of the caller
//
//  1. Validate a [Policy] when it is configured: Start refuses one that contradicts itself.
//  2. Start a wrap-up for the contact's owner only, at each of the ends that W4 names. Agent 2 of a
//     conference has none (K7, K8).
//  3. Watch the deadline: when [WrapUp.Due] says so, call [WrapUp.Expire]. The order in which Submit
//     and Expire are called settles which of them counts (I3); the second is refused.
//  4. Record what Submit was given, or what Expire returned. A refused call changes nothing.
//  5. When replaying records, set the fields and call Close; the checks are for new commands, and a
//     reason may have gone since.
//  6. Keep a Catalog, and each WrapUp, to one goroutine at a time.
package wrapup
