package email_test

import (
	"testing"

	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/routing"
)

// TestReceiver has the desk pass the suite of mail systems' receivers.
func TestReceiver(t *testing.T) {
	emailtest.TestReceiver(t, func(t *testing.T) emailtest.Inbound {
		s := open(t, nil)
		return emailtest.Inbound{
			Receiver: s.Desk, Addr: "support@desk.example", Unknown: "nobody@desk.example",
			Taken: func() (n int) {
				s.ok(s.center.View(func(f *routing.Floor) {
					for range f.Contacts() {
						n++
					}
				}))
				return n
			},
		}
	})
}
