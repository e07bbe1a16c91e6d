package token_test

import (
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email/message"
	"github.com/acdkit/acdkit/email/token"
	"pgregory.net/rapid"
)

const (
	someone = contact.ID("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")
	mailbox = "support@example.com"
)

// key makes a key whose secret is a letter, over and over.
func key(t testing.TB, id uint8, letter string) token.Key {
	t.Helper()
	k, err := token.NewKey(id, []byte(strings.Repeat(letter, token.MinSecret)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func keys(t testing.TB, first token.Key, older ...token.Key) *token.Keys {
	t.Helper()
	k, err := token.NewKeys(first, older...)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func address(t testing.TB, k *token.Keys, id contact.ID) string {
	t.Helper()
	addr, err := k.Address(mailbox, id)
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

// disguises are what mail systems and people do to addresses and ids.
var disguises = map[string]func(string) string{
	"as it was":      func(s string) string { return s },
	"upper case":     strings.ToUpper,
	"lower case":     strings.ToLower,
	"angle brackets": func(s string) string { return "<" + s + ">" },
	"spaces around":  func(s string) string { return " \t<" + s + "> \r\n" },
	"spaces inside":  func(s string) string { return "< " + s + " >" },
	"folded":         func(s string) string { return s[:30] + "\r\n " + s[30:] },
	"quoted":         func(s string) string { local, domain, _ := strings.Cut(s, "@"); return `"` + local + `"@` + domain },
	"everything once": func(s string) string {
		local, domain, _ := strings.Cut(strings.ToUpper(s), "@")
		return ` <"` + local + `"@` + domain + "> "
	},
}

func TestDisguisesAreSeenThrough(t *testing.T) {
	k := keys(t, key(t, 7, "a"))
	for name, disguise := range disguises {
		addr := disguise(address(t, k, someone))
		if got, ok := k.ReadAddress(addr, "other@example.com", mailbox); got != someone || !ok {
			t.Errorf("%s: ReadAddress(%q) = %q, %t", name, addr, got, ok)
		}
		id := disguise(k.MessageID(someone, 300, "Example.com"))
		if got, seq, ok := k.ReadMessageID(id); got != someone || seq != 300 || !ok {
			t.Errorf("%s: ReadMessageID(%q) = %q, %d, %t", name, id, got, seq, ok)
		}
	}
}

// TestAlwaysTheSame: tokens that are in the world must be readable by later releases.
func TestAlwaysTheSame(t *testing.T) {
	k := keys(t, key(t, 7, "a"))
	const (
		addr = "support+aadqdefbwlb5i7s7rjvxzdm6b4ncwbxbu4pzfx25ehb5k@example.com"
		id   = "aadqgamqugzmhvd6l6fgw7entyhrukzix5abik4tmoltqcy@example.com"
	)
	if got := address(t, k, someone); got != addr {
		t.Errorf("Address = %q, want %q", got, addr)
	}
	if got := k.MessageID(someone, 3, "example.com"); got != id {
		t.Errorf("MessageID = %q, want %q", got, id)
	}
}

func TestNoBitCanBeForged(t *testing.T) {
	k := keys(t, key(t, 7, "a"), key(t, 6, "b"))
	encoding := base32.StdEncoding.WithPadding(base32.NoPadding)
	addr, id := address(t, k, someone), k.MessageID(someone, 3, "example.com")
	forge := func(whole, prefix string, opens func(string) bool) {
		rest := strings.TrimPrefix(whole, prefix)
		text, domain, _ := strings.Cut(rest, "@")
		data, err := encoding.DecodeString(strings.ToUpper(text))
		if err != nil {
			t.Fatal(err)
		}
		for bit := range len(data) * 8 {
			forged := slices.Clone(data)
			forged[bit/8] ^= 1 << (bit % 8)
			if s := prefix + encoding.EncodeToString(forged) + "@" + domain; opens(s) {
				t.Errorf("%q with bit %d changed is accepted", whole, bit)
			}
		}
		for size := range data {
			if s := prefix + encoding.EncodeToString(data[:size]) + "@" + domain; opens(s) {
				t.Errorf("%q cut to %d bytes is accepted", whole, size)
			}
		}
		for i := range rest { // characters, so the bits that no byte has too, and the domain
			for _, c := range "abcdefghijklmnopqrstuvwxyz234567-@+. \x00" {
				forged := prefix + rest[:i] + string(c) + rest[i+1:]
				if byte(c) != rest[i] && opens(forged) && c != ' ' {
					t.Errorf("%q is accepted in place of %q", forged, whole)
				}
			}
		}
	}
	forge(addr, "support+", func(s string) bool { _, ok := k.ReadAddress(s, mailbox); return ok })
	forge(id, "", func(s string) bool { _, _, ok := k.ReadMessageID(s); return ok })
}

func TestPurposesAreApart(t *testing.T) {
	k := keys(t, key(t, 7, "a"))
	local, _, _ := strings.Cut(k.MessageID(someone, 1, "example.com"), "@")
	if id, ok := k.ReadAddress("support+" + local + "@example.com"); ok {
		t.Errorf("a Message-ID's token is good in an address: %q", id)
	}
	_, rest, _ := strings.Cut(address(t, k, someone), "+")
	if id, _, ok := k.ReadMessageID(rest); ok {
		t.Errorf("an address's token is good as Message-ID: %q", id)
	}
}

func TestDomainIsSigned(t *testing.T) {
	k := keys(t, key(t, 7, "a"))
	local, _, _ := strings.Cut(k.MessageID(someone, 1, "example.com"), "@")
	for _, domain := range []string{"example.org", "example.com.evil.example", "example.com\x00"} {
		if _, _, ok := k.ReadMessageID(local + "@" + domain); ok {
			t.Errorf("the id is accepted with domain %q", domain)
		}
	}
}

func TestRotation(t *testing.T) {
	one, two, three := key(t, 1, "a"), key(t, 2, "b"), key(t, 3, "c")
	before := keys(t, one)
	addr, id := address(t, before, someone), before.MessageID(someone, 1, "example.com")
	for name, tc := range map[string]struct {
		keys *token.Keys
		want bool
	}{
		"the same":          {keys(t, one), true},
		"one newer":         {keys(t, two, one), true},
		"two newer":         {keys(t, three, two, one), true},
		"any order":         {keys(t, three, one, two), true},
		"gone":              {keys(t, three, two), false},
		"number used again": {keys(t, key(t, 1, "z")), false},
		"another number":    {keys(t, key(t, 9, "a")), false},
	} {
		if got, ok := tc.keys.ReadAddress(addr); ok != tc.want || ok && got != someone {
			t.Errorf("%s: ReadAddress = %q, %t", name, got, ok)
		}
		if got, _, ok := tc.keys.ReadMessageID(id); ok != tc.want || ok && got != someone {
			t.Errorf("%s: ReadMessageID = %q, %t", name, got, ok)
		}
	}
	if after := keys(t, two, one); address(t, after, someone) == addr {
		t.Error("the first key does not sign")
	}
}

func TestOnlyMailboxes(t *testing.T) {
	k := keys(t, key(t, 1, "a"))
	addr := address(t, k, someone)
	for name, tc := range map[string]struct {
		mailboxes []string
		want      bool
	}{
		"none given":    {nil, true},
		"it":            {[]string{mailbox}, true},
		"letters' case": {[]string{"Support@EXAMPLE.com"}, true},
		"others":        {[]string{"sales@example.com", "support@example.org"}, false},
	} {
		if _, ok := k.ReadAddress(addr, tc.mailboxes...); ok != tc.want {
			t.Errorf("%s: ReadAddress says %t", name, ok)
		}
	}
}

func TestAddressErrors(t *testing.T) {
	k := keys(t, key(t, 1, "a"))
	for _, tc := range []struct {
		mailbox string
		id      contact.ID
		want    error
	}{
		{strings.Repeat("m", 18) + "@example.com", someone, nil},
		{strings.Repeat("m", 19) + "@example.com", someone, token.ErrLong},
		{mailbox, contact.ID(strings.Repeat("7", 23)), nil},
		{mailbox, contact.ID(strings.Repeat("7", 24)), token.ErrLong},
		{mailbox, contact.ID(strings.ToUpper(string(someone))), token.ErrLong}, // not the form that UUIDs are written in
		{"지원@예시.한국", someone, nil},
		{mailbox[:8] + strings.Repeat(strings.Repeat("d", 63)+".", 3) + "example.com", someone, token.ErrLong},
		{"Support <" + mailbox + ">", someone, token.ErrMailbox},
		{"", someone, token.ErrMailbox},
		{"support", someone, token.ErrMailbox},
		{"@example.com", someone, token.ErrMailbox},
		{"support@", someone, token.ErrMailbox},
		{"a b@example.com", someone, token.ErrMailbox},
		{"a@b@example.com", someone, token.ErrMailbox},
		{`"a,b"@example.com`, someone, token.ErrMailbox},
		{"a@example.com\r\nBcc: x", someone, token.ErrMailbox},
		{"<a@example.com>", someone, token.ErrMailbox},
	} {
		addr, err := k.Address(tc.mailbox, tc.id)
		if !errors.Is(err, tc.want) || (addr == "") != (err != nil) {
			t.Errorf("Address(%q, %q) = %q, %v, want %v", tc.mailbox, tc.id, addr, err, tc.want)
		}
		if err != nil && (strings.Contains(err.Error(), "@") || strings.Contains(err.Error(), "777")) {
			t.Errorf("the error shows an address or an id: %v", err)
		}
		if local, _, _ := strings.Cut(addr, "@"); len(local) > message.MaxLocal {
			t.Errorf("Address(%q, %q) has a local part of %d octets", tc.mailbox, tc.id, len(local))
		}
	}
}

// TestIDNMailbox: one mail system writes the domain in ASCII, another does not.
func TestIDNMailbox(t *testing.T) {
	k := keys(t, key(t, 1, "a"))
	addr, err := k.Address("support@예시.한국", someone)
	if err != nil {
		t.Fatal(err)
	}
	local, _, _ := strings.Cut(addr, "@")
	if id, ok := k.ReadAddress(local+"@xn--vv4b11d.xn--3e0b707e", "support@예시.한국"); id != someone || !ok {
		t.Errorf("ReadAddress = %q, %t", id, ok)
	}
}

func genID() *rapid.Generator[contact.ID] {
	return rapid.Custom(func(t *rapid.T) contact.ID {
		if rapid.Bool().Draw(t, "uuid") {
			return contact.ID(rapid.StringMatching(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).Draw(t, "id"))
		}
		return contact.ID(rapid.StringN(1, -1, 128).Filter(func(s string) bool { return s != "" }).Draw(t, "id"))
	})
}

// TestRoundTrip: what was made is read, by whichever key it was signed; and by no other keys.
func TestRoundTrip(t *testing.T) {
	one, two, stranger := key(t, 1, "a"), key(t, 2, "b"), key(t, 1, "c")
	all, other := keys(t, two, one), keys(t, stranger)
	rapid.Check(t, func(rt *rapid.T) {
		signer := keys(t, rapid.SampledFrom([]token.Key{one, two}).Draw(rt, "key"))
		id, seq := genID().Draw(rt, "id"), rapid.Uint64().Draw(rt, "seq")
		disguise := disguises[rapid.SampledFrom([]string{"as it was", "upper case", "folded", "quoted"}).Draw(rt, "disguise")]
		made := signer.MessageID(id, seq, "mail.example.com")
		if made != signer.MessageID(id, seq, "mail.example.com") {
			rt.Fatalf("MessageID(%q, %d) differs", id, seq)
		}
		gotID, gotSeq, ok := all.ReadMessageID(disguise(made))
		if gotID != id || gotSeq != seq || !ok {
			rt.Fatalf("ReadMessageID(%q) = %q, %d, %t, want %q, %d", made, gotID, gotSeq, ok, id, seq)
		}
		if _, _, ok := other.ReadMessageID(made); ok {
			rt.Fatal("strangers' keys read it")
		}
		addr, err := signer.Address(mailbox, id)
		if err != nil {
			return // too long; TestAddressErrors says when
		}
		if got, ok := all.ReadAddress(disguise(addr), mailbox); got != id || !ok {
			rt.Fatalf("ReadAddress(%q) = %q, %t, want %q", addr, got, ok, id)
		}
	})
}

func FuzzRead(f *testing.F) {
	k := keys(f, key(f, 7, "a"), key(f, 6, "b"))
	for _, s := range []string{"", "@", "<>", "support+@example.com", "a+b+c@d@e", "\"\"@x", "support+aaaa@example.com", "<\xff@\xff>"} {
		f.Add(s)
	}
	for _, disguise := range disguises {
		f.Add(disguise(address(f, k, someone)))
		f.Add(disguise(k.MessageID("c-1", 1, "example.com")))
	}
	f.Fuzz(func(t *testing.T, s string) {
		// Whatever is read can only have been made here: making it again gives the same, but for its disguise.
		if id, ok := k.ReadAddress(s, mailbox); ok && !strings.Contains(squeeze(s), address(t, k, id)) {
			t.Errorf("ReadAddress(%q) = %q", s, id)
		}
		if id, seq, ok := k.ReadMessageID(s); ok && !strings.Contains(squeeze(s), k.MessageID(id, seq, "example.com")) {
			t.Errorf("ReadMessageID(%q) = %q, %d", s, id, seq)
		}
	})
}

// squeeze takes off what a disguise may have put on.
func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", `"`, "").Replace(strings.ToLower(s))
}
