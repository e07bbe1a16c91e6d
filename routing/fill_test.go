package routing

import (
	text "encoding"
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"
)

// filler makes up values without a zero in them, so that a field that gets lost on the way shows.
type filler struct{ *rand.Rand }

func newFiller(seed uint64) filler { return filler{rand.New(rand.NewPCG(seed, seed))} }

// fill fills the value that p points to.
func fill[T any](f filler, p *T) { f.set(reflect.ValueOf(p).Elem()) }

func (f filler) set(v reflect.Value) {
	if t, ok := v.Addr().Interface().(*time.Time); ok {
		*t = time.Unix(f.Int64N(1<<33)+1, f.Int64N(1e9)+1).UTC()
		return
	}
	if _, named := v.Addr().Interface().(text.TextUnmarshaler); named {
		f.setNamed(v)
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(fmt.Sprintf("é%x", f.Uint32()))
	case reflect.Int16:
		v.SetInt(f.Int64N(1<<15-2) + 1)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(f.Int64N(1<<31-2) + 1)
	case reflect.Uint8, reflect.Uint16, reflect.Uint64:
		v.SetUint(f.Uint64N(1<<v.Type().Bits()-1) + 1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.set(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+f.IntN(3), 3))
		f.setAll(v.Len(), v.Index)
	case reflect.Array:
		f.setAll(v.Len()-1, func(i int) reflect.Value { return v.Index(i + 1) }) // a Load's first is no channel's
	case reflect.Struct:
		f.setAll(v.NumField(), v.Field)
	default:
		panic(fmt.Sprintf("cannot fill a %v", v.Type()))
	}
}

func (f filler) setAll(n int, at func(int) reflect.Value) {
	for i := range n {
		f.set(at(i))
	}
}

// setNamed sets a value that prints as a name to one that has a name.
func (f filler) setNamed(v reflect.Value) {
	for {
		v.SetUint(1 + f.Uint64N(8))
		named, err := v.Interface().(text.TextMarshaler).MarshalText()
		read := reflect.New(v.Type())
		if err == nil && read.Interface().(text.TextUnmarshaler).UnmarshalText(named) == nil {
			return
		}
	}
}
