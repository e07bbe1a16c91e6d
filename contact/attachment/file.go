package attachment

import "math"

// File is one attachment, staged or sent; its content is kept elsewhere, under its ID.
type File struct {
	ID        string `json:"id" cbor:"1,keyasint"`                            // the host's; Inspect leaves it empty
	Name      string `json:"name" cbor:"2,keyasint"`                          // user text, clean
	Size      int64  `json:"size" cbor:"3,keyasint"`                          // bytes, decoded (D5)
	Type      string `json:"type" cbor:"4,keyasint"`                          // media type by content, never what the sender said
	Macros    bool   `json:"macros,omitempty" cbor:"5,keyasint,omitempty"`    // office file with macros
	Encrypted bool   `json:"encrypted,omitempty" cbor:"6,keyasint,omitempty"` // cannot be looked into
	Active    bool   `json:"active,omitempty" cbor:"7,keyasint,omitempty"`    // scripts, frames and the like
}

// total adds up sizes. A size that cannot be makes the total the greatest there is.
func total(files []File) int64 {
	sum := int64(0)
	for _, f := range files {
		if f.Size < 0 || f.Size > math.MaxInt64-sum {
			return math.MaxInt64
		}
		sum += f.Size
	}
	return sum
}
