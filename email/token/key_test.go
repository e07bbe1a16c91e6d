package token_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/token"
	"github.com/fxamacker/cbor/v2"
)

func TestBadKeys(t *testing.T) {
	for size := range token.MinSecret {
		if _, err := token.NewKey(3, make([]byte, size)); !errors.Is(err, token.ErrShort) {
			t.Errorf("NewKey with %d bytes returned %v", size, err)
		}
	}
	good := key(t, 1, "a")
	for name, tc := range map[string]struct {
		first token.Key
		older []token.Key
		want  error
	}{
		"none":      {token.Key{}, nil, token.ErrShort},
		"one empty": {good, []token.Key{{}}, token.ErrShort},
		"twice":     {good, []token.Key{key(t, 2, "b"), key(t, 1, "c")}, token.ErrTwice},
	} {
		k, err := token.NewKeys(tc.first, tc.older...)
		var typed *token.Error
		if k != nil || !errors.Is(err, tc.want) || !errors.As(err, &typed) {
			t.Errorf("%s: NewKeys returned %v, %v, want %v", name, k, err, tc.want)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "token: ") {
			t.Errorf("%s: the error is %q", name, err)
		}
	}
}

// TestSecretIsCopied: a host may wipe what it read the secret into.
func TestSecretIsCopied(t *testing.T) {
	secret := bytes.Repeat([]byte("s"), token.MinSecret)
	made, err := token.NewKey(1, secret)
	if err != nil {
		t.Fatal(err)
	}
	k := keys(t, made)
	before := address(t, k, someone)
	clear(secret)
	if address(t, k, someone) != before {
		t.Error("the key has changed with its source")
	}
}

// TestSecretsStaySecret prints, logs and encodes keys in every way, alone and inside of other values.
func TestSecretsStaySecret(t *testing.T) {
	const letter = "Q"
	one := key(t, 7, letter)
	all := keys(t, one, key(t, 8, letter))
	type Open struct {
		Key  token.Key
		Keys *token.Keys
	}
	type closed struct {
		key  token.Key
		keys *token.Keys
	}
	var out bytes.Buffer
	for _, v := range []any{one, &one, all, *all, Open{one, all}, &Open{one, all}, closed{one, all}, &closed{one, all},
		[]token.Key{one}, map[string]token.Key{"k": one}, []*token.Keys{all}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%p", "%t"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("", "v", v)
		if err := json.NewEncoder(&out).Encode(v); err != nil {
			t.Error(err)
		}
		if err := cbor.NewEncoder(&out).Encode(v); err != nil {
			t.Error(err)
		}
	}
	for _, shown := range []string{"QQQ", "515151", "0x51", "81 81", "51 51", "81, 81"} {
		if strings.Contains(out.String(), shown) {
			t.Errorf("%q is shown:\n%s", shown, out.String())
		}
	}
}
