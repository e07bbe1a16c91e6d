package pdf

import (
	"slices"
	"strings"
)

// Values of a PDF (ISO 32000-1, 7.3) are nil, bool, number, str, name, array, dict, *stream, ref and,
// in content streams, op.
type (
	number float64
	str    string
	name   string
	op     string
	array  []any
	dict   []entry // in the order of the keys; of one that is there twice, the last comes first
	ref    int     // the object's number; its generation tells nothing that its place in the file does not
)

// A stream is a dictionary with bytes.
type stream struct {
	dict  dict
	raw   []byte // as in the file, but decrypted
	num   int
	gen   int
	begin int  // where in the file
	open  bool // no endstream: the file ends too early
}

// An entry is a key of a dictionary and its value.
type entry struct {
	key   name
	value any
}

// sort puts entries in order that were read one after the other.
func (d dict) sort() dict {
	slices.Reverse(d)
	slices.SortStableFunc(d, func(a, b entry) int { return strings.Compare(string(a.key), string(b.key)) })
	return d
}

// get returns the value of a key, or nil.
func (d dict) get(key name) any {
	i, ok := slices.BinarySearchFunc(d, key, func(e entry, key name) int { return strings.Compare(string(e.key), string(key)) })
	if !ok {
		return nil
	}
	return d[i].value
}

// has reports whether d has one of the keys.
func (d dict) has(keys ...name) bool {
	return slices.ContainsFunc(keys, func(k name) bool { return d.get(k) != nil })
}

// integer returns v as a whole number, or missing.
func integer(v any, missing int) int {
	n, ok := v.(number)
	if !ok || n != n || n < -1<<31 || n > 1<<31 {
		return missing
	}
	return int(n)
}

// real returns v as a number, or missing.
func real(v any, missing float64) float64 {
	n, ok := v.(number)
	if !ok || n != n || n < -1e12 || n > 1e12 {
		return missing
	}
	return float64(n)
}
