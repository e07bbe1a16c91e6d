package smtp_test

import (
	"context"
	"fmt"
	"net"

	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/emailtest"
	"github.com/acdkit/acdkit/email/smtp"
)

// A server takes mail in for one address, and a sender hands it some. Between the two is a pipe here, so there is no TLS.
func Example() {
	inbox := &emailtest.Inbox{Addresses: []string{"desk@example.com"}} // a Desk, otherwise
	server, err := smtp.NewServer(smtp.ServerConfig{Name: "desk.example.com", Receiver: inbox})
	if err != nil {
		fmt.Println(err)
		return
	}
	pipes := newPipes()
	go server.Serve(pipes)

	sender, err := smtp.NewSender(smtp.SenderConfig{
		Servers: []string{"desk.example.com:25"}, Security: smtp.Plaintext,
		Dial: func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			pipes.conns <- there
			return here, nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	refused, err := sender.Send(context.Background(), email.Outgoing{
		From: "kim@example.net",
		To:   []string{"desk@example.com", "nobody@example.com"},
		Raw:  []byte("Subject: Hello\r\n\r\nIs anybody there?\r\n"),
	})
	for _, r := range refused {
		fmt.Println(r.Addr, r.Code, r.Status, "permanent:", r.Permanent, err)
	}
	for _, mail := range inbox.Mails() {
		fmt.Printf("%s to %s: %q\n", mail.From, mail.To, mail.Raw)
	}
	_ = sender.Close()
	_ = server.Shutdown(context.Background())
	// Output:
	// nobody@example.com 550 5.1.1 permanent: true <nil>
	// kim@example.net to [desk@example.com]: "Subject: Hello\r\n\r\nIs anybody there?\r\n"
}
