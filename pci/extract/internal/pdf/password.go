package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
)

// padding stands for what a password is shorter than 32 bytes: for all of the empty one (7.6.3.3).
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// key returns the key of the document by the empty user password, or nil if that is not the password.
func (f *file) key(d dict, metadata bool) []byte {
	owner, user := f.bytes(d.get("O")), f.bytes(d.get("U"))
	r := integer(f.resolve(d.get("R")), 0)
	switch {
	case r >= 5:
		return key256(r, user, f.bytes(d.get("UE")))
	case r < 2 || len(owner) < 32 || len(user) < 32:
		return nil
	}
	var id []byte
	if ids := f.array(f.trailer("ID")); len(ids) > 0 {
		id = f.bytes(ids[0])
	}
	n := f.keyLength(d, r)
	key := key128(r, n, owner[:32], permissions(f.resolve(d.get("P"))), id, metadata)
	if !bytes.HasPrefix(user, userEntry(r, key, id)) {
		return nil
	}
	return key
}

func (f *file) bytes(v any) []byte {
	s, _ := f.resolve(v).(str)
	return []byte(s)
}

// keyLength returns how many bytes the key has.
func (f *file) keyLength(d dict, r int) int {
	n := integer(f.resolve(d.get("Length")), 40)
	switch v := integer(f.resolve(d.get("V")), 0); {
	case r == 2 || v == 1:
		return 5
	case v == 4:
		return 16
	case n >= 40: // QUIRK: some writers give bytes instead of bits
		n /= 8
	}
	return bound(n, 5, 16)
}

// permissions returns P as 32 bits, which may be written with a sign or without.
func permissions(v any) uint32 {
	n, _ := v.(number)
	if n != n || n < -1<<33 || n > 1<<33 {
		return 0
	}
	return uint32(int64(n))
}

// key128 makes the key of revisions 2 to 4 (algorithm 2).
func key128(r, n int, owner []byte, permissions uint32, id []byte, metadata bool) []byte {
	h := md5.New()
	h.Write(padding)
	h.Write(owner)
	h.Write([]byte{byte(permissions), byte(permissions >> 8), byte(permissions >> 16), byte(permissions >> 24)})
	h.Write(id)
	if r >= 4 && !metadata {
		h.Write([]byte("\xFF\xFF\xFF\xFF"))
	}
	key := h.Sum(nil)
	if r >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	return key[:n]
}

// userEntry makes what U begins with if the key is right (algorithms 4 and 5).
func userEntry(r int, key, id []byte) []byte {
	if r == 2 {
		return rc4ed(key, padding)
	}
	sum := md5.Sum(append(append([]byte{}, padding...), id...))
	out := sum[:]
	for i := range 20 {
		turn := bytes.Clone(key)
		for k := range turn {
			turn[k] ^= byte(i)
		}
		out = rc4ed(turn, out)
	}
	return out
}

// key256 makes the key of revisions 5 and 6 (ISO 32000-2, algorithm 2.A): U is a hash, a salt to check
// the password with, and one for the key that UE is encrypted with.
func key256(r int, user, encrypted []byte) []byte {
	hash := hash6
	if r == 5 {
		hash = func(salt []byte) []byte { sum := sha256.Sum256(salt); return sum[:] }
	}
	if len(user) < 48 || len(encrypted) < 32 || !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, encrypted[:32])
	return key
}

// hash6 hashes the empty password with a salt (algorithm 2.B).
func hash6(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	for round := 0; ; round++ {
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		e := bytes.Repeat(k, 64)
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		mod := 0
		for _, c := range e[:16] {
			mod += int(c)
		}
		switch mod % 3 { // 256 leaves 1 when divided by 3: the sum of the bytes will do
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		default:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}
