package smtp

import (
	"errors"
	"slices"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
)

// chunk is how much of a mail has to leave within one Timeout.
const chunk = 64 << 10

// send hands over a mail: sender, recipients, and the mail itself if anybody is left to take it.
func (c *conn) send(l letter) ([]email.Refusal, *Error) {
	if err := c.able(l); err != nil {
		return nil, err
	}
	if err := c.from(l); err != nil {
		return nil, err
	}
	var refused []email.Refusal
	for _, addr := range l.To {
		no, err := c.to(addr)
		switch {
		case err != nil:
			return nil, err
		case no != nil:
			refused = append(refused, *no)
		}
	}
	if len(refused) == len(l.To) {
		return refused, nil
	}
	if err := c.data(l.Raw); err != nil {
		return nil, err
	}
	return refused, nil
}

// has reports whether the server has an extension.
func (c *conn) has(extension string) bool {
	has, _ := c.client.Extension(extension)
	return has
}

// able refuses what the server has said it will not take.
func (c *conn) able(l letter) *Error {
	refusal := &Error{Code: email.ErrRefused, Server: c.server, Step: StepFrom}
	limit, known := c.client.MaxMessageSize()
	switch {
	case known && limit > 0 && len(l.Raw) > limit:
		refusal.Status, refusal.Cause = "5.3.4", email.ErrTooLarge
	case (l.utf8 || !ascii(l.From)) && !c.has("SMTPUTF8"):
		refusal.Status, refusal.Cause = "5.6.7", errNoUTF8
	case l.eightBit && !c.has("8BITMIME"):
		refusal.Status, refusal.Cause = "5.6.3", errNoEightBit
	default:
		return nil
	}
	return refusal
}

func (c *conn) from(l letter) *Error {
	utf8 := l.utf8 || !ascii(l.From) || slices.ContainsFunc(l.To, func(addr string) bool { return !ascii(ofDomain(addr)) })
	c.within(c.cfg.Timeout)
	err := c.client.Mail(l.From, &gosmtp.MailOptions{Size: int64(len(l.Raw)), UTF8: utf8 && c.has("SMTPUTF8")})
	if err != nil {
		return failed(c.server, StepFrom, err)
	}
	return nil
}

// to names a recipient. It returns a refusal if the server goes on without.
func (c *conn) to(addr string) (*email.Refusal, *Error) {
	path := ofDomain(addr)
	switch {
	case !plausible(path):
		return &email.Refusal{Addr: addr, Permanent: true, Status: "5.1.3"}, nil
	case !ascii(path) && !c.has("SMTPUTF8"):
		return &email.Refusal{Addr: addr, Permanent: true, Status: "5.6.7"}, nil
	}
	c.within(c.cfg.Timeout)
	err := c.client.Rcpt(path, nil)
	if err == nil {
		return nil, nil
	}
	e := failed(c.server, StepTo, err)
	if !settled(e.Reply) {
		return nil, e
	}
	return &email.Refusal{Addr: addr, Permanent: e.Code == email.ErrRefused, Code: e.Reply, Status: e.Status}, nil
}

// data sends the mail. When its end has been sent, only a reply tells whether the server has it.
func (c *conn) data(raw []byte) *Error {
	c.within(c.cfg.Timeout)
	w, err := c.client.Data()
	if err != nil {
		return failed(c.server, StepData, err)
	}
	for part := range slices.Chunk(raw, chunk) {
		c.within(c.cfg.Timeout)
		if _, err := w.Write(part); err != nil {
			return failed(c.server, StepData, err)
		}
	}
	c.within(c.cfg.AnswerTimeout)
	_, err = w.CloseWithResponse()
	var reply *gosmtp.SMTPError
	switch {
	case err == nil, errors.As(err, &reply) && reply.Code/100 == 2:
		return nil
	}
	e := failed(c.server, StepAnswer, err)
	e.Unknown = !settled(e.Reply) && e.Reply != 421
	return e
}
