package routing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/wrapup"
)

// drawer makes up commands that fit the state of a floor, most of the time: n draws a number below its
// argument. rapid and fuzzing's bytes are two sources of such numbers.
type drawer struct {
	n    func(int) int
	f    *Floor
	came int // moves made so far
}

// one returns one of several values.
func one[T any](d *drawer, of ...T) T { return of[d.n(len(of))] }

// odds is true once in so many times.
func (d *drawer) odds(of int) bool { return d.n(of) == of-1 }

// some returns up to most values.
func some[T any](d *drawer, most int, draw func(i int) T) []T {
	var all []T
	for i := range d.n(most + 1) {
		all = append(all, draw(i))
	}
	return all
}

// alien is an id that is nobody's, or no id at all.
func (d *drawer) alien() string {
	return one(d, "nobody", "", "\xff", "two\nlines", "\ufffd", strings.Repeat("x", contact.MaxID+1))
}

func (d *drawer) agent() contact.AgentID {
	if d.odds(60) {
		return contact.AgentID(d.alien())
	}
	return contact.AgentID(fmt.Sprint("a", d.n(4)))
}

func (d *drawer) queue() contact.QueueID {
	if d.odds(60) {
		return contact.QueueID(d.alien())
	}
	return contact.QueueID(fmt.Sprint("q", d.n(4)))
}

func (d *drawer) profile() contact.ProfileID {
	if d.odds(60) {
		return contact.ProfileID(d.alien())
	}
	return contact.ProfileID(fmt.Sprint("p", d.n(3)))
}

func (d *drawer) skill() string { return one(d, "s0", "s1", "s2") }

func (d *drawer) code() string {
	if d.odds(20) {
		return one(d, "no such code", "\xff", strings.Repeat("x", contact.MaxCode+1))
	}
	return one(d, "", "", "lunch", "training")
}

func (d *drawer) reason() wrapup.ReasonID { return one[wrapup.ReasonID](d, "r0", "r1", "r2") }

// contact returns a contact that is meant, or any other if there is none.
func (d *drawer) contact(meant func(*item) bool) *item {
	var fit, all []*item
	for c := range d.f.row.all() {
		if all = append(all, c); meant(c) {
			fit = append(fit, c)
		}
	}
	switch {
	case len(all) == 0 || d.odds(60):
		id := one(d, contact.ID(d.alien()), d.former())
		return &item{Contact: *contact.New(id, contact.Chat, "")}
	case len(fit) == 0 || d.odds(20):
		return one(d, all...)
	}
	return one(d, fit...)
}

// former returns the id of a contact that may have been forgotten since.
func (d *drawer) former() contact.ID { return contact.ID(fmt.Sprint("c", d.n(d.came+1))) }

// who returns an agent's id, or any other's if there is no such agent.
func (d *drawer) who(a *agent) contact.AgentID {
	if a == nil || d.odds(20) {
		return d.agent()
	}
	return a.ID()
}

// move is a command and how much time goes by before it.
type move struct {
	ToDeadline bool
	Wait       time.Duration
	Command    Command
}

// move makes up a command at any time, or a shell's tick at the deadline or late.
func (d *drawer) move() move {
	switch d.n(16) {
	case 0, 1, 2:
		return move{Command: d.maybeOnce()}
	case 3:
		return move{Wait: -time.Minute, Command: d.maybeOnce()} // the clock was set back
	case 4:
		return move{Wait: time.Duration(d.n(10)) * time.Second, Command: d.maybeOnce()}
	case 5:
		return move{ToDeadline: true, Wait: time.Duration(max(0, d.n(90)-60)) * time.Second, Command: Tick{}}
	}
	return move{Wait: time.Duration(d.n(3000)) * time.Millisecond, Command: d.maybeOnce()}
}

func (d *drawer) maybeOnce() Command {
	switch d.n(12) {
	case 10:
		return Once{ID: fmt.Sprint("once-", d.came), Command: d.command()}
	case 11:
		return Once{ID: one(d, "once-1", "once-2", d.alien()), Command: d.command()}
	}
	return d.command()
}

