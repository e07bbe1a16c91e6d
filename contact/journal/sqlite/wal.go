package sqlite

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math/bits"
	"os"
)

// The engine takes the first frame of its write-ahead log that does not verify for the end of the log, as after a crash in
// the middle of a write. If that frame was damaged later, what was acknowledged is dropped in silence. But a transaction only
// begins when the one before it is on the disk: frames of a later one behind the broken frame give the damage away.
//
// The layout is that of https://www.sqlite.org/fileformat2.html#walformat: a header of 32 bytes, then frames, each a header
// of 24 bytes and a page. Checksums go on from frame to frame. Old frames that were not overwritten yet have other salts.
const (
	logHeader   = 32
	frameHeader = 24
)

var errLog = corrupt("the write-ahead log is damaged before its end")

// checkLog reads the log at path before the engine does. It tells whether there is anything in it. A log that just ends
// early cannot be told from one that had not been written any further.
func checkLog(path string) (any bool, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	return readLog(bufio.NewReaderSize(file, 1<<16))
}

func readLog(r *bufio.Reader) (any bool, err error) {
	header := make([]byte, logHeader)
	if _, err := io.ReadFull(r, header); err != nil {
		return false, atEnd(err)
	}
	if _, err := r.Peek(1); err != nil {
		return false, atEnd(err)
	}
	l, ok := newLogReader(header)
	if !ok {
		return true, corrupt("the header of the write-ahead log is damaged")
	}
	for {
		if _, err := io.ReadFull(r, l.frame); err != nil {
			return true, atEnd(err)
		}
		if !l.next() {
			return true, errLog
		}
	}
}

// atEnd returns nil for an error that is the end of the file.
func atEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// logReader follows the frames of a log.
type logReader struct {
	big    bool // the words of the checksums are big-endian
	salts  []byte
	sum    checksum // of all frames so far
	frame  []byte   // to be filled with the next one
	broken bool     // a frame did not verify
	ended  bool     // and the transaction that it is in ends, too
}

// newLogReader returns false for a header that does not verify.
func newLogReader(header []byte) (*logReader, bool) {
	magic, size := binary.BigEndian.Uint32(header), binary.BigEndian.Uint32(header[8:])
	l := &logReader{big: magic&1 == 1, salts: header[16:24]}
	if magic&^1 != 0x377f0682 || size < 512 || size > 1<<16 || size&(size-1) != 0 {
		return nil, false
	}
	l.sum.add(l.big, header[:24])
	l.frame = make([]byte, frameHeader+size)
	return l, l.sum.is(header[24:])
}

// next looks at the frame, and returns false if it shows that the log was damaged.
func (l *logReader) next() bool {
	sum := l.sum
	sum.add(l.big, l.frame[:8])
	sum.add(l.big, l.frame[frameHeader:])
	ours, verifies := bytes.Equal(l.frame[8:16], l.salts), sum.is(l.frame[16:24])
	switch {
	case !l.broken && verifies:
		l.sum = sum
		return ours // the checksum leaves out the salts, but can be right by no accident
	case !ours:
		l.broken = true
		return true
	case l.ended:
		return false
	}
	l.broken = true
	l.ended = binary.BigEndian.Uint32(l.frame[4:]) != 0 // the size of the file, in the last frame of a transaction
	return true
}

// checksum is a Fibonacci-weighted sum of pairs of words.
type checksum [2]uint32

func (s *checksum) add(big bool, data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		first, second := binary.LittleEndian.Uint32(data), binary.LittleEndian.Uint32(data[4:])
		if big {
			first, second = bits.ReverseBytes32(first), bits.ReverseBytes32(second)
		}
		s[0] += first + s[1]
		s[1] += second + s[0]
	}
}

func (s checksum) is(stored []byte) bool {
	return s == checksum{binary.BigEndian.Uint32(stored), binary.BigEndian.Uint32(stored[4:])}
}
