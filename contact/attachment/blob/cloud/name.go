package cloud

import (
	"encoding/base32"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// names spells any bytes in letters and digits, as blob.Dir does. No name is another's in upper case.
var names = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// folderOf is what the names of an owner's objects begin with, and no others.
func folderOf(owner string) string { return "o-" + names.EncodeToString([]byte(owner)) + "/" }

func nameOf(key blob.Key) string {
	return folderOf(key.Owner) + "b-" + names.EncodeToString([]byte(key.ID))
}