// command makes up a command that may well be accepted, or now and then any.
func (d *drawer) command() Command {
	if d.odds(12) {
		return one(d, d.enqueue, d.answer, d.finish, d.sendOn, d.join, d.hold, d.duty, d.supervise)()
	}
	likely := []func() Command{d.enqueue, d.enqueue, d.enqueue, d.duty, d.duty, d.clock, d.setup}
	add := func(times int, can func(*item) bool, make func() Command) {
		for _, c := range d.f.items {
			if can(c) {
				likely = append(likely, slices.Repeat([]func() Command{make}, times)...)
				return
			}
		}
	}
	add(7, isOffered, d.answer)
	add(3, isOwned, d.finish)
	add(3, isOwed, d.wrapUp)
	add(5, isOwned, d.sendOn)
	add(2, isOwned, d.hold)
	add(3, isJoined, d.join)
	add(1, isOpen, d.supervise)
	return one(d, likely...)()
}

func (d *drawer) clock() Command { return one[Command](d, Tick{}, Tick{}, Resume{}) }

func (d *drawer) enqueue() Command {
	c := Enqueue{Contact: contact.ID(fmt.Sprint("c", d.came)), Queue: d.queue()}
	if d.odds(3) {
		c.Priority = new(d.priority())
	}
	if d.odds(3) {
		c.Skills = d.skills(0)
	}
	if d.odds(3) {
		c.LastAgent = d.agent()
	}
	if d.odds(8) {
		c.Customer = contact.CustomerID(one(d, "k1", "k2", d.alien()))
		c.Received = d.f.Now().Add(time.Duration(d.n(7200)-3600) * time.Second)
	}
	if d.odds(12) {
		c.Contact = d.former()
	}
	return c
}

func (d *drawer) priority() int {
	if d.odds(20) {
		return one(d, -1, MaxPriority+1)
	}
	return one(d, 0, 0, 1, 2, 9, MaxPriority)
}

func (d *drawer) skills(least int) []Skill {
	return some(d, 2, func(int) Skill { return Skill{Name: d.skill(), Level: least + d.n(4)} })
}

func isOffered(c *item) bool { return c.offer.agent != nil }
func isOwned(c *item) bool   { return c.owner != nil }
func isOwed(c *item) bool    { return len(c.wraps) > 0 }
func isOpen(c *item) bool    { return !c.over() }
func isJoined(c *item) bool  { return c.Guest() != contact.NoGuest }
func isWatched(c *item) bool { return c.watched }

// answer makes up what becomes of an offer.
func (d *drawer) answer() Command {
	c := d.contact(isOffered)
	who := d.who(c.offer.agent)
	if d.odds(5) {
		return Decline{Agent: who, Contact: c.ID()}
	}
	return Accept{Agent: who, Contact: c.ID()}
}

// finish makes up the end of a contact.
func (d *drawer) finish() Command {
	if d.odds(3) {
		return Abandon{Contact: d.contact(isOpen).ID()}
	}
	c := d.contact(isOwned)
	return End{Agent: d.who(c.owner), Contact: c.ID()}
}

// wrapUp makes up what becomes of a wrap-up.
func (d *drawer) wrapUp() Command {
	c := d.contact(isOwed)
	if d.odds(5) {
		return CancelTimer{Agent: d.who(d.owing(c)), Contact: c.ID()}
	}
	return WrapUp{
		Agent: d.who(d.owing(c)), Contact: c.ID(),
		Reasons: some(d, 2, func(int) wrapup.ReasonID { return d.reason() }),
	}
}

func (d *drawer) owing(c *item) *agent {
	if len(c.wraps) == 0 {
		return nil
	}
	return one(d, c.wraps...).agent
}

// sendOn makes up a transfer, or the request for a conference.
func (d *drawer) sendOn() Command {
	c := d.contact(isOwned)
	owner := d.who(c.owner)
	switch d.n(5) {
	case 0:
		return TransferToQueue{Agent: owner, Contact: c.ID(), Queue: d.queue()}
	case 1, 2:
		return TransferToAgent{Agent: owner, Contact: c.ID(), To: d.ready()}
	}
	return Conference{Agent: owner, Contact: c.ID(), Guest: d.ready()}
}

// join makes up what becomes of a conference.
func (d *drawer) join() Command {
	c := d.contact(isJoined)
	switch d.n(4) {
	case 0:
		return Leave{Agent: d.who(c.guest), Contact: c.ID()}
	case 1:
		return Abandon{Contact: c.ID()}
	case 2:
		return End{Agent: d.who(c.owner), Contact: c.ID()}
	}
	return Accept{Agent: d.who(c.offer.agent), Contact: c.ID()}
}

