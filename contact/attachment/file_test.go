package attachment

import (
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/go-cmp/cmp"
)

func TestFileRoundTrip(t *testing.T) {
	for _, want := range []File{
		{ID: "7", Name: "보고서.xlsm", Size: 1234, Type: "application/vnd.ms-excel.sheet.macroenabled.12", Macros: true},
		{ID: "8", Name: "👍🏽.html", Size: 1, Type: "text/html", Active: true, Encrypted: true},
		{},
	} {
		var fromJSON, fromCBOR File
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &fromJSON); err != nil {
			t.Fatal(err)
		}
		record, err := cbor.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := cbor.Unmarshal(record, &fromCBOR); err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]File{"JSON": fromJSON, "CBOR": fromCBOR} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("a file through %s mismatch (-want +got):\n%s", name, diff)
			}
		}
	}
}
