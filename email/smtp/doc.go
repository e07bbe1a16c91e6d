// Package smtp carries mail by SMTP (RFC 5321) with the client and the server of emersion/go-smtp: [Sender] implements
// [email.Sender], and [Server] stands before an [email.Receiver].
//
//	sender, err := smtp.NewSender(smtp.SenderConfig{
//		Servers: []string{"mail.example.com:587"},
//		Login:   &smtp.Login{User: "desk", Password: password},
//	})
//
//	server, err := smtp.NewServer(smtp.ServerConfig{Name: "desk.example.com", TLS: config, Receiver: desk})
//	go server.Serve(listener)
//
// # What a Sender promises
//
//  1. Send tries once, at one server after the other until one has answered for good. When to try again is the
//     caller's; who was refused, and with which codes, is in the result.
//  2. Nothing leaves in the clear unless the configuration says [Plaintext], and a password never does.
//  3. Only the last answer decides. If that gets lost, [Error] says that the outcome is Unknown: the mail system may
//     have the mail, and another try, which has the same Message-ID, may bring it twice.
//  4. Errors have codes and steps, and nothing of what servers said, for that quotes addresses and texts.
//
// # What a Server promises
//
//  1. A mail is acknowledged when Receive has returned nil, and never before. Otherwise the other side has it still, and
//     knows whether to try again.
//  2. Who is not accepted is refused before the mail comes.
//  3. Strangers cannot use up memory, connections or time: each has a limit.
//  4. The log has sizes, codes and steps, and nothing of what people wrote.
package smtp