// hold makes up a hold of a customer, or its end.
func (d *drawer) hold() Command {
	c := d.contact(isOwned)
	if c.OnHold() == d.odds(4) {
		return Hold{Agent: d.who(c.owner), Contact: c.ID()}
	}
	return Retrieve{Agent: d.who(c.owner), Contact: c.ID()}
}

// ready returns an agent who is Available, if there is one.
func (d *drawer) ready() contact.AgentID {
	var ready []contact.AgentID
	for _, a := range d.f.staff {
		if a.State() == contact.Available {
			ready = append(ready, a.ID())
		}
	}
	if len(ready) == 0 || d.odds(10) {
		return d.agent()
	}
	return one(d, ready...)
}

// duty makes up an agent's change of state.
func (d *drawer) duty() Command {
	id := d.agent()
	a := d.f.agents[id]
	state := one(d, contact.Available, contact.Available, contact.Idle)
	if d.odds(20) {
		state = one(d, contact.SignedOut, contact.RONA, contact.AgentState(77))
	}
	code := ""
	if state == contact.Idle || d.odds(20) {
		code = d.code()
	}
	switch {
	case a == nil || a.State() == contact.SignedOut && !d.odds(10), d.odds(20):
		return SignIn{Agent: id}
	case a.State() != contact.Available && !d.odds(4):
		return SetState{Agent: id, State: contact.Available}
	}
	switch d.n(6) {
	case 0:
		return SignOut{Agent: id}
	case 1, 2:
		return SetNextState{Agent: id, State: state, Code: code}
	case 3:
		return ForceState{Supervisor: d.agent(), Agent: id, State: state, Code: code}
	}
	return SetState{Agent: id, State: state, Code: code}
}

// supervise makes up a supervisor's command about a contact.
func (d *drawer) supervise() Command {
	switch d.n(5) {
	case 0, 1:
		return Reassign{Supervisor: d.agent(), Contact: d.contact(isOpen).ID(), To: d.ready()}
	case 2:
		c := d.contact(isWatched)
		if watch := d.f.watch[c.ID()]; len(watch) > 0 {
			return Leave{Agent: one(d, watch...).Supervisor, Contact: c.ID()}
		}
	}
	return Supervise{Supervisor: d.agent(), Contact: d.contact(isOwned).ID(), Role: WatchRole(d.n(4))}
}

// setup makes up an administrator's command.
func (d *drawer) setup() Command {
	if d.odds(4) {
		return d.resend()
	}
	switch d.n(12) {
	case 0, 1, 2:
		return d.setQueue(d.n(4))
	case 3, 4, 5:
		return d.setAgent(d.n(4))
	case 6, 7:
		return d.setProfile(d.n(3))
	case 8:
		return one[Command](d, RemoveQueue{Queue: d.queue()}, RemoveAgent{Agent: d.agent()})
	case 9:
		return SetReason{wrapup.Reason{
			ID: d.reason(), Name: one(d, "r", "환불", ""), Channel: contact.Channel(d.n(3)), Inactive: d.odds(3),
		}}
	case 10:
		return SetIdleCode{IdleCode{ID: d.code(), Name: one(d, "", "pause", "\x00"), Inactive: d.odds(3)}}
	}
	return SetSettings{Settings{
		Ageing:       time.Duration(d.n(3)) * 20 * time.Second,
		KeepClosed:   one(d, 0, 1, 3, -1),
		KeepCommands: one(d, 0, 2, 9, maxKeep+1),
	}}
}

// resend sets again what is set, with lists that are empty instead of missing.
func (d *drawer) resend() Command {
	if d.odds(2) && len(d.f.lines) > 0 {
		q := one(d, d.f.lines...).cfg
		q.Skills, q.Relax, q.Hours.Spans = listed(q.Skills), listed(q.Relax), listed(q.Hours.Spans)
		return SetQueue{q}
	}
	if len(d.f.staff) > 0 {
		a := one(d, d.f.staff...).cfg
		a.Skills, a.Queues = listed(a.Skills), listed(a.Queues)
		return SetAgent{a}
	}
	return SetSettings{d.f.settings}
}

