package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/sha256"
	"fmt"
)

// A lock encrypts as the writers of a scheme do, with the empty user password.
type lock struct {
	key  []byte
	aes  bool
	deep bool   // AES-256
	dict string // the encryption dictionary
}

const fileID = "0123456789abcdef"

// newLock makes a lock: v and r as in the dictionary, n bytes of key.
func newLock(v, r, n int, aes, metadata bool) *lock {
	owner := bytes.Repeat([]byte{0x5A}, 32)
	if v == 5 {
		return newLock256(r)
	}
	l := &lock{aes: aes, key: key128(r, n, owner, 0xFFFFFFFC, []byte(fileID), metadata)}
	user := append(userEntry(r, l.key, []byte(fileID)), make([]byte, 16)...)[:32]
	l.dict = fmt.Sprintf("/Filter /Standard /V %d /R %d /Length %d /P -4 /O <%x> /U <%x>", v, r, 8*n, owner, user)
	if v == 4 {
		method := map[bool]string{false: "V2", true: "AESV2"}[aes]
		l.dict += fmt.Sprintf(" /CF << /StdCF << /CFM /%s /Length 16 >> >> /StmF /StdCF /StrF /StdCF /EncryptMetadata %v", method, metadata)
	}
	return l
}

func newLock256(r int) *lock {
	l := &lock{aes: true, deep: true, key: bytes.Repeat([]byte{7, 9}, 16)}
	hash := hash6
	if r == 5 {
		hash = func(b []byte) []byte { s := sha256.Sum256(b); return s[:] }
	}
	user := append(hash([]byte("validate")), "validatekeysalt8"...)
	block, _ := aes.NewCipher(hash([]byte("keysalt8")))
	encrypted := make([]byte, 32)
	cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(encrypted, l.key)
	l.dict = fmt.Sprintf("/Filter /Standard /V 5 /R %d /Length 256 /P -4 /O <%x> /U <%x> /UE <%x>"+
		" /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF", r, bytes.Repeat([]byte{1}, 48), user, encrypted)
	return l
}

// seal encrypts data of an object.
func (l *lock) seal(num int, data string) string {
	key := l.key
	if !l.deep {
		salted := append(bytes.Clone(key), byte(num), byte(num>>8), byte(num>>16), 0, 0)
		if l.aes {
			salted = append(salted, "sAlT"...)
		}
		sum := md5.Sum(salted)
		key = sum[:min(16, len(l.key)+5)]
	}
	if !l.aes {
		return string(rc4ed(key, []byte(data)))
	}
	pad := 16 - len(data)%16
	plain := append([]byte(data), bytes.Repeat([]byte{byte(pad)}, pad)...)
	vector := []byte("initial vector 1")
	block, _ := aes.NewCipher(key)
	cipher.NewCBCEncrypter(block, vector).CryptBlocks(plain, plain)
	return string(vector) + string(plain)
}
