package routing

import "github.com/acdkit/acdkit/contact"

// The fields of a snapshot in great numbers, written by hand: as the encoder writes the same struct.

func (w *writer) agent(s *savedAgent) {
	m := w.record()
	m.key(1)
	w.config(&s.Config)
	m.uint(2, s.Seq)
	m.key(3)
	w.stand(&s.Now)
	if s.Next != nil {
		m.key(4)
		w.stand(s.Next)
	}
	m.int(5, s.Changed)
	m.int(6, s.Since)
	if m.optList(7, len(s.LastOffers)) {
		for _, offer := range s.LastOffers {
			w.head(cborUint, offer)
		}
	}
	m.end()
}

func (w *writer) config(a *Agent) {
	m := w.record()
	m.text(1, string(a.ID))
	m.optText(2, a.Name)
	m.text(3, string(a.Profile))
	m.optSkills(4, a.Skills)
	if m.optList(5, len(a.Queues)) {
		for i := range a.Queues {
			q := w.record()
			q.text(1, string(a.Queues[i].Queue))
			q.optInt(2, int64(a.Queues[i].Tier))
			q.end()
		}
	}
	m.optText(6, a.Takes)
	m.end()
}

func (w *writer) stand(s *contact.Stand) {
	m := w.record()
	m.int(1, int64(s.State))
	m.optText(2, s.Code)
	m.end()
}

func (m *record) optSkills(key uint64, skills []Skill) {
	if m.optList(key, len(skills)) {
		for i := range skills {
			s := m.w.record()
			s.text(1, skills[i].Name)
			s.int(2, int64(skills[i].Level))
			s.end()
		}
	}
}

func (w *writer) contact(s *savedContact) {
	m := w.record()
	m.text(1, string(s.ID))
	m.uint(2, s.Seq)
	m.int(3, int64(s.Channel))
	m.optText(4, string(s.Customer))
	m.optInt(5, int64(s.State))
	m.optInt(6, int64(s.Guest))
	m.optInt(7, int64(s.Reason))
	m.optBool(8, s.CustomerLeft)
	m.text(9, string(s.Queue))
	m.optSkills(10, s.Skills)
	m.int(11, int64(s.Priority))
	m.optInt(12, int64(s.Step))
	m.int(13, s.Entered)
	m.int(14, s.Queued)
	m.int(15, s.Received)
	m.optInt(16, s.HoldUntil)
	m.optInt(17, s.Overflown)
	m.optText(18, string(s.LastAgent))
	m.optText(19, string(s.Avoid))
	if s.Offer != nil {
		m.key(20)
		w.offer(s.Offer)
	}
	m.optText(21, string(s.Owner))
	m.optText(22, string(s.GuestAgent))
	w.hands(&m, s)
	m.optBool(26, s.OnHold)
	m.end()
}

func (w *writer) offer(o *savedOffer) {
	m := w.record()
	m.uint(1, o.ID)
	m.text(2, string(o.Agent))
	m.optText(3, string(o.By))
	m.optInt(4, int64(o.Kind))
	m.int(5, o.Made)
	m.int(6, o.Deadline)
	m.end()
}

// hands writes the lists of a contact.
func (w *writer) hands(m *record, s *savedContact) {
	if m.optList(23, len(s.Wraps)) {
		for i := range s.Wraps {
			r := w.record()
			r.text(1, string(s.Wraps[i].Agent))
			r.int(2, s.Wraps[i].Started)
			r.optInt(3, s.Wraps[i].Deadline)
			r.text(4, string(s.Wraps[i].Queue))
			r.end()
		}
	}
	if m.optList(24, len(s.Filed)) {
		for i := range s.Filed {
			w.filed(&s.Filed[i])
		}
	}
	if m.optList(25, len(s.Watchers)) {
		for i := range s.Watchers {
			r := w.record()
			r.text(1, string(s.Watchers[i].Supervisor))
			r.optInt(2, int64(s.Watchers[i].Role))
			r.end()
		}
	}
}

func (w *writer) filed(f *Filed) {
	m := w.record()
	m.text(1, string(f.Agent))
	if m.optList(2, len(f.Reasons)) {
		for _, reason := range f.Reasons {
			w.text(string(reason))
		}
	}
	m.end()
}
