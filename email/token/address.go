package token

import (
	"slices"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/message"
)

// Address returns an address of a mailbox, such as "support@example.com", that belongs to a contact:
// "support+<token>@example.com" (RFC 5233). A local part has at most 64 octets (RFC 5321 4.5.3.1.1), and the token of a
// UUID has 45, so that 18 are left for the mailbox's own. The error is ErrLong or ErrMailbox.
func (k *Keys) Address(mailbox string, id contact.ID) (string, error) {
	a, err := message.ParseAddress(mailbox)
	if err != nil || a.Addr != mailbox || strings.HasPrefix(mailbox, `"`) {
		return "", &Error{Code: ErrMailbox, Cause: err}
	}
	local, domain, _ := strings.Cut(mailbox, "@")
	f, text := pack(id)
	local += "+" + k.first.seal(forAddress, f, text, "")
	if len(local) > message.MaxLocal {
		return "", &Error{Code: ErrLong, Size: len(local), Limit: message.MaxLocal}
	}
	addr := local + "@" + domain
	if len(addr) > message.MaxAddress {
		return "", &Error{Code: ErrLong, Size: len(addr), Limit: message.MaxAddress}
	}
	return addr, nil
}

// ReadAddress returns the contact that Address was given, if it was Address that made this address. The mailbox is not
// signed, so that it can be renamed; if mailboxes are given, it must be one of them. The address may have angle
// brackets, white space and quotes, and letters of the other case.
func (k *Keys) ReadAddress(addr string, mailboxes ...string) (contact.ID, bool) {
	if len(addr) > maxRead {
		return "", false
	}
	local, domain, ok := divide(bare(addr))
	plus := strings.LastIndexByte(local, '+')
	if !ok || plus < 0 {
		return "", false
	}
	mailbox := message.Address{Addr: local[:plus] + "@" + domain}.Key()
	if len(mailboxes) > 0 && !slices.ContainsFunc(mailboxes, func(m string) bool { return message.Address{Addr: m}.Key() == mailbox }) {
		return "", false
	}
	f, text, ok := k.open(forAddress, local[plus+1:], "")
	if !ok {
		return "", false
	}
	return unpack(f, text)
}
