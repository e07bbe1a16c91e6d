// Package mailbench compares packages of email with others that do the same, in one run:
//
//	go test ./examples/mailbench -run '^$' -bench . -count 5
//
// Parse is message.Parse beside enmime, which was measured as the most tolerant reader in Go; clean is safehtml beside bluemonday with its
// policy for user-generated content. The mails and pages are made here, and have the same bytes in each run; text is a mail of 4 KiB in
// Korean, html one of 100 KiB with a text beside it, and files one of 25 MB with three attachments. The figures named x are how many
// bytes were taken for each byte of the mail.
//
// The tests hold the packages against enmime, an independent reader: on mails of its own collection, which are in the shared folder,
// and on hard mails of ours, message.Parse finds every part that enmime finds, and the same texts; differences are listed with their
// reasons. What package compose writes, enmime reads back.
package mailbench
