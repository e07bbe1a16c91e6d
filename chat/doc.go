// Package chat holds what is said in a contact center's chats: conversations of a customer, a bot, agents and
// supervisors, with compose boxes, files, templates, conferences and transfers (requirements B, C, T, X, K, W, P).
//
// # Desk and Conversation
//
// A Conversation is the pure machine of one contact's chat. Step takes a Command at a time and returns the Entry
// values that it causes; Apply replays them. It knows who takes part in which role, what each may do (Rules), and who
// may read what (Audience). Its entries are numbered 1, 2, 3 and so on, without gaps.
//
// A Desk is the shell that hosts embed. It makes conversations durable, keeps the compose boxes, asks the bot, watches
// the timers and delivers, and it has a Guard look through everything before it is stored. Who works on which contact
// is for routing to decide; the Desk follows a routing.Center:
//
//	desk, err := chat.OpenDesk(ctx, chat.Config{Center: center, Journal: journal, Transport: transport})
//	id, err := desk.Begin(ctx, chat.Start{Customer: "customer-7", Queue: "sales", Language: "ko"})
//	err = center.Accept(ctx, "kim", id)                                    // the agent joins
//	entries, err := desk.Since(ctx, chat.AgentMember("kim"), id, 0)        // and reads what was said
//	sent, err := desk.Say(ctx, chat.Message{Contact: id, From: chat.AgentMember("kim"), Text: "안녕하세요"})
//	err = center.TransferToQueue(ctx, "kim", id, "billing")                // and is out of it
//
// Accepting, conference, transfer, hold, ending and supervision are commands of the Center; when one returns, the
// conversation knows. A customer begins, leaves and is lost by commands of the Desk.
//
// # What happens to a message
//
// It is normalised and counted (Limits), checked against the role table, looked through by the Guard, alone and
// together with what its sender said before, appended to the journal, and then delivered. Nothing is cut
// off: what is refused is refused with the count and the limit, and stays in the compose box. A message is sent once,
// however often it comes with the same id.
//
// Should a message complete a card number that began in earlier ones, those are revised in the same step. What they
// were before stays in the journal's records until the conversation is erased: parts of a number, never a whole one.
//
// # What members get
//
// Who reads an entry is settled by its Audience and the member's Role: whispers and notes are for the staff, a
// supervisor who monitors is seen by supervisors only, notices to a sender are private. Members who have left may
// read up to that. A Transport is handed each entry at least once, in order per member, and never before it is
// durable; Subscribe and Since give the same without one. Package transcript says in English or Korean what an entry
// means.
//
// # Duties of the host
//
//  1. Say who the caller is: the package checks what a member may do, not who sends the command.
//  2. Give each message an id of the sender's own, and send it again with the same id after ErrUnavailable.
//  3. Call Connected and Disconnected as customers come and go, or a customer who is lost waits for the agent to end. After
//     a restart, Connected also takes up chats that a bot has, or that were on their way to a queue.
//  4. Serve files with attachment.Headers: for download, never inline.
//  5. Keep names and addresses out of ids. Names that are shown come from the Customers port and the Center.
//  6. For a Conversation of your own: put a Gate before it, make entries durable before anybody hears of them, step
//     Tick when Deadline comes, and run its Errand.
//  7. Open one Desk to a Center. With a shared Center, keep an agent's desktop at one node, for its compose boxes, and give all
//     nodes a Transport that reaches everybody: the one that leads delivers.
package chat
