package auto

// What a report of a stranger may have at most.
const (
	maxRecipients = 100
	maxAbout      = 10        // ids
	maxText       = 128 << 10 // bytes of a text that are looked at
)

// Outcome is what became of a mail, as far as the report says.
type Outcome string

// The outcomes.
const (
	Failed    Outcome = "failed"
	Delayed   Outcome = "delayed"   // it may arrive yet
	Delivered Outcome = "delivered" // or handed on to a mail system that does not report
)

// Report is what a bounce or a receipt says. Anybody can have written it.
type Report struct {
	About      []string    // ids of the mail that it is about, without angle brackets, the likeliest first; at most 10
	Outcome    Outcome     // the worst there is; "" for a receipt
	Recipients []Recipient // at most 100
}

// Recipient is somebody whom a mail was for.
type Recipient struct {
	Addr    string  // as the mail was addressed, if that is known
	Outcome Outcome // "" for a receipt
	Status  string  // RFC 3463, such as "5.1.1"; "" if unknown
}

// worst is the outcome that counts for the mail as a whole.
func worst(recipients []Recipient) Outcome {
	var worst Outcome
	for _, r := range recipients {
		if rank[r.Outcome] > rank[worst] {
			worst = r.Outcome
		}
	}
	return worst
}

var rank = map[Outcome]int{Delivered: 1, Delayed: 2, Failed: 3}
