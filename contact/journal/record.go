package journal

import (
	"errors"
	"hash/crc32"
)

// Record is one entry of a stream: all events of one group commit, packed by the caller.
type Record struct {
	ID      string  // made by the writer, unique, at most MaxID bytes: tells a lost answer from a lost append
	Version Version // the place in the stream; filled in by Read, ignored by Append
	Data    []byte  // opaque, at most MaxRecord bytes, may be empty; read-only once appended or read
	Sum     uint32  // CRC-32C of ID, a zero byte and Data; filled in by NewRecord
}

// castagnoli is the table of CRC-32C, which processors compute in hardware.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errSum = errors.New("checksum does not match")

// NewRecord returns a record with its checksum, ready for Append. It does not copy data.
func NewRecord(id string, data []byte) Record {
	return Record{ID: id, Data: data, Sum: sum(id, data)}
}

// Verify returns nil if the checksum fits ID and Data, and an *[Error] that is [ErrCorrupt] if it does
// not. The version is not part of the sum, because the record is sealed before its place is known;
// [Replay] checks that versions have no gap.
func (r Record) Verify() error {
	if r.Sum == sum(r.ID, r.Data) {
		return nil
	}
	return &Error{Op: OpVerify, Version: r.Version, RecordID: r.ID, Err: ErrCorrupt, Cause: errSum}
}

// sum is the CRC-32C of id, a zero byte (which no id contains) and data. The id goes through the table
// byte by byte: that saves the allocation that handing a string to package crc32 would cost.
func sum(id string, data []byte) uint32 {
	crc := ^uint32(0)
	for i := range len(id) {
		crc = castagnoli[byte(crc)^id[i]] ^ crc>>8
	}
	crc = castagnoli[byte(crc)] ^ crc>>8
	return crc32.Update(^crc, castagnoli, data)
}
