// Package main is the scenario language: a contact center on a virtual clock, driven by one command a
// line. It is specification, test and demonstration in one; the scenarios in testdata, one or more for
// every rule of routing and of chats, are written in it.
//
//	go run ./examples/scenario [-json] [FILE]
//
// Without FILE, or with "-", it reads the standard input. Each line is done and printed before the next
// is read. A command that the center refuses prints its error, changes nothing, and the scenario goes
// on. A line that cannot be parsed ends it with exit code 2 and the line's number; a file that cannot
// be read or written, with 1. (go run itself turns both into its own exit code 1; a built program does
// not.)
//
// # Lines
//
// A line is a command, its words, and options of the form key=value in any order. Values with blanks
// stand in double quotation marks, in which \" and \\ stand for the marks themselves; a word that holds
// an = must be quoted. # begins a comment, except within a word. Blank lines do nothing. Text is UTF-8,
// a line at most 1 MiB. A key that a command does not know, or a key given twice, is an error.
//
// Durations are written 20s, 1m30s, 250ms, 2h. Lists have commas and no blanks: skills=ko:3,billing:1,
// each with its level; queues=a,b:2, b being served in the second tier. Switches are on or off, or yes
// or no.
//
// # The center
//
//	settings [ageing=1m] [keep-closed=N] [keep-commands=N]
//
// The center's rules: what a point of priority is worth in waiting time, how many closed contacts can
// still be shown, how many command ids are remembered. Like every command that sets something, it sets
// the whole of it: what is not mentioned has its default.
//
//	queue ID channel=chat|email|voice|social [name="..."] [offer=20s]
//	  [strategy=longest-idle|round-robin|least-loaded|best-skill] [skills=ko:3,billing:1]
//	  [relax=30s:ko:1,...] [priority=5] [max=100] [overflow=60s:QUEUE]
//	  [transfer-miss=drop|queue|sender|overflow:QUEUE] [sticky=30s] [decline=on|off]
//	  [hours="Mon-Fri 09:00-18:00"] [zone=Asia/Seoul] [wrapup-min=N] [wrapup-max=N]
//	  [wrapup-after=30s] [wrapup-default=REASON] [wrapup-cancel=on|off]
//
// A queue; its channel stays. offer is how long an agent may take to accept. relax lowers a needed skill
// after a wait, to level 0 for not at all; it is a list. overflow moves a contact after a wait, or, as
// overflow=:QUEUE, only when the queue is full or closed. transfer-miss says what becomes of a direct
// transfer that is not accepted. sticky is how long a contact waits for its last agent alone. hours is a
// list of days and times, "Mon-Fri 09:00-18:00, Sat 10:00-14:00", on the clock of zone. wrapup-min=0
// lets agents submit without a reason; wrapup-after ends a wrap-up by itself with wrapup-default, and
// with wrapup-cancel=on the agent may stop that timer.
//
//	remove agent|queue ID
//	profile ID [chat=2] [email=1] [voice=0] [social=0] [blending=blended|realtime|exclusive]
//	reason ID "Name" [channel=chat] [queue=ID] [active=yes|no]
//	idle-code ID ["Name"] [active=yes|no]
//	agent ID [name="..."] profile=ID [skills=ko:5,billing:3] [queues=a,b:2] [takes=oldest|queue-order]
//
// A multimedia profile with its capacities, a wrap-up reason, an idle code, and an agent with the
// queues that the agent serves, in the agent's own order. Supervisors need not be agents.
//
// # Agents' states
//
//	sign-in AGENT
//	sign-out AGENT
//	state AGENT available|idle [CODE]
//	next-state AGENT available|idle [CODE]
//	force SUPERVISOR AGENT available|idle [CODE]
//
// The names of the other states, rona and signed-out, can be written here as well, and are refused.
//
// # Contacts
//
//	contact ID queue=ID [customer=ID] [name="..."] [email=...] [priority=9] [skills=ko:3]
//	  [last-agent=AGENT] [received=5m]
//
// A contact arrives. skills are over those of its queue; ko:0 lifts the queue's need. received is how
// long ago an email was received. name and email are personal data: they are kept beside the center,
// under the customer's id, or else the contact's, and joined into what is shown of offers and contacts.
//
//	accept AGENT CONTACT
//	decline AGENT CONTACT
//	hold AGENT CONTACT
//	retrieve AGENT CONTACT
//	abandon CONTACT
//	end AGENT CONTACT
//	transfer AGENT CONTACT queue=ID | agent=ID
//	conference AGENT CONTACT agent=ID
//	leave AGENT CONTACT
//	reasons AGENT CONTACT [search="..."]
//	wrapup AGENT CONTACT [REASON...]
//	cancel-timer AGENT CONTACT
//
// hold has the customer of a chat or call wait on the line, until retrieve. abandon is the customer's
// giving up or leaving. leave takes Agent 2 out of a conference, or a supervisor off a contact. reasons
// lists what can be picked for a wrap-up.
//
//	reassign SUPERVISOR CONTACT agent=ID
//	monitor SUPERVISOR CONTACT
//	whisper SUPERVISOR CONTACT
//	barge SUPERVISOR CONTACT
//
// # Chats
//
// Beside the center there is a conversation for each chat: what was said, and what happened, in entries that are
// numbered 1, 2, 3. It follows what the center decides. WHO is customer, bot, or the id of an agent or a supervisor.
//
//	chat ID queue=ID [customer=ID] [name="..."] [email=...] [language=ko] [bot="..."]
//	ask-agent CONTACT [cause=asked|bot|bot-failed|bot-slow]
//	say WHO CONTACT "text" [repeat=N]
//	note WHO CONTACT "text" [repeat=N]
//	disconnect CONTACT
//	connect CONTACT
//
// chat is a customer who begins one; bot is the label of the bot that answers first, and without it the contact goes
// into its queue at once. The command contact brings a chat from elsewhere, without a bot. ask-agent is the customer's
// wish for a person, or, with another cause, the bot's handing over. say is a message to all, note one for agents and
// supervisors; repeat writes a long text. abandon is the customer's leaving here as well. disconnect and connect are
// what becomes of the customer's connection.
//
//	compose WHO CONTACT ["text"] [repeat=N]
//	attach WHO CONTACT FILE | name=... size=34MB
//	unattach WHO CONTACT FILE
//	insert AGENT CONTACT TEMPLATE...
//	send WHO CONTACT
//	navigate WHO CONTACT
//
// The compose box of a member: compose writes text there, if one is given, and shows it; attach stages a file, which
// is called f1, f2 and so on from then, and unattach takes it out; insert adds predefined responses; send sends it
// all. FILE is the path of a file, which is read and examined, or only its name and size are given. navigate is
// leaving the conversation for another page: it shows the warning.
//
//	transcript CONTACT [as=WHO] [language=ko]
//	typing WHO CONTACT
//	received WHO CONTACT [through=N]
//	read WHO CONTACT [through=N]
//	history CUSTOMER
//
// transcript shows all entries but receipts, or those that WHO may read, as they read in English or Korean. typing shows who is told that WHO is typing. received and
// read say up to which entry WHO has the others' messages. history lists a customer's contacts of all channels, newest
// first; of chats, those of the conversations that there are.
//
// What the administrator decides about chats:
//
//	template ID "text" [name="..."] [queues=a,b] [language=ko] [active=yes|no]
//	templates AGENT CONTACT [search="..."]
//	files on|off [types=.pdf,.png] [total=35MB] [count=N]
//	policy redact|drop [inbound|outbound] [pictures=drop|warn]
//	timers [customer-warn=2m] [customer-end=5m] [agent-warn=1m] [agent-end=10m] [grace=2m] [bot=15s]
//
// templates lists the predefined responses that an agent can insert. files are off at first. policy says what becomes
// of messages and mails with card data in them: they are redacted, or dropped, in both directions or in one; and of
// pictures, in which nobody can look for any: files that are one are dropped, or let through with a warning. timers are of
// conversations that begin from then on; without them, nobody is warned of silence, and a lost connection has two
// minutes, a bot 15 seconds. Sizes are written 35MB, 10KB or in bytes.
//
// # Mail
//
// Beside the center there is a desk that takes mail, and a thread for each contact that begins with one. Contacts are called m1,
// m2 and so on. A mail that belongs to a contact joins it, or begins one that goes on from it. The entries of threads are
// numbered as those of conversations.
//
//	mail FILE | from=ADDRESS subject="..." text="..." [id=ID] [cc=a@x,b@y] [reply-to=ADDRESS] [answers=ID] [header="Name: value"]
//	  queue=ID [to=ADDRESS] [null=on] [received=5m]
//	answer-mail N "text" [from=ADDRESS] [subject="..."] [cc=a@x,b@y] [header="Name: value"]
//	bounce N [for=ADDRESS] [delayed=on]
//
// mail is a mail that comes in: the file as it is, or one that is written here. It goes to the mailbox of the queue, or to
// the address; null says that its sender is the null address, received how long ago it came. Its Message-ID is id, or else
// N@customers.example, of the Nth mail that was written here; answers is the Message-ID that it answers. answer-mail is a
// customer's answer to mail N of the outbox, from its first recipient unless another sender is given; bounce is a mail
// system's report that mail N has not arrived, or, if delayed, not yet. | begins a new line in texts of mails.
//
//	reply AGENT CONTACT mode=quick|reply|all [cc=a@x,b@y]
//	body AGENT CONTACT "text" [repeat=N] [saved=no]
//	view AGENT CONTACT original|quick|reply|all [entry=N]
//	image AGENT CONTACT FILE | name=... size=34MB
//	discard AGENT CONTACT
//
// reply opens an agent's compose box, with cc added to it, and shows it. body is what is written there: text, or HTML if it
// begins with <, and for a quick reply always text; it is saved, unless saved=no has it only typed. view switches to the
// original, or to another answer, and saves what was typed. image stages an inline image, which the body shows as
// <img src="cid:f1">. The commands attach, unattach, send and navigate of the compose box are for mails as well: navigate
// saves the draft, and send sends the one that is open. A body of a file of which only name and size are given is made up.
//
//	thread CONTACT [as=AGENT]
//	drafts CONTACT
//	past AGENT CONTACT EARLIER [entry=N]
//	erase CUSTOMER
//
// thread shows all entries, or those that AGENT may read, drafts the drafts that are saved. past shows what an agent who has
// CONTACT reads of an earlier one of its customer, or a mail of it. erase erases what is kept of a customer's mails. Here
// and in history, CUSTOMER is an id, or an address.
//
//	mailserver ok|refuse|busy [ADDRESS]
//	outbox [N]
//
// mailserver is how the mail system answers from then on, to all mails or to those for an address. A busy one is tried again
// in time. outbox lists the mails that were sent and what became of them, or shows one as it is read.
//
// What the administrator decides about mail:
//
//	mailbox QUEUE [address=ADDRESS] [name="..."] [aliases=a@x,b@x] [language=ko] [acknowledge="text"]
//	mail-template "text" [queue=ID]
//	mail-files [types=.pdf,.png] [total=25MB] [count=10]
//	mail-retry [first=30s] [max=30m] [for=24h]
//	automatic [per-day=3] [told=on|off]
//
// Each email queue has a mailbox QUEUE@desk.example unless it is given another. mail-template is what answers from a queue, or
// from all others, begin as. automatic bounds the mail that nobody writes: how many a day one address gets, and whether
// senders are told what became of card data.
//
// # Time
//
// A scenario begins on 2026-01-05, a Monday, at 00:00:00 UTC, and time passes by command only:
//
//	at HH:MM:SS
//	advance DURATION
//
// at goes on to that time of the current day; a time that is over is an error in the line. On the way,
// whatever has a deadline happens at it.
//
// # Looking
//
//	show agents|queues|contacts|ID
//	offers AGENT
//	explain CONTACT
//	estimate CONTACT
//	actions WHO CONTACT [of=routing|chat]
//	directory AGENT agents|queues [search="..."] [channel=chat]
//
// show ID shows the contact of that id, or else the agent, or else the queue. offers shows an agent's
// offers as a desktop does, the customer's name and address included. explain says for each agent the
// first reason why it was not chosen, estimate where a contact stands in line, actions what an agent may
// do with it now, or what WHO may do in the conversation of a chat. directory lists the possible targets of a transfer or a conference: agents for chats
// unless a channel is given, queues of all channels unless one is given.
//
// # Commands with an id
//
//	once ID COMMAND...
//
// sends a command of the center with an id: whatever is sent with an id that was applied before
// does nothing.
//
// # What is printed
//
// Each command with the time at its beginning, below it what happened, each event in a line as
// routing.Describe has it (with its own time if that is a later one), then what it shows, as a table,
// or "error CODE: message". "no change" stands for a command that did nothing. Entries of conversations are printed
// where a command of chats or of mail or a timer made them; how a conversation or a thread follows the center is for
// transcript and thread to show.
//
// With -json, one object a line:
//
//	{"line":N,"command":"...","events":[{"type":"...", ...}],
//	 "entries":[{"contact":"...","entry":{"seq":1,"type":"...", ...}}],
//	 "letters":[{"contact":"...","entry":{"seq":1,"type":"...", ...}}],
//	 "result":...,"error":{"code":"...","message":"..."}}
//
// Absent members are omitted. Events are routing.Event as JSON. The result of show is an AgentView, a
// ContactView or a QueueView, or an array of them; of explain, actions, directory, reasons and offers an
// array; of estimate an object. The code of an error is a routing.Code, or "unknown-id" from show, a chat.Code or
// an email.Code. Entries are chat.Entry, letters email.Entry as JSON. The result of transcript is an array of
//
//	{"seq":1,"at":"...","from":"...","role":"...","kind":"...","text":"...","attachments":[...],"visible_to":"..."}
//
// and that of history one of history.Entry; of templates one of template.Template; of typing one of chat.Party; of
// compose, attach, unattach and insert a chat.Composing; of navigate {"unsent":true,"text":"...","files":[...]}; of
// template, files, policy and timers what was set. The result of mail, answer-mail and bounce is an email.Taken with its class
// and notices; of reply, body, view and image a compose box: {"draft":{...},"subject":"...","to":[...],"cc":[...], ...}; of view
// original, and of outbox and past with a number, a mail: {"from":[...],"to":[...],"parts":[{"kind":"visible","text":"..."}], ...}; of
// outbox an array of mails; of thread and past one of email.Entry; of drafts one of email.Draft; of erase a history.Erased.
//
// # Scenario files
//
// A file in testdata begins with a comment, the rule that it is about, and consists of blocks: lines,
// then ----, then what they print, up to a blank line. The test plays each file on a center of its own,
// and after every line checks what must always hold: the events so far, replayed, give the same state,
// byte for byte; each contact is in one state and one hand; load is what agents have in hand; nothing
// waits beside an agent who could take it; and for each conversation: its entries, packed and replayed, give the same
// one; nothing was said that the table of roles forbids; everybody reads what is for them and nothing else; and it
// stands where the center does. Threads are read anew from their log; answers went to people of the mail that they answer and
// to those whom the agent added; nobody got a mail twice; and nothing that is kept has card data in it.
//
//	go test ./examples/scenario            # compares
//	go test ./examples/scenario -rewrite   # writes what happens; read it before you keep it
//
// # Adding commands
//
// Each noun has a file with a list of its commands: name, usage, and a function that takes the words and
// options and returns what is to be done. The commands of a further package are one more list in
// language.
package main
