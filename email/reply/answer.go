package reply

import "github.com/acdkit/acdkit/email/message"

// MaxRecipients is how many people an answer may go to.
const MaxRecipients = 100

// Mode says what kind of answer it is (E1, E2).
type Mode string

// The modes.
const (
	Quick Mode = "quick" // plain text, to the sender only
	Reply Mode = "reply" // to the sender only
	All   Mode = "all"   // to everybody
)

// Answer says who gets an answer. It shares no slice with anything else.
type Answer struct {
	To       []message.Address
	Cc       []message.Address
	Why      []Why // all addresses that were considered, in order of fields
	Warnings []Warning
}

// Field is where an address comes from.
type Field string

// The fields.
const (
	ReplyTo Field = "Reply-To"
	From    Field = "From"
	Sender  Field = "Sender"
	To      Field = "To"
	Cc      Field = "Cc"
	Typed   Field = "typed" // by the agent, see AddCc
)

// Why says of an address what became of it, and why.
type Why struct {
	Address message.Address
	From    Field
	Role    Field // To or Cc in the answer; "" if it is not there
	Reason  Reason
}

// Reason is why an address is in an answer, or is not.
type Reason string

// The reasons of those who get the answer.
const (
	Author    Reason = "author"    // wrote, or is named by who wrote
	Recipient Reason = "recipient" // got the mail
	Added     Reason = "added"     // by the agent
)

// The reasons of those who do not.
const (
	IsOwn      Reason = "own"         // the desk itself
	Duplicate  Reason = "duplicate"   // is there already
	Unusable   Reason = "unusable"    // not an address that mail can be sent to
	Superseded Reason = "superseded"  // others are named to be answered in place of who wrote
	SenderOnly Reason = "sender-only" // got the mail, and the mode answers nobody but the sender
)

// Warning is what an agent should look at before an answer leaves.
type Warning struct {
	Address message.Address // who it is about, and who gets the answer
	Oddity  Oddity
}

// Oddity is what is odd about somebody who gets an answer.
type Oddity string

// The oddities.
const (
	NewToThread Oddity = "new-to-thread" // not one of Original.Before
	OtherDomain Oddity = "other-domain"  // of Reply-To, with a domain that is not, is not below and is not above one of From
)
