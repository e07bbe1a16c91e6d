package wire_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/acdkit/acdkit/internal/wire"
)

type payload interface{ mark() }

type named struct {
	Name string `json:"name" cbor:"1,keyasint"`
}

type empty struct{}

func (named) mark() {}
func (empty) mark() {}

var types = wire.Types[payload]{2: wire.Of[payload, named]("named"), 5: wire.Of[payload, empty]("empty")}

func TestPayloadsComeBack(t *testing.T) {
	var data bytes.Buffer
	for kind, p := range map[uint8]payload{2: named{"한글"}, 5: empty{}} {
		data.Reset()
		if err := wire.Append(&data, kind, -7, p); err != nil {
			t.Fatal(err)
		}
		data.WriteString("rest")
		got, k, at, rest, err := types.First(data.Bytes())
		if err != nil || got != p || k != kind || at != -7 || string(rest) != "rest" {
			t.Errorf("kind %d came back as %v of kind %d at %d before %q, %v", kind, got, k, at, rest, err)
		}
	}
	if got, err := types.JSON("named", []byte(`{"name":"x","more":1}`)); err != nil || got != (named{"x"}) {
		t.Errorf("JSON gives %v, %v", got, err)
	}
	if types.Name(2) != "named" || types.Name(0) != "" || types.Name(3) != "" || types.Name(200) != "" {
		t.Error("the names are wrong")
	}
}

func TestUnknownKinds(t *testing.T) {
	var data bytes.Buffer
	for _, kind := range []uint8{0, 1, 3, 6, 255} {
		data.Reset()
		if err := wire.Append(&data, kind, 1, payload(empty{})); err != nil {
			t.Fatal(err)
		}
		if _, k, at, _, err := types.First(data.Bytes()); !errors.Is(err, wire.ErrUnknown) || k != kind || at != 1 {
			t.Errorf("kind %d: %d at %d, %v", kind, k, at, err)
		}
	}
	for _, bad := range [][]byte{nil, {0x80}, {0x83, 2, 0, 0x9f}, {0x83, 2, 1, 0xa2, 1, 0x60, 1, 0x60}} {
		if _, _, _, _, err := types.First(bad); err == nil {
			t.Errorf("% x is read", bad)
		}
	}
	for _, name := range []string{"", "other"} {
		if _, err := types.JSON(name, []byte("{}")); !errors.Is(err, wire.ErrUnknown) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
