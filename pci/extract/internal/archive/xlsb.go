package archive

import (
	"encoding/binary"
	"math"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/acdkit/acdkit/pci/extract/internal/xmltext"
)

// Records that are known ([MS-XLSB] 2.3.2).
const (
	brtRowHdr      = 0
	brtCellRk      = 2
	brtCellReal    = 5
	brtCellSt      = 6
	brtCellIsst    = 7
	brtFmlaString  = 8
	brtFmlaNum     = 9
	brtShortRk     = 13
	brtShortReal   = 16
	brtShortSt     = 17
	brtShortIsst   = 18
	brtSSTItem     = 19
	brtPCDINumber  = 21
	brtPCRRecord   = 33
	brtPCRRecordDt = 34
	brtCellRString = 62
	brtCommentText = 637
)

// A binaryPart reads one part of a binary workbook.
type binaryPart struct {
	w       *walk.Walk
	name    string
	strings *table
	collect bool // the strings are being read
	body    *walk.Text
	beside  *walk.Text
	columns xmltext.Columns
	col     int // of the last cell
	out     []byte
}

// records reads a part of a binary workbook. What is not a cell, a shared string or a comment is searched
// for strings: all of them are UTF-16.
func (a *archive) records(name string, data []byte) {
	p := &binaryPart{w: a.w, name: name, strings: &a.strings, body: a.w.Text(name), beside: a.w.Text(name)}
	p.collect = sharedStrings(a.types.of(name), name)
	p.columns.Found = func(number []byte) { p.aside(number) }
	for r := range records(data) {
		if !a.w.Alive() {
			break
		}
		if r.kind < 0 {
			a.w.Gap(name, walk.Corrupt)
		}
		p.read(r)
	}
	p.columns.Close()
	p.body.End()
	p.beside.End()
	clear(p.out)
}

func (p *binaryPart) read(r record) {
	switch r.kind {
	case brtRowHdr:
		p.body.Break('\n')
		if len(r.data) >= 4 {
			p.columns.Row(int(binary.LittleEndian.Uint32(r.data)&0xFFFFFF) + 1)
		}
	case brtCellRk, brtCellReal, brtCellSt, brtCellIsst, brtFmlaString, brtFmlaNum, brtCellRString:
		p.cell(r, 8)
	case brtShortRk, brtShortReal, brtShortSt, brtShortIsst:
		p.cell(r, 4)
	case brtSSTItem, brtCommentText:
		p.rich(r.data)
	case brtPCDINumber:
		if len(r.data) >= 8 {
			p.aside(xmltext.Float(nil, real64(r.data)))
		}
	case brtPCRRecord, brtPCRRecordDt:
		p.cached(r.data)
	default:
		p.unknown(r.data)
	}
}

// cell reads a cell whose value begins after so many bytes: its column, unless it follows the one before,
// and its style ([MS-XLSB] 2.5.9).
func (p *binaryPart) cell(r record, begin int) {
	if len(r.data) < begin {
		p.w.Gap(p.name, walk.Corrupt)
		return
	}
	if begin == 8 {
		p.col = int(binary.LittleEndian.Uint32(r.data) & 0xFFFFFF)
	} else {
		p.col++
	}
	value, rest, ok := p.value(r.kind, r.data[begin:])
	if !ok {
		p.w.Gap(p.name, walk.Corrupt)
	}
	p.body.Break('\t')
	p.body.Write(value)
	p.columns.Cell(p.col + 1)
	p.columns.Write(value)
	p.columns.End()
	p.unknown(rest) // a formula
}

// value reads what a cell holds, and what follows.
func (p *binaryPart) value(kind int, data []byte) (value, rest []byte, ok bool) {
	switch kind {
	case brtCellRk, brtShortRk:
		if len(data) >= 4 {
			p.out = xmltext.Float(p.out[:0], rk(binary.LittleEndian.Uint32(data)))
			return p.out, data[4:], true
		}
	case brtCellReal, brtShortReal, brtFmlaNum:
		if len(data) >= 8 {
			p.out = xmltext.Float(p.out[:0], real64(data))
			return p.out, data[8:], true
		}
	case brtCellIsst, brtShortIsst:
		if len(data) >= 4 {
			return p.strings.at(int(binary.LittleEndian.Uint32(data))), data[4:], true
		}
	case brtCellSt, brtShortSt, brtFmlaString:
		return wide(data)
	case brtCellRString:
		if len(data) > 0 {
			return wide(data[1:])
		}
	}
	return nil, data, false
}

// rich reads a string with formats ([MS-XLSB] 2.5.120).
func (p *binaryPart) rich(data []byte) {
	if len(data) == 0 {
		p.w.Gap(p.name, walk.Corrupt)
		return
	}
	text, rest, ok := wide(data[1:])
	if !ok {
		p.w.Gap(p.name, walk.Corrupt)
		return
	}
	if p.collect {
		p.strings.add(text)
	}
	p.body.Break('\n')
	p.body.Write(text)
	p.unknown(rest) // its pronunciation
}

// unknown searches a record for strings and numbers.
func (p *binaryPart) unknown(data []byte) {
	for text := range runs(data) {
		p.aside(text)
	}
	for v := range constants(data) {
		p.aside(xmltext.Float(nil, v))
	}
}

// cached searches a record of a pivot table, whose fields are described elsewhere.
func (p *binaryPart) cached(data []byte) {
	for text := range runs(data) {
		p.aside(text)
	}
	for i := 0; i+8 <= len(data); i++ {
		if v := real64(data[i:]); v >= minCard && v < maxCard && v == math.Trunc(v) {
			p.aside(xmltext.Float(nil, v))
		}
	}
}

// aside writes text that is not in a cell.
func (p *binaryPart) aside(text []byte) {
	p.beside.Break('\n')
	p.beside.Write(text)
}

func real64(data []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(data)) }
