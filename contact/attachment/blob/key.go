package blob

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxName is the length in bytes that an Owner or an ID may have.
const MaxName = 128

// Key names a blob. Both parts are opaque and compared byte by byte. Each has 1 to MaxName bytes of valid
// UTF-8 without control characters.
type Key struct {
	Owner string // whose it is: a contact's id
	ID    string // which of the owner's
}

// CheckKey returns nil if key is legal; implementations call it first. Otherwise the error is an *[Error]
// for op that is [ErrInvalid].
func CheckKey(op Op, key Key) error {
	if err := checkName(key.Owner); err != nil {
		return &Error{Op: op, Key: key, Err: ErrInvalid, Cause: fmt.Errorf("owner %w", err)}
	}
	if err := checkName(key.ID); err != nil {
		return &Error{Op: op, Key: key, Err: ErrInvalid, Cause: fmt.Errorf("id %w", err)}
	}
	return nil
}

// CheckOwner is CheckKey for an owner alone.
func CheckOwner(op Op, owner string) error {
	if err := checkName(owner); err != nil {
		return &Error{Op: op, Key: Key{Owner: owner}, Err: ErrInvalid, Cause: fmt.Errorf("owner %w", err)}
	}
	return nil
}

var (
	errEmpty   = errors.New("is empty")
	errLong    = errors.New("is too long")
	errUTF8    = errors.New("is not valid UTF-8")
	errControl = errors.New("contains a control character")
)

func checkName(s string) error {
	switch {
	case s == "":
		return errEmpty
	case len(s) > MaxName:
		return errLong
	case !utf8.ValidString(s):
		return errUTF8
	case strings.ContainsFunc(s, unicode.IsControl):
		return errControl
	}
	return nil
}

// begin is how every call of a key begins.
func begin(ctx context.Context, op Op, key Key) error {
	if err := CheckKey(op, key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &Error{Op: op, Key: key, Err: err}
	}
	return nil
}

// beginErase is how Erase begins.
func beginErase(ctx context.Context, owner string) error {
	if err := CheckOwner(OpErase, owner); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &Error{Op: OpErase, Key: Key{Owner: owner}, Err: err}
	}
	return nil
}
