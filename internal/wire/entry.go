package wire

import (
	"encoding/json"
	"time"
)

// entryHead is what the JSON of an entry has beside the payload's own fields.
type entryHead struct {
	Seq  uint64    `json:"seq"`
	At   time.Time `json:"at"`
	Type string    `json:"type"`
}

// EntryJSON writes an entry of a log: the payload's fields with "seq", "at" and, for the name of its kind, "type".
func (ts Types[P]) EntryJSON(seq uint64, at time.Time, kind uint8, payload P) ([]byte, error) {
	head, err := json.Marshal(entryHead{seq, at, ts.Name(kind)})
	if err != nil || any(payload) == nil {
		return head, err
	}
	body, err := json.Marshal(payload)
	if err != nil || len(body) <= len("{}") {
		return head, err
	}
	head[len(head)-1] = ','
	return append(head, body[1:]...), nil
}

// ReadEntryJSON reads what EntryJSON wrote. Unknown fields are skipped, an unknown type is an error.
func (ts Types[P]) ReadEntryJSON(data []byte) (seq uint64, at time.Time, payload P, err error) {
	var head entryHead
	if err := json.Unmarshal(data, &head); err != nil {
		return 0, time.Time{}, payload, err
	}
	payload, err = ts.JSON(head.Type, data)
	return head.Seq, head.At, payload, err
}
