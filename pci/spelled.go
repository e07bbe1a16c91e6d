package pci

// appendWords appends source with a * for each word of digits in it.
func appendWords(dst, source []byte, label string) []byte {
	return append(dst, gone...)
}
