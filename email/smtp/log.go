package smtp

import (
	"errors"
	"fmt"
	"log/slog"
	"net"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/acdkit/acdkit/email"
)

// protocolLog passes on where the protocol fails, without what anybody said there.
type protocolLog struct{ log *slog.Logger }

// Printf implements gosmtp.Logger.
func (p protocolLog) Printf(_ string, args ...any) {
	for _, arg := range args {
		if err, ok := arg.(error); ok {
			p.log.Warn("smtp: connection failed", "error", cause(err))
			return
		}
	}
	p.log.Warn("smtp: connection failed")
}

// Println implements gosmtp.Logger.
func (p protocolLog) Println(args ...any) { p.Printf("", args...) }

// told is what the log may have of an error: its code, or that of the reply, or that of the network.
func told(err error) string {
	var (
		reply   *gosmtp.SMTPError
		network net.Error
		own     *email.Error
		code    email.Code
	)
	switch {
	case errors.As(err, &reply):
		return fmt.Sprintf("reply %d", reply.Code)
	case errors.As(err, &own):
		return own.Error()
	case errors.As(err, &code):
		return code.Error()
	case errors.As(err, &network):
		return network.Error()
	}
	return "connection lost, or the receiver failed"
}
