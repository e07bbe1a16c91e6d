package imap_test

import (
	"fmt"
	"slices"
	"testing"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/acdkit/acdkit/email/imap"
)

// client is somebody else who reads the mailbox.
func client(t testing.TB, cfg imap.Config) *imapclient.Client {
	t.Helper()
	config := cfg.TLS.Clone()
	config.ServerName = "127.0.0.1"
	dial := imapclient.DialTLS
	if cfg.Security == imap.StartTLS {
		dial = imapclient.DialStartTLS
	}
	c, err := dial(cfg.Server, &imapclient.Options{TLSConfig: config})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Login(cfg.Login.User, cfg.Login.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

// fetched returns the flags of all mails, without \Recent.
func fetched(t testing.TB, cfg imap.Config) (all []string) {
	t.Helper()
	c := client(t, cfg)
	defer c.Close()
	if _, err := c.Select("INBOX", &goimap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		t.Fatal(err)
	}
	var set goimap.UIDSet
	set.AddRange(1, 0)
	mails, err := c.Fetch(set, &goimap.FetchOptions{UID: true, Flags: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		flags := slices.DeleteFunc(m.Flags, func(f goimap.Flag) bool { return f == "\\Recent" })
		all = append(all, fmt.Sprint(flags))
	}
	return all
}
