package wire

import "encoding/binary"

// followedMark begins a record that says how far its writer had followed routing. Versions of encodings count from 1.
const followedMark = 0

// Follows returns a record of a contact whose writer had followed routing's log up to a version: several nodes write the
// contact's stream, and each is to tell what routing did once. 0: it does not say so.
func Follows(version uint64, data []byte) []byte {
	if version == 0 {
		return data
	}
	out := make([]byte, 1, 1+binary.MaxVarintLen64+len(data))
	out[0] = followedMark
	return append(binary.AppendUvarint(out, version), data...)
}

// Followed returns what Follows was told. Of a record that is cut off in the middle of the version, nothing is left.
func Followed(record []byte) (version uint64, data []byte) {
	if len(record) == 0 || record[0] != followedMark {
		return 0, record
	}
	version, n := binary.Uvarint(record[1:])
	if n <= 0 {
		return 0, nil
	}
	return version, record[1+n:]
}
