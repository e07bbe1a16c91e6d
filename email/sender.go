package email

import (
	"context"
	"time"
)

// Sender hands mail to a mail system. Adapters, such as package smtp, implement it; a nil error does not mean that anybody
// has read the mail, only that the mail system has taken charge of it.
type Sender interface {
	// Send tries once. It returns who was refused; everybody else has the mail now, and must not get it again. An
	// error means that nobody has it, as far as is known, and that another try makes sense, unless it is
	// ErrRefused: then the mail system does not want the mail at all.
	Send(ctx context.Context, mail Outgoing) ([]Refusal, error)
}

// Outgoing is a mail that is ready to leave. Every try of it has the same bytes, and so the same Message-ID: whoever gets it
// twice can tell.
type Outgoing struct {
	From string   // the envelope's sender; "" for mail that nobody is to answer (RFC 5321 4.5.5)
	To   []string // the envelope's recipients, each once
	Raw  []byte   // header and body with CRLF line ends (RFC 5322)
}

// Refusal is a recipient that a mail system did not take. It has codes and nothing of the text that came with them.
type Refusal struct {
	Addr      string `json:"addr" cbor:"1,keyasint"`
	Permanent bool   `json:"permanent,omitempty" cbor:"2,keyasint,omitempty"` // another try makes no sense
	Code      int    `json:"code,omitempty" cbor:"3,keyasint,omitempty"`      // of SMTP, such as 550
	Status    string `json:"status,omitempty" cbor:"4,keyasint,omitempty"`    // RFC 3463, such as "5.1.1"
}

// clean is the refusal without a status that is none: another mail system wrote it.
func (r Refusal) clean() Refusal {
	if len(r.Status) > len("5.123.123") || !printable(r.Status) {
		r.Status = ""
	}
	return r
}

// Incoming is a mail that has come in.
type Incoming struct {
	Raw      []byte    // as it came (RFC 5322); it is not kept before a Guard has redacted it
	From     string    // the envelope's sender; "" also if there is none
	Null     bool      // the envelope's sender is known to be the null address: nobody must answer
	To       []string  // the envelope's recipients, or the address of the mailbox it was found in
	Received time.Time // when it came (O2); now if zero
	Cut      bool      // Raw is only its beginning: the mail is larger than what is fetched
}

// Receiver takes mail in. Desk is one.
type Receiver interface {
	// Accepts reports whether an address is one that mail is taken for.
	Accepts(addr string) bool
	// Receive takes a mail. Once it has returned without an error, the mail is durable and will not be lost; a mail
	// that was taken before is recognised and taken again without effect. The error is ErrNoMailbox if no recipient
	// is taken, ErrTooLarge, or else passing: the mail system is to try again later.
	Receive(ctx context.Context, mail Incoming) error
}
