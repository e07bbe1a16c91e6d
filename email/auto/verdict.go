package auto

// Class says what sent a mail.
type Class string

// The classes.
const (
	Person       Class = "person"       // or nothing that shows it is not
	Reply        Class = "reply"        // an automatic answer: out of office, confirmation of receipt
	Notification Class = "notification" // another mail that a machine made
	Bulk         Class = "bulk"         // of a mailing list or a newsletter
	Bounce       Class = "bounce"       // a report on a delivery (RFC 3464), also of one that succeeded
	Receipt      Class = "receipt"      // a report that a mail was read (RFC 8098)
	Loop         Class = "loop"         // our own mail, or one that goes round
)

// Reason is the rule that decided.
type Reason string

// The reasons, in the order in which the rules are tried.
const (
	OwnMark        Reason = "own-mark"        // X-Loop has our mark
	DeliveredAgain Reason = "delivered-again" // Delivered-To has an address too often
	ReportType     Reason = "report-type"     // multipart/report (RFC 6522) or a part of a report
	ReturnedMail   Reason = "returned-mail"   // from a machine, and the subject or the text is that of a bounce
	AutoSubmitted  Reason = "auto-submitted"  // RFC 3834 5
	Autoresponder  Reason = "autoresponder"   // a header of a program that answers
	ListField      Reason = "list-field"      // RFC 2369, RFC 2919
	Precedence     Reason = "precedence"      // RFC 3834 2
	NullSender     Reason = "null-sender"     // RFC 5321 4.5.5
	ListSender     Reason = "list-sender"     // From or Return-Path is one of lists
	DaemonSender   Reason = "daemon-sender"
	NoReplySender  Reason = "no-reply-sender"
	SubjectAlone   Reason = "subject" // and nothing speaks against it
	Suppressed     Reason = "suppressed"
)

// Verdict is what is known about who sent a mail.
type Verdict struct {
	Class  Class
	Reason Reason // "" if no rule applies: a person's mail
	Quiet  bool   // no automatic answer is wanted, although a person may have written (Suppressed)
	Report Report // of a bounce or a receipt
}

// MayAnswer reports whether the mail may be answered automatically: only if a person wrote it, and wants that.
func (v Verdict) MayAnswer() bool { return v.Class == Person && !v.Quiet }
