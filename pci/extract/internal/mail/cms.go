package mail

import (
	"bytes"

	"github.com/acdkit/acdkit/pci/extract/internal/text"
	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// The types of what is in a CMS structure (RFC 5652), behind 1.2.840.113549.1.
const (
	pkcs        = "\x2A\x86\x48\x86\xF7\x0D\x01"
	signedData  = "\x07\x02"
	compressed  = "\x09\x10\x01\x09"
	octetString = 0x04
	oid         = 0x06
	sequence    = 0x30
	context0    = 0xA0
	deepest     = 32 // of elements of indefinite length
)

// isCMS reports whether data is a structure of S/MIME: a sequence that begins with one of its types.
func isCMS(data []byte) bool {
	if len(data) == 0 || data[0] != sequence {
		return false
	}
	e, _, ok := header(data)
	if !ok {
		return false
	}
	kind, _, ok := header(e.content)
	return ok && kind.tag == oid && bytes.HasPrefix(kind.content, []byte(pkcs))
}

// readCMS reads S/MIME: what is signed is handed on, everything else is encrypted or compressed.
func readCMS(w *walk.Walk, data []byte) {
	w.Format("p7m")
	text.Runs(w, data)
	info, _, ok := element(data, 0)
	kind, rest, ok2 := element(info.content, 0)
	body, _, ok3 := element(rest, 0)
	switch name := string(bytes.TrimPrefix(kind.content, []byte(pkcs))); {
	case !ok || !ok2 || !ok3:
		w.Gap("", walk.Corrupt)
	case name == signedData:
		readSigned(w, body.content)
	case name == compressed:
		w.Gap("", walk.Unsupported)
	default:
		w.Gap("", walk.Encrypted)
	}
}

// readSigned reads SignedData: version, algorithms, and then what is signed, if it is not elsewhere.
func readSigned(w *walk.Walk, data []byte) {
	signed, _, ok := element(data, 0)
	rest := signed.content
	var e asn1
	for range 3 {
		var good bool
		e, rest, good = element(rest, 0)
		ok = ok && good
	}
	_, content, good := element(e.content, 0)
	switch explicit, _, within := element(content, 0); {
	case !ok || !good:
		w.Gap("", walk.Corrupt)
	case !within || explicit.tag != context0: // the signature of another part
		w.Format("p7s")
	default:
		w.File("signed", octets(explicit.content, 0))
	}
}

// An asn1 is an element of ASN.1 in BER, without its tag and length.
type asn1 struct {
	tag        byte
	content    []byte
	indefinite bool
	short      bool // it is longer than the data
}

// header reads tag and length. The content of an element of indefinite length is all that follows.
func header(data []byte) (e asn1, rest []byte, ok bool) {
	if len(data) < 2 || data[0]&0x1F == 0x1F {
		return e, nil, false
	}
	e.tag = data[0]
	length, data := int(data[1]), data[2:]
	switch {
	case length == 0x80:
		e.indefinite, e.content = true, data
		return e, nil, true
	case length > 0x84 || length > 0x80 && len(data) < length-0x80:
		return e, nil, false
	case length > 0x80:
		n := length - 0x80
		length = 0
		for _, c := range data[:n] {
			length = length<<8 | int(c)
		}
		data = data[n:]
	}
	if length < 0 || length > len(data) {
		e.content, e.short = data, true
		return e, nil, true
	}
	e.content = data[:length]
	return e, data[length:], true
}

// element reads an element, and finds the end of one of indefinite length.
func element(data []byte, depth int) (e asn1, rest []byte, ok bool) {
	e, rest, ok = header(data)
	if !ok || !e.indefinite {
		return e, rest, ok && !e.short
	}
	if depth == deepest {
		return e, nil, false
	}
	rest = e.content
	for !bytes.HasPrefix(rest, []byte{0, 0}) {
		if _, rest, ok = element(rest, depth+1); !ok || len(rest) == 0 {
			return e, nil, ok
		}
	}
	e.content = e.content[:len(e.content)-len(rest)]
	return e, rest[2:], true
}

// octets joins the strings that data is made of.
func octets(data []byte, depth int) (joined []byte) {
	for len(data) > 0 && depth < deepest {
		e, rest, ok := element(data, depth)
		switch {
		case !ok:
			return joined
		case e.tag == octetString:
			joined = append(joined, e.content...)
		case e.tag == octetString|0x20:
			joined = append(joined, octets(e.content, depth+1)...)
		}
		data = rest
	}
	return joined
}
