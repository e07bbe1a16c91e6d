package email

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// Settings are what an administrator decides about mail. The zero value has no mailbox, so that no mail is taken.
type Settings struct {
	Mailboxes []Mailbox                             `json:"mailboxes,omitempty"`
	Templates map[contact.QueueID]document.Template `json:"templates,omitempty"` // what answers from a queue begin as (E4); "" for all other queues
	Files     attachment.Rules                      `json:"files,omitzero"`      // of answers; attachment.EmailRules for the usual ones (E6)
	Incoming  attachment.Rules                      `json:"incoming,omitzero"`   // of mail that comes in; IncomingRules if it is the zero value
	MaxMail   int                                   `json:"max_mail,omitempty"`  // bytes of a mail as it comes in; 64 MiB
	Retry     Retry                                 `json:"retry,omitzero"`
	Automatic Automatic                             `json:"automatic,omitzero"`
}

// A Mailbox is an address that mail is taken for and answered from.
type Mailbox struct {
	Address  message.Address `json:"address"`            // with the name that customers see
	Aliases  []string        `json:"aliases,omitempty"`  // other addresses of it
	Queue    contact.QueueID `json:"queue"`              // where its mail goes
	Language string          `json:"language,omitempty"` // of notes and automatic mail: "ko", or English
	// Acknowledge is a mail that a new contact is answered with at once; none if it is empty.
	Acknowledge document.Template `json:"acknowledge,omitzero"`
}

// Automatic bounds the mail that nobody wrote (RFC 3834): acknowledgements and notices of the Guard.
type Automatic struct {
	Mark   string `json:"mark,omitempty"`    // of all own mail, in X-Loop; the domain of the first mailbox
	PerDay int    `json:"per_day,omitempty"` // to one address in 24 hours; 3
	Untold bool   `json:"untold,omitempty"`  // senders are not told what the Guard did with their mail (P3 asks to tell them)
}

// imageTypes are what may be shown within a text.
var imageTypes = []string{".png", ".jpg", ".jpeg", ".gif", ".webp"}

// ImageRules returns the rules of inline images for rules of files: the same sizes, and the formats that every mail
// program shows (E5).
func ImageRules(files attachment.Rules) attachment.Rules {
	files.Types = slices.Clone(imageTypes)
	return files
}

// IncomingRules returns the usual rules for files that come in: attachment.EmailRules, and what mail programs send beside
// documents: images, calendars, business cards, and Outlook's winmail.dat.
func IncomingRules() attachment.Rules {
	r := attachment.EmailRules()
	r.Types = slices.Concat(r.Types, imageTypes, []string{".bmp", ".tif", ".tiff", ".heic", ".ics", ".vcf", ".csv", ".dat"})
	slices.Sort(r.Types)
	r.Types = slices.Compact(r.Types)
	r.ActiveHTML, r.Encrypted = attachment.Refuse, attachment.Refuse
	return r
}

// book is Settings made ready.
type book struct {
	Settings
	boxes map[string]*Mailbox // by every address's key
	own   []string            // all addresses
	reply reply.Own           // those, for recipients of answers
	mark  auto.Mark           // of own mail, so that it is known when it comes back (I13)
}

// newBook checks settings and hides what must not be in a template (P1).
func newBook(s Settings, guard *pci.Guard) (*book, error) {
	b := &book{Settings: s, boxes: map[string]*Mailbox{}}
	if b.MaxMail <= 0 {
		b.MaxMail = 64 << 20
	}
	if b.Automatic.PerDay <= 0 {
		b.Automatic.PerDay = 3
	}
	b.Retry = b.Retry.withDefaults()
	if !b.Incoming.Enabled && b.Incoming.Types == nil {
		b.Incoming = IncomingRules()
	}
	for _, r := range []attachment.Rules{b.Files, b.Incoming} {
		if err := r.Validate(); err != nil {
			return nil, &Error{Code: ErrInvalidConfig, Cause: err}
		}
	}
	b.Mailboxes = slices.Clone(s.Mailboxes)
	for i := range b.Mailboxes {
		if err := b.add(&b.Mailboxes[i], guard); err != nil {
			return nil, err
		}
	}
	own, err := reply.NewOwn(b.own...)
	if err != nil {
		return nil, &Error{Code: ErrInvalidConfig, Cause: err}
	}
	b.reply = own
	if b.mark = auto.Mark(b.Automatic.Mark); b.mark == "" && len(b.Mailboxes) > 0 {
		b.mark = auto.Mark(domainOf(b.Mailboxes[0].Address))
	}
	return b, b.clean(guard)
}

// add makes a mailbox known by all its addresses. No two may have the same one.
func (b *book) add(m *Mailbox, guard *pci.Guard) error {
	for _, text := range slices.Concat([]string{m.Address.Addr}, m.Aliases) {
		a, err := message.ParseAddress(text)
		if err != nil || b.boxes[a.Key()] != nil || !validID(string(m.Queue)) {
			return &Error{Code: ErrInvalidConfig, Cause: err}
		}
		b.boxes[a.Key()] = m
		b.own = append(b.own, a.Addr)
	}
	t, err := cleanTemplate(m.Acknowledge, guard)
	m.Acknowledge = t
	return err
}

// clean puts templates through the Guard.
func (b *book) clean(guard *pci.Guard) error {
	list := map[contact.QueueID]document.Template{}
	for id, t := range b.Templates {
		clean, err := cleanTemplate(t, guard)
		if err != nil {
			return err
		}
		list[id] = clean
	}
	b.Templates = list
	return nil
}

func cleanTemplate(t document.Template, guard *pci.Guard) (document.Template, error) {
	if len(t.Body.Blocks) == 0 {
		return t, nil
	}
	if err := t.Validate(); err != nil {
		return t, &Error{Code: ErrInvalidConfig, Cause: err}
	}
	look := looker{guard: guard, at: pci.Place{Lane: outbound, Field: pci.Template}}
	t.Body = look.doc(t.Body)
	return t, nil
}

// template returns what answers from a queue begin as.
func (b *book) template(q contact.QueueID) (document.Template, bool) {
	t, ok := b.Templates[q]
	if !ok {
		t, ok = b.Templates[""]
	}
	return t, ok
}

// mailbox returns the mailbox that an address is of: its own, an alias, or with a detail behind a plus sign (RFC 5233).
func (b *book) mailbox(addr string) *Mailbox {
	key := message.Address{Addr: addr}.Key()
	if m := b.boxes[key]; m != nil {
		return m
	}
	local, domain, _ := cutLast(key, "@")
	user, _, _ := strings.Cut(local, "+")
	return b.boxes[user+"@"+domain]
}

// domainOf returns the domain of an address, as it is compared.
func domainOf(a message.Address) string {
	_, domain, _ := cutLast(a.Key(), "@")
	return domain
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

var (
	inbound  = pci.Lane{Channel: contact.Email, Direction: pci.Inbound}
	outbound = pci.Lane{Channel: contact.Email, Direction: pci.Outbound}
)
