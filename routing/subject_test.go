package routing

import (
	"reflect"
	"testing"

	"github.com/acdkit/acdkit/contact"
)

// TestSubject: an event whose payload has a contact or an agent says so.
func TestSubject(t *testing.T) {
	for k, typ := range eventTypes {
		if typ.cbor == nil {
			continue
		}
		empty, err := typ.cbor([]byte{0xa0})
		if err != nil {
			t.Fatal(err)
		}
		p := reflect.New(reflect.TypeOf(empty)).Elem()
		if f := p.FieldByName("Contact"); f.IsValid() {
			f.Set(reflect.ValueOf(contact.ID("c")))
			if got := (Event{Payload: p.Interface().(Payload)}).Contact(); got != "c" {
				t.Errorf("Contact of kind %d (%s) = %q, want c", k, typ.name, got)
			}
		}
		for _, name := range []string{"Agent", "Supervisor"} {
			if f := p.FieldByName(name); f.IsValid() && f.Type() == reflect.TypeFor[contact.AgentID]() {
				f.Set(reflect.ValueOf(contact.AgentID("a")))
				if got := (Event{Payload: p.Interface().(Payload)}).Agent(); got != "a" {
					t.Errorf("Agent of kind %d (%s) = %q, want a", k, typ.name, got)
				}
			}
		}
	}
}
