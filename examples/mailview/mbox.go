package main

import (
	"bytes"
	"regexp"
)

// divider is a line that begins a mail in an mbox: who sent it, and when, behind an empty line (RFC 4155).
var divider = regexp.MustCompile(`\n\r?\nFrom [^\r\n]*[0-9]:[0-9]{2}[^\r\n]*[0-9]{4}`)

// split returns the mails of a file: one, or those of an mbox, which begins with "From ".
func split(raw []byte) (mails [][]byte) {
	if !bytes.HasPrefix(raw, []byte("From ")) {
		return [][]byte{raw}
	}
	begin := 0
	for _, at := range divider.FindAllIndex(raw, -1) {
		next := at[0] + bytes.IndexByte(raw[at[0]:], 'F')
		mails = append(mails, raw[begin:next])
		begin = next
	}
	return append(mails, raw[begin:])
}
