package routing

import "github.com/acdkit/acdkit/contact"

// field reads a field of a snapshot other than the contacts.
func (r *reader) field(s *snapshot, key uint64) {
	switch key {
	case 1:
		r.value(&s.Settings)
	case 2:
		s.Now = r.int()
	case 3:
		s.Offers = r.uint()
	case 4:
		s.Arrivals = r.uint()
	case 5:
		s.Hired = r.uint()
	case 6:
		r.value(&s.Profiles)
	case 7:
		r.value(&s.Codes)
	case 8:
		r.value(&s.Reasons)
	case 9:
		r.value(&s.Queues)
	case 10:
		s.Agents = make([]savedAgent, r.list())
		for i := range s.Agents {
			readSavedAgent(r, &s.Agents[i])
		}
	case 12:
		s.Closed = make([]contact.ID, r.list())
		for i := range s.Closed {
			s.Closed[i] = textOf[contact.ID](r)
		}
	case 13:
		s.Commands = make([]string, r.list())
		for i := range s.Commands {
			s.Commands[i] = r.text()
		}
	default:
		r.odd = true
	}
}

func readSavedAgent(r *reader, s *savedAgent) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			s.Config = readAgent(r)
		case 2:
			s.Seq = r.uint()
		case 3:
			s.Now = readStand(r)
		case 4:
			s.Next = new(readStand(r))
		case 5:
			s.Changed = r.int()
		case 6:
			s.Since = r.int()
		case 7:
			s.LastOffers = make([]uint64, r.array())
			for i := range s.LastOffers {
				s.LastOffers[i] = r.uint()
			}
		default:
			r.odd = true
		}
	}
}

func readStand(r *reader) (s contact.Stand) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			s.State = small[contact.AgentState](r)
		case 2:
			s.Code = r.text()
		default:
			r.odd = true
		}
	}
	return s
}

// readContact fills s, whose lists of skills and wrap-ups are used again.
func readContact(r *reader, s *savedContact) {
	*s = savedContact{Skills: s.Skills[:0], Wraps: s.Wraps[:0]}
	for m := r.fields(); m.next(r); {
		if m.key <= 17 {
			s.readPlain(r, m.key)
		} else {
			s.readHand(r, m.key)
		}
	}
}

// readPlain reads one of a contact's own fields.
func (s *savedContact) readPlain(r *reader, key uint64) {
	switch key {
	case 1:
		s.ID = textOf[contact.ID](r)
	case 2:
		s.Seq = r.uint()
	case 3:
		s.Channel = small[contact.Channel](r)
	case 4:
		s.Customer = textOf[contact.CustomerID](r)
	case 5:
		s.State = small[contact.State](r)
	case 6:
		s.Guest = small[contact.GuestState](r)
	case 7:
		s.Reason = small[contact.Reason](r)
	case 8:
		s.CustomerLeft = r.bool()
	case 9:
		s.Queue = textOf[contact.QueueID](r)
	case 10:
		s.Skills = readSkills(r, s.Skills)
	case 11:
		s.Priority = r.short()
	case 12:
		s.Step = r.short()
	case 13:
		s.Entered = r.int()
	case 14:
		s.Queued = r.int()
	case 15:
		s.Received = r.int()
	case 16:
		s.HoldUntil = r.int()
	case 17:
		s.Overflown = r.int()
	}
}

// readHand reads one of the fields that say who has a contact, or had it.
func (s *savedContact) readHand(r *reader, key uint64) {
	switch key {
	case 18:
		s.LastAgent = textOf[contact.AgentID](r)
	case 19:
		s.Avoid = textOf[contact.AgentID](r)
	case 20:
		s.Offer = new(readOffer(r))
	case 21:
		s.Owner = textOf[contact.AgentID](r)
	case 22:
		s.GuestAgent = textOf[contact.AgentID](r)
	case 23:
		for range r.array() {
			s.Wraps = append(s.Wraps, readWrap(r))
		}
	case 24:
		s.Filed = make([]Filed, r.array())
		for i := range s.Filed {
			s.Filed[i] = readFiled(r)
		}
	case 25:
		s.Watchers = make([]Watcher, r.array())
		for i := range s.Watchers {
			s.Watchers[i] = readWatcher(r)
		}
	case 26:
		s.OnHold = r.bool()
	default:
		r.odd = true
	}
}

func readOffer(r *reader) (o savedOffer) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			o.ID = r.uint()
		case 2:
			o.Agent = textOf[contact.AgentID](r)
		case 3:
			o.By = textOf[contact.AgentID](r)
		case 4:
			o.Kind = small[OfferKind](r)
		case 5:
			o.Made = r.int()
		case 6:
			o.Deadline = r.int()
		default:
			r.odd = true
		}
	}
	return o
}

func readWrap(r *reader) (w savedWrap) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			w.Agent = textOf[contact.AgentID](r)
		case 2:
			w.Started = r.int()
		case 3:
			w.Deadline = r.int()
		case 4:
			w.Queue = textOf[contact.QueueID](r)
		default:
			r.odd = true
		}
	}
	return w
}

func readFiled(r *reader) (f Filed) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			f.Agent = textOf[contact.AgentID](r)
		case 2:
			f.Reasons = readReasons(r)
		default:
			r.odd = true
		}
	}
	return f
}

func readWatcher(r *reader) (w Watcher) {
	for m := r.fields(); m.next(r); {
		switch m.key {
		case 1:
			w.Supervisor = textOf[contact.AgentID](r)
		case 2:
			w.Role = small[WatchRole](r)
		default:
			r.odd = true
		}
	}
	return w
}
