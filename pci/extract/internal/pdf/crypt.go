package pdf

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

// method is how a crypt filter encrypts (7.6.5).
type method uint8

const (
	identity method = iota
	rc4Method
	aesMethod // AES-128, a key per object
	aes256    // AES-256, one key
	noMethod  // one that nothing here knows
)

// A crypt decrypts with the key of the document (7.6).
type crypt struct {
	key      []byte
	strings  method
	streams  method
	files    method
	named    map[name]method
	metadata bool // encrypted as well
}

// decrypt finds the key and decrypts all strings. It reports false if there is no key: then the file
// cannot be read.
func (f *file) decrypt() bool {
	handler := f.trailer("Encrypt")
	d := f.dict(handler)
	if d == nil {
		if handler != nil {
			f.gap("", walk.Corrupt)
		}
		return true
	}
	c, ok := f.unlock(d)
	if !ok {
		f.gap("", walk.Encrypted)
		return c != nil && c.streams == identity && c.strings == identity
	}
	for _, t := range f.trailers {
		if t.get("Root") != nil && t.get("Encrypt") == nil { // what is not encrypted would be taken for noise
			f.gap("", walk.Corrupt)
		}
	}
	f.crypt = c
	if c.strings == identity {
		return true
	}
	for _, o := range f.objects {
		if f.dict(o.value).get("Filter") == name("Standard") && f.dict(o.value).get("O") != nil {
			continue
		}
		o.value = c.walk(o.value, o.num, o.gen)
	}
	return true
}

// unlock reads the encryption dictionary.
func (f *file) unlock(d dict) (c *crypt, ok bool) {
	c = &crypt{named: map[name]method{"Identity": identity}, metadata: f.resolve(d.get("EncryptMetadata")) != false}
	v := integer(f.resolve(d.get("V")), 0)
	switch {
	case f.name(d.get("Filter")) != "Standard":
		return nil, false
	case v == 1 || v == 2 || v == 3:
		c.strings, c.streams, c.files, c.metadata = rc4Method, rc4Method, rc4Method, true
	case v == 4 || v == 5:
		f.methods(c, d)
	default:
		return nil, false
	}
	c.key = f.key(d, c.metadata)
	return c, c.key != nil && c.streams != noMethod && c.strings != noMethod && c.files != noMethod
}

// methods reads the crypt filters (7.6.5, tables 20 and 25).
func (f *file) methods(c *crypt, d dict) {
	filters := f.dict(d.get("CF"))
	for _, e := range filters {
		c.named[e.key] = noMethod
		switch f.name(f.dict(e.value).get("CFM")) {
		case "", "None":
			c.named[e.key] = identity
		case "V2":
			c.named[e.key] = rc4Method
		case "AESV2":
			c.named[e.key] = aesMethod
		case "AESV3":
			c.named[e.key] = aes256
		}
	}
	c.streams = c.byName(f.name(d.get("StmF")), identity)
	c.strings = c.byName(f.name(d.get("StrF")), identity)
	c.files = c.byName(f.name(d.get("EFF")), c.streams)
}

// byName returns the method of a crypt filter.
func (c *crypt) byName(n name, missing method) method {
	if n == "" {
		return missing
	}
	if m, ok := c.named[n]; ok {
		return m
	}
	return noMethod
}

// plain returns the bytes of a stream without the encryption.
func (f *file) plain(st *stream) []byte {
	if f.crypt == nil {
		return st.raw
	}
	return f.crypt.bytes(f.cryptOf(st), st.raw, st.num, st.gen)
}

// cryptOf returns how a stream is encrypted.
func (f *file) cryptOf(st *stream) method {
	filters, params := f.filters(st.dict)
	switch kind := f.name(st.dict.get("Type")); {
	case kind == "XRef":
		return identity
	case len(filters) > 0 && filters[0] == "Crypt":
		return f.crypt.byName(f.name(params[0].get("Name")), identity)
	case kind == "Metadata" && !f.crypt.metadata:
		return identity
	case kind == "EmbeddedFile":
		return f.crypt.files
	}
	return f.crypt.streams
}

// walk decrypts the strings in v.
func (c *crypt) walk(v any, num, gen int) any {
	switch v := v.(type) {
	case str:
		return str(c.bytes(c.strings, []byte(v), num, gen))
	case array:
		for i := range v {
			v[i] = c.walk(v[i], num, gen)
		}
	case dict:
		for i := range v {
			v[i].value = c.walk(v[i].value, num, gen)
		}
	case *stream:
		c.walk(v.dict, num, gen)
	}
	return v
}

// bytes decrypts data that belongs to an object (7.6.2, algorithm 1).
func (c *crypt) bytes(m method, data []byte, num, gen int) []byte {
	if m == identity || m == noMethod {
		return data
	}
	if m == aes256 {
		return cbc(c.key, data)
	}
	salted := append(append([]byte{}, c.key...), byte(num), byte(num>>8), byte(num>>16), byte(gen), byte(gen>>8))
	if m == aesMethod {
		salted = append(salted, "sAlT"...)
	}
	sum := md5.Sum(salted)
	key := sum[:min(len(c.key)+5, 16)]
	if m == aesMethod {
		return cbc(key, data)
	}
	return rc4ed(key, data)
}

func rc4ed(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// cbc decrypts data whose first block is the initialization vector, and takes the padding off.
func cbc(key, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 2*aes.BlockSize {
		return nil
	}
	vector, data := data[:aes.BlockSize], data[aes.BlockSize:]
	out := make([]byte, len(data)/aes.BlockSize*aes.BlockSize)
	cipher.NewCBCDecrypter(block, vector).CryptBlocks(out, data[:len(out)])
	if pad := int(out[len(out)-1]); 1 <= pad && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}
