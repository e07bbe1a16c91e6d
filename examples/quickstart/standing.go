package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

// standing says where a contact is in the end: closed, or what it waits for.
func (b *book) standing(s *story, center *routing.Center, now time.Time) string {
	if s.closed {
		return fmt.Sprintf("closed (%s)", s.reason)
	}
	v, known := center.Contact(s.contact)
	if !known {
		return "unknown to the center"
	}
	open := []string{"OPEN"}
	if place := b.place(v, now); place != "" {
		open = append(open, place)
	}
	if len(v.Guests) > 0 {
		open = append(open, "in conference with "+b.names.agentList(v.Guests))
	}
	if v.CustomerLeft {
		open = append(open, "its customer has left")
	}
	if len(v.Wrapping) > 0 {
		open = append(open, "wrap-up owed by "+b.names.agentList(v.Wrapping))
	}
	return strings.Join(open, ", ")
}

// place says who has a contact, if somebody does.
func (b *book) place(v routing.ContactView, now time.Time) string {
	switch v.State {
	case contact.Queued:
		return "waits in " + b.names.queue(v.Queue)
	case contact.Offered:
		return fmt.Sprintf("offered to %s, who has %s left", b.names.agent(v.OfferedTo), seconds(v.Deadline.Sub(now)))
	case contact.Active:
		return b.names.agent(v.Owner) + " has it"
	}
	return ""
}
