// Package emailtest holds what tests of mail need: [TestSender] and [TestReceiver], the conformance suites that every
// implementation of [email.Sender] and of [email.Receiver] passes, and [Inbox], a Receiver that fails as told.
//
// A host calls TestSender from a test and gives it both ends of its mail system: the one that mail is handed to, and
// what has arrived at the other.
//
//	func TestSender(t *testing.T) {
//		emailtest.TestSender(t, func(t *testing.T) emailtest.Outbound {
//			x := open(t)
//			return emailtest.Outbound{Sender: x, Arrived: x.arrived, Refuse: x.refuse, Fail: x.fail}
//		})
//	}
package emailtest
