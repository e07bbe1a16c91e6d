package smtp

import (
	"fmt"

	gosmtp "github.com/emersion/go-smtp"
)

// permanent reports whether a reply means that another try of the same mail makes no sense (RFC 5321 4.2.1). What a
// server says before MAIL is never about the mail.
func permanent(step Step, code int, status string) bool {
	switch step {
	case StepConnect, StepHello, StepLogin:
		return false
	}
	switch code {
	case 503, 530, 534, 535, 538: // order of commands; login (RFC 4954 6)
		return false
	case 552: // RFC 5321 4.5.3.1.10: too many recipients for one mail, said wrongly
		return step != StepTo || status != "" && status != "5.5.3"
	}
	return code >= 500 && code <= 599
}

// status is the enhanced status code of a reply (RFC 3463), or "" if it has none that fits its code.
func status(reply *gosmtp.SMTPError) string {
	class, subject, detail := reply.EnhancedCode[0], reply.EnhancedCode[1], reply.EnhancedCode[2]
	if class != reply.Code/100 || subject < 0 || subject > 999 || detail < 0 || detail > 999 {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", class, subject, detail)
}

// settled reports whether a reply leaves the connection in a known state, ready for the next mail.
func settled(code int) bool { return code >= 400 && code <= 599 && code != 421 }
