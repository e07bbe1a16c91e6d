package auto

import (
	"strings"

	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/internal/mime"
)

// Envelope is what came with a mail, and is not in it.
type Envelope struct {
	Null bool // the envelope's sender is the null address
}

// maxDelivered is how often Delivered-To may have one address. Twice is what two programs of one host write.
const maxDelivered = 2

// Classify says what sent a mail. The mark is our own.
func Classify(m *message.Message, envelope Envelope, mark Mark) Verdict {
	x := &exam{Message: m, null: envelope.Null || nullPath(m), mark: mark}
	for _, rule := range rules {
		if class := rule.class(x); class != "" {
			v := Verdict{Class: class, Reason: rule.reason}
			switch class {
			case Bounce:
				v.Report = x.bounce()
			case Receipt:
				v.Report = x.receipt()
			}
			return v
		}
	}
	if x.suppressed() {
		return Verdict{Class: Person, Reason: Suppressed, Quiet: true}
	}
	return Verdict{Class: Person}
}

// exam is a mail that is looked at.
type exam struct {
	*message.Message
	null bool
	mark Mark
	text string // see texts
}

// rules are tried one after another; the first that gives a class decides.
var rules = []struct {
	reason Reason
	class  func(*exam) Class
}{
	{OwnMark, func(x *exam) Class { return when(x.mark.on(x.Message), Loop) }},
	{DeliveredAgain, func(x *exam) Class { return when(x.roundTrip(), Loop) }},
	{ReportType, (*exam).reportClass},
	{ReturnedMail, func(x *exam) Class { return when(x.returned(), Bounce) }},
	{AutoSubmitted, (*exam).autoSubmitted},
	{Autoresponder, func(x *exam) Class { return when(x.autoresponder(), Reply) }},
	{ListField, func(x *exam) Class { return when(x.listField(), Bulk) }},
	{Precedence, (*exam).precedence},
	{NullSender, func(x *exam) Class { return when(x.null, x.replyOr(Notification)) }},
	{ListSender, func(x *exam) Class { return when(listPath(x.Message) || x.from(isList), x.replyOr(Bulk)) }},
	{DaemonSender, func(x *exam) Class { return when(x.from(isDaemon), x.replyOr(Notification)) }},
	{NoReplySender, func(x *exam) Class { return when(x.unread(), x.replyOr(Notification)) }},
	{SubjectAlone, (*exam).bySubject},
}

func when(is bool, class Class) Class {
	if is {
		return class
	}
	return ""
}

// replyOr is Reply if the subject is one of automatic answers, or else the class given.
func (x *exam) replyOr(class Class) Class {
	if isAnswer(x.Subject) {
		return Reply
	}
	return class
}

// roundTrip reports whether the mail was delivered to one address too often.
func (x *exam) roundTrip() bool {
	times := make(map[string]int)
	for _, addr := range x.Values("Delivered-To") {
		key := message.Address{Addr: addr}.Key()
		if times[key]++; times[key] > maxDelivered {
			return true
		}
	}
	return false
}

// reportClass goes by the type of a report, or by a part that only reports have if a machine sent it: people pass
// parts of reports on, too.
func (x *exam) reportClass() Class {
	kind, params := mime.Params(x.Field("Content-Type"))
	if !strings.EqualFold(kind, "multipart/report") && !x.machine() {
		return ""
	}
	for _, p := range x.Parts {
		if class := reportParts[p.Type]; class != "" {
			return class
		}
	}
	if !strings.EqualFold(kind, "multipart/report") {
		return ""
	}
	for _, p := range params {
		if p.Name == "report-type" {
			if class := reportParts["message/"+strings.ToLower(p.Value)]; class != "" {
				return class
			}
		}
	}
	return Notification // such as a report of abuse (RFC 5965)
}

// reportParts are the parts that make a report what it is (RFC 3464, RFC 6533, RFC 8098).
var reportParts = map[string]Class{
	"message/delivery-status":                 Bounce,
	"message/global-delivery-status":          Bounce,
	"message/disposition-notification":        Receipt,
	"message/global-disposition-notification": Receipt,
}

// machine reports whether what sent the mail is one of a mail system.
func (x *exam) machine() bool { return x.null || x.from(isDaemon) }

// bySubject goes by nothing but the subject, unless a person's program has written the mail or there are files in it. A
// receipt must refer to what was read.
func (x *exam) bySubject() Class {
	switch {
	case x.autoSubmittedNo(), x.Field("User-Agent") != "", personal(x.Field("X-Mailer")), x.files():
		return ""
	case isAnswer(x.Subject):
		return Reply
	case isReceipt(x.Subject) && len(x.InReplyTo)+len(x.References) > 0:
		return Receipt
	}
	return ""
}

// files reports whether there is anything attached.
func (x *exam) files() bool {
	for _, p := range x.Parts {
		if p.Use == message.Attachment {
			return true
		}
	}
	return false
}

// personal reports whether X-Mailer names a program that people write with.
func personal(mailer string) bool {
	mailer = strings.ToLower(mailer)
	for _, program := range []string{"outlook", "apple mail", "iphone mail", "ipad mail", "thunderbird", "samsung"} {
		if strings.Contains(mailer, program) {
			return true
		}
	}
	return false
}
