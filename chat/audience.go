package chat

// Who may read what: everyone what concerns the customer, staff what they say among themselves, and only
// supervisors that one of them watches unseen.

func (Opened) audience() Audience       { return Everyone }
func (p Said) audience() Audience       { return p.To }
func (Noticed) audience() Audience      { return Private }
func (p Revised) audience() Audience    { return p.To }
func (HandedOver) audience() Audience   { return Everyone }
func (Queued) audience() Audience       { return Everyone }
func (p Joined) audience() Audience     { return p.Party.Role.seen() }
func (p Left) audience() Audience       { return p.Party.Role.seen() }
func (Transferred) audience() Audience  { return Everyone }
func (Invited) audience() Audience      { return Staff } // the customer is shown who joined, not who was asked (K3)
func (InviteEnded) audience() Audience  { return Staff }
func (Held) audience() Audience         { return Everyone }
func (CustomerLeft) audience() Audience { return Everyone }
func (Disconnected) audience() Audience { return Staff }
func (Reconnected) audience() Audience  { return Staff }
func (p Warned) audience() Audience {
	if p.Of == RoleAgent {
		return Staff
	}
	return Everyone
}
func (p Expired) audience() Audience {
	if p.Of == RoleGuest {
		return Staff
	}
	return Everyone
}
func (Receipt) audience() Audience { return Everyone }
func (Resumed) audience() Audience { return Nobody }
func (Ended) audience() Audience   { return Everyone }

// seen returns who is shown that somebody is there in a role.
func (r Role) seen() Audience {
	switch r {
	case RoleMonitor:
		return Supervisors
	case RoleWhisper:
		return Staff
	}
	return Everyone
}
