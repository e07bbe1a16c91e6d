// Package chattest holds what tests of chats need: [Run], the conformance suite that every implementation of
// [chat.Transport] passes, and [Faulty], a transport that fails as told.
//
// A host calls Run from a test and gives it both ends of its transport: the one that a Desk delivers to, and what
// arrives at the desktops and widgets.
//
//	func TestTransport(t *testing.T) {
//		chattest.Run(t, func(t *testing.T) chattest.Harness {
//			x := open(t)
//			return chattest.Harness{Transport: x, Take: x.take, Connect: x.connect, Cut: x.cut}
//		})
//	}
//
// Nothing is left out in silence: without Cut, Run says that nobody was out of reach. What it cannot look at is for
// whom a connection is: that the widget which gets a customer's deliveries is that customer's is for the host to test.
package chattest