func listed[T any](list []T) []T { return append([]T{}, list...) }

// queueChannels are the channels of q0 to q3: changing one is refused.
var queueChannels = []contact.Channel{contact.Chat, contact.Chat, contact.Email, contact.Voice}

func (d *drawer) setQueue(i int) Command {
	seconds := func(of ...int) time.Duration { return time.Duration(one(d, of...)) * time.Second }
	q := Queue{
		ID: contact.QueueID(fmt.Sprint("q", i)), Name: one(d, "", "Support", "지원"), Channel: queueChannels[i],
		Offer:    seconds(0, 5, 20, 20, 60),
		Strategy: one(d, "", LongestIdle, RoundRobin, LeastLoaded, BestSkill, "host", "host"),
		Priority: one(d, 0, 0, 1, 5), Max: one(d, 0, 0, 0, 1, 3),
		Sticky: seconds(0, 0, 10, 45), Decline: d.odds(2),
		Miss: Miss{Action: MissAction(d.n(4))},
	}
	if d.odds(2) {
		q.Skills = d.skills(1)
		q.Relax = some(d, 3, func(int) Relax { return Relax{After: seconds(3, 10, 30), Skill: d.skill(), Level: d.n(3)} })
	}
	if q.Miss.Action == OverflowTo {
		q.Miss.Queue = d.queue()
	}
	if d.odds(3) {
		q.Overflow = Overflow{After: seconds(0, 4, 25), Queue: d.queue()}
	}
	if d.odds(4) {
		q.Hours = Hours{Zone: one(d, "", "Asia/Seoul", "Nowhere"), Spans: []Opened{{time.Monday, 0, one(d, 1440, 480, 482)}}}
	}
	if d.odds(2) {
		q.WrapUp = d.policy()
	}
	if d.odds(20) {
		q.Channel = contact.Channel(d.n(6))
	}
	return SetQueue{q}
}

func (d *drawer) policy() wrapup.Policy {
	return wrapup.Policy{
		Min: one(d, wrapup.NoMinimum, 0, 1, 2), Max: one(d, 0, 0, 2), Default: d.reason(),
		After: time.Duration(one(d, 0, 7, 30)) * time.Second, MayCancel: d.odds(2),
	}
}

func (d *drawer) setAgent(i int) Command {
	a := Agent{
		ID: contact.AgentID(fmt.Sprint("a", i)), Name: one(d, "", "Kim"), Profile: d.profile(),
		Skills: d.skills(1), Takes: one(d, "", Oldest, QueueOrder, "host"),
	}
	for _, q := range d.f.lines {
		if !d.odds(3) {
			at := d.n(len(a.Queues) + 1)
			a.Queues = slices.Insert(a.Queues, at, Serves{Queue: q.cfg.ID, Tier: d.n(4)})
		}
	}
	if d.odds(20) {
		a.Queues = append(a.Queues, Serves{Queue: d.queue(), Tier: d.n(MaxTier + 2)})
	}
	return SetAgent{a}
}

func (d *drawer) setProfile(i int) Command {
	p := contact.Profile{ID: contact.ProfileID(fmt.Sprint("p", i)), Blending: contact.Blending(d.n(3))}
	for ch := contact.Chat; ch.Valid(); ch++ {
		p.Capacity[ch] = uint16(one(d, 1, 1, 2, 3, 0))
	}
	if d.odds(20) {
		p.Blending, p.Capacity[0] = contact.Blending(d.n(5)), uint16(d.n(2))
	}
	return SetProfile{p}
}

// hostStrategies are strategies of a host.
func hostStrategies() map[string]Strategy {
	return map[string]Strategy{"host": RankFunc(func(c Candidate) int64 {
		return int64(c.Load*3-c.Level*2+c.Order+c.Tier+c.Capacity) - int64(c.LastOffer%3)
	})}
}

// testConfig is a floor's config with a host's strategy and time zones that need no files.
func testConfig() FloorConfig {
	zones := map[string]*time.Location{"": time.UTC, "Asia/Seoul": time.FixedZone("KST", 9*60*60)}
	return FloorConfig{
		Strategies: hostStrategies(),
		Zone: func(name string) (*time.Location, error) {
			if zone := zones[name]; zone != nil {
				return zone, nil
			}
			return nil, ErrInvalidHours
		},
	}
}
