// Package lzfu unpacks the RTF in mail of Outlook ([MS-OXRTFCP]).
package lzfu

import (
	"encoding/binary"
	"errors"
	"io"
)

// ErrFormat says that the data is not compressed RTF.
var ErrFormat = errors.New("lzfu: not compressed RTF")

// begin is what the dictionary holds at the start ([MS-OXRTFCP] 2.1.2.1).
const begin = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif` +
	"SymbolArialTimes New RomanCourier" + `{\colortbl\red0\green0\blue0` + "\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

const (
	headerSize = 16
	window     = 4096
	compressed = 0x75465A4C // "LZFu"
	stored     = 0x414C454D // "MELA"
)

// Decode unpacks data. What it could is returned with ErrFormat or io.ErrUnexpectedEOF, too. The text is at
// most nine times as long as the data.
func Decode(data []byte) ([]byte, error) {
	if len(data) < headerSize {
		return nil, ErrFormat
	}
	size, kind := binary.LittleEndian.Uint32(data[4:]), binary.LittleEndian.Uint32(data[8:])
	switch kind {
	case stored:
		return whole(data[headerSize:], size)
	case compressed:
		text, ended := unpack(data[headerSize:])
		if ended {
			size = min(size, uint32(len(text))) // the end mark counts, not the size
		}
		return whole(text, size)
	}
	return nil, ErrFormat
}

// whole returns text, which should be so long; sizes that count less are not believed.
func whole(text []byte, size uint32) ([]byte, error) {
	if uint64(len(text)) < uint64(size) {
		return text, io.ErrUnexpectedEOF
	}
	return text, nil
}

// unpack takes runs of eight things, bytes or places in the dictionary, with a byte before them that tells which
// ([MS-OXRTFCP] 2.2). It reports whether the end mark was there.
func unpack(in []byte) (out []byte, ended bool) {
	var dict [window]byte
	at := copy(dict[:], begin)
	put := func(c byte) {
		out = append(out, c)
		dict[at] = c
		at = (at + 1) % window
	}
	for len(in) > 0 {
		flags := in[0]
		in = in[1:]
		for bit := 0; bit < 8 && len(in) > 0; bit++ {
			if flags>>bit&1 == 0 {
				put(in[0])
				in = in[1:]
				continue
			}
			if len(in) < 2 {
				return out, false
			}
			from, length := int(in[0])<<4|int(in[1])>>4, int(in[1]&0xF)+2
			in = in[2:]
			if from == at {
				return out, true
			}
			for i := range length {
				put(dict[(from+i)%window])
			}
		}
	}
	return out, false
}
