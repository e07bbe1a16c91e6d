package sqlite

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/acdkit/acdkit/contact/journal"
	engine "zombiezen.com/go/sqlite"
)

// stream is a row of the table of streams.
type stream struct {
	name   string
	number int64           // what the records have instead of the name; never given twice while a Journal is open
	last   journal.Version // of the last record, the trimmed ones included
	cut    journal.Version // records up to here have been trimmed
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sum is the CRC-32C of the row: a stream that has lost its end, or its name, must not pass for a shorter one, or for none.
func (s stream) sum() uint32 {
	row := make([]byte, 0, 3*8+journal.MaxStream)
	row = binary.LittleEndian.AppendUint64(row, uint64(s.number))
	row = binary.LittleEndian.AppendUint64(row, uint64(s.last))
	row = binary.LittleEndian.AppendUint64(row, uint64(s.cut))
	return crc32.Checksum(append(row, s.name...), castagnoli)
}

const streamColumns = "s.number, s.last, s.cut, s.sum"

// scanStream reads the streamColumns at the beginning of a result, and verifies them.
func scanStream(row *engine.Stmt, name string) (stream, error) {
	s := stream{
		name:   name,
		number: row.ColumnInt64(0),
		last:   journal.Version(row.ColumnInt64(1)),
		cut:    journal.Version(row.ColumnInt64(2)),
	}
	if uint32(row.ColumnInt64(3)) != s.sum() || s.cut > s.last || s.last > journal.MaxVersion {
		return stream{}, corrupt("the checksum of a stream does not match")
	}
	return s, nil
}
