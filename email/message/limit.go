package message

// What a stranger can make large is bounded. Parts inside parts go 20 deep, there are 10,000 of them in a mail and as many
// fields in a header of 1 MiB, as pci.Guard sees them (internal/mime); what is beyond is in one attachment or in the body.
const (
	MaxAddresses = 10_000 // of a field; those that follow are left out
	MaxIDs       = 1_000  // of a field; the last count, which are the newest in References
	MaxID        = 998    // octets of a message id; longer ones are left out (RFC 5322 2.1.1)
	MaxLocal     = 64     // octets of a local part (RFC 5321 4.5.3.1.1)
	MaxAddress   = 254    // octets of an address (RFC 5321 4.5.3.1.3 without the angle brackets)
)
