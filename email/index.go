package email

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/fxamacker/cbor/v2"
)

// index knows which contact a mail belongs to, by its Message-ID: one small stream per id, named by the id's digest,
// so that nothing has to be in memory, two nodes cannot file the same mail in two places, and no personal data is in
// it.
type index struct {
	journal journal.Journal
	newID   func() string
}

// claim says that a contact has a mail with the id, or only one that refers to it.
type claim struct {
	Contact contact.ID `cbor:"1,keyasint"`
	Digest  string     `cbor:"2,keyasint,omitempty"` // of the mail; "" if it was only referred to
}

func (x index) stream(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "message/" + hex.EncodeToString(sum[:16])
}

// claims returns who has or knows an id, first come first.
func (x index) claims(ctx context.Context, id string) (list []claim, version journal.Version, err error) {
	for rec, err := range journal.Replay(ctx, x.journal, x.stream(id), 0) {
		if err != nil {
			return nil, 0, err
		}
		var c claim
		if err := cbor.Unmarshal(rec.Data, &c); err != nil {
			return nil, 0, &Error{Code: ErrDamaged, Cause: err}
		}
		list, version = append(list, c), rec.Version
	}
	return list, version, nil
}

// maxClaims is how many contacts can claim an id that they only refer to.
const maxClaims = 10

// settledBy reports whether an earlier claim makes a claim needless: it is of the same mail, or, if the id is only referred to,
// of the same contact.
func (c claim) settledBy(o claim) bool {
	if c.Digest == "" {
		return c.Contact == o.Contact
	}
	return c.Digest == o.Digest
}

// claim claims an id, unless it is settled already. It returns the claim that counts.
func (x index) claim(ctx context.Context, id string, c claim) (claim, error) {
	data, err := cbor.Marshal(c)
	if err != nil {
		return c, &Error{Code: ErrInvalidCommand, Cause: err}
	}
	for {
		list, version, err := x.claims(ctx, id)
		if err != nil {
			return c, err
		}
		if i := slices.IndexFunc(list, c.settledBy); i >= 0 {
			return list[i], nil
		}
		if c.Digest == "" && len(list) >= maxClaims {
			return c, nil
		}
		_, err = journal.Commit(ctx, x.journal, x.stream(id), version, journal.NewRecord(x.newID(), data))
		if !errors.Is(err, journal.ErrConflict) {
			return c, err
		}
	}
}
