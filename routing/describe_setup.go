package routing

import (
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/contact"
)

func (p SettingsSet) describe() string {
	return fmt.Sprintf("settings: ageing %s, %d closed contacts and %d command ids kept",
		short(p.Settings.Ageing), p.Settings.KeepClosed, p.Settings.KeepCommands)
}

func (p QueueSet) describe() string {
	q, d := p.Queue, details{}
	d.add(true, "%s", q.Channel)
	d.add(true, "offer %s", short(q.Offer))
	d.add(true, "%s", plain(q.Strategy))
	d.add(len(q.Skills) > 0, "needs %s", skillList(q.Skills))
	for _, r := range q.Relax {
		d.add(true, "%s:%d after %s", plain(r.Skill), r.Level, short(r.After))
	}
	d.add(q.Priority > 0, "priority %d", q.Priority)
	d.add(q.Max > 0, "at most %d", q.Max)
	d.add(len(q.Hours.Spans) > 0, "open %s", q.Hours.describe())
	d.add(q.Overflow.Queue != "" && q.Overflow.After > 0, "overflow to %s after %s", plain(q.Overflow.Queue), short(q.Overflow.After))
	d.add(q.Overflow.Queue != "" && q.Overflow.After == 0, "overflow to %s", plain(q.Overflow.Queue))
	d.add(q.Sticky > 0, "sticky %s", short(q.Sticky))
	d.add(q.Miss.Action != Drop, "missed transfers %s", q.Miss.describe())
	d.add(q.Decline, "agents may decline")
	d.addWrapUp(q)
	return "queue " + titled(q.ID, q.Name) + ": " + d.String()
}

func (d *details) addWrapUp(q Queue) {
	w := q.WrapUp
	d.add(w.Min < 0, "wrap-up needs no reason")
	d.add(w.Min > 1, "wrap-up needs %d reasons", w.Min)
	d.add(w.Max > 0, "wrap-up takes %d reasons at most", w.Max)
	d.add(w.After > 0 && w.Default != "", "wrap-up as %s after %s", plain(w.Default), short(w.After))
	d.add(w.After > 0 && w.Default == "", "wrap-up done after %s", short(w.After))
	d.add(w.MayCancel, "agents may cancel its timer")
}

// describe joins days that follow one another and have the same hours.
func (h Hours) describe() string {
	var d details
	for i := 0; i < len(h.Spans); i++ {
		first, s := h.Spans[i], h.Spans[i]
		for i+1 < len(h.Spans) && h.Spans[i+1] == s.nextDay() {
			i++
			s = h.Spans[i]
		}
		d.add(first == s, "%.3s %s", s.Day, s.times())
		d.add(first != s, "%.3s-%.3s %s", first.Day, s.Day, s.times())
	}
	d.add(h.Zone != "", "%s", plain(h.Zone))
	return strings.Join(d, " ")
}

func (s Opened) nextDay() Opened {
	s.Day = (s.Day + 1) % 7
	return s
}

func (s Opened) times() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
}

func (m Miss) describe() string {
	if m.Action == OverflowTo {
		return "to " + plain(m.Queue)
	}
	return word(m.Action, "dropped", "to the queue", "to the sender")
}

func (p ProfileSet) describe() string {
	var d details
	for ch := contact.Chat; ch.Valid(); ch++ {
		d.add(p.Profile.Capacity[ch] > 0, "%s %d", ch, p.Profile.Capacity[ch])
	}
	d.add(true, "%s", p.Profile.Blending)
	return "profile " + plain(p.Profile.ID) + ": " + d.String()
}

func (p AgentSet) describe() string {
	a, d := p.Agent, details{}
	d.add(true, "profile %s", plain(a.Profile))
	d.add(len(a.Skills) > 0, "skills %s", skillList(a.Skills))
	for i, s := range a.Queues {
		d.add(i == 0, "queues %s", s.describe())
		d.add(i > 0, "%s", s.describe())
	}
	d.add(a.Takes != Oldest, "takes %s", plain(a.Takes))
	return "agent " + titled(a.ID, a.Name) + ": " + d.String()
}

func (s Serves) describe() string {
	if s.Tier > 1 {
		return fmt.Sprintf("%s:%d", plain(s.Queue), s.Tier)
	}
	return plain(s.Queue)
}

func (p ReasonSet) describe() string {
	var d details
	d.add(p.Reason.Channel != 0, "%s", p.Reason.Channel)
	d.add(p.Reason.Queue != "", "queue %s", plain(p.Reason.Queue))
	d.add(p.Reason.Inactive, "inactive")
	return strings.Join(append(details{"reason " + titled(p.Reason.ID, p.Reason.Name)}, d...), ", ")
}

func (p IdleCodeSet) describe() string {
	if p.Code.Inactive {
		return "idle code " + titled(p.Code.ID, p.Code.Name) + ", inactive"
	}
	return "idle code " + titled(p.Code.ID, p.Code.Name)
}

func (p QueueRemoved) describe() string { return "queue " + plain(p.Queue) + " removed" }
func (p AgentRemoved) describe() string { return "agent " + plain(p.Agent) + " removed" }
