package routing

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// receiversOf returns the types of the package, without its tests, that have a method of that name.
func receiversOf(t *testing.T, method string) map[string]bool {
	t.Helper()
	types := map[string]bool{}
	for _, file := range packageFiles(t) {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != method {
				continue
			}
			if of, ok := f.Recv.List[0].Type.(*ast.Ident); ok { // by value: not the Center's own step
				types[of.Name] = true
			}
		}
	}
	return types
}

// packageFiles returns the package's source, without its tests.
func packageFiles(t *testing.T) []*ast.File {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// TestCommandTypes finds every command of the package's source in a table that names them.
func TestCommandTypes(t *testing.T) {
	known := map[string]bool{"Once": true}
	for _, types := range []map[string]Command{commandTypes, shellTypes} {
		for name, cmd := range types {
			known[reflect.TypeOf(cmd).Name()] = true
			if got := CommandName(cmd); got != name {
				t.Errorf("CommandName(%T) = %q, want %q", cmd, got, name)
			}
			if got := CommandName(Once{"x", cmd}); got != name {
				t.Errorf("CommandName(Once of %T) = %q, want %q", cmd, got, name)
			}
		}
	}
	for _, method := range []string{"step", "about"} {
		if diff := cmp.Diff(receiversOf(t, method), known); diff != "" {
			t.Errorf("types with a method %s mismatch (-source +tables):\n%s", method, diff)
		}
	}
	if len(known) != len(commandTypes)+len(shellTypes)+1 {
		t.Errorf("%d types of commands have %d names", len(known)-1, len(commandTypes)+len(shellTypes))
	}
}

func TestCommandRoundTrip(t *testing.T) {
	for seed := range uint64(30) {
		f := newFiller(seed)
		for name, zero := range commandTypes {
			v := reflect.New(reflect.TypeOf(zero))
			f.set(v.Elem())
			cmd := v.Elem().Interface().(Command)
			for _, want := range []Command{zero, cmd, Once{ID: "id", Command: cmd}} {
				data, err := MarshalCommand(want)
				if err != nil {
					t.Fatalf("MarshalCommand(%#v): %v", want, err)
				}
				got, err := UnmarshalCommand(data)
				if err != nil {
					t.Fatalf("UnmarshalCommand(%s): %v", data, err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
				}
			}
		}
	}
}

// TestCommandJSON shows what hosts send.
func TestCommandJSON(t *testing.T) {
	for text, want := range map[string]Command{
		`{"type":"accept","agent":"a","contact":"c"}`:                           Accept{Agent: "a", Contact: "c"},
		`{"type":"accept","command_id":"x","agent":"a","contact":"c"}`:          Once{"x", Accept{Agent: "a", Contact: "c"}},
		`{"type":"set-queue","id":"q","channel":"chat","offer_ns":20000000000}`: SetQueue{Queue{ID: "q", Channel: 1, Offer: 20 * time.Second}},
	} {
		got, err := UnmarshalCommand([]byte(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("UnmarshalCommand(%s) = %#v, %v, want %#v", text, got, err, want)
		}
	}
}

func TestUnmarshalCommandRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":              ``,
		"no JSON":              `{"type":"accept","agent":Kim}`,
		"no object":            `["Kim"]`,
		"no type":              `{"agent":"Kim"}`,
		"an unknown type":      `{"type":"Kim"}`,
		"an unknown field":     `{"type":"accept","agent":"a","contact":"c","Kim":1}`,
		"a wrong field":        `{"type":"accept","agent":{"Kim":1}}`,
		"a wrong name":         `{"type":"set-state","agent":"a","state":"Kim"}`,
		"a wrong channel":      `{"type":"set-profile","id":"p","capacity":{"Kim":1}}`,
		"a wrong capacity":     `{"type":"set-profile","id":"p","capacity":{"chat":"Kim"}}`,
		"a wrong time":         `{"type":"enqueue","contact":"c","queue":"q","received":"Kim"}`,
		"a wrong command id":   `{"type":"accept","command_id":["Kim"]}`,
		"a shell's command":    `{"type":"tick"}`,
		"a type of two cases":  `{"TYPE":"abandon","contact":"Kim"}`,
		"more than an object":  `{"type":"abandon","contact":"c"}{"type":"Kim"}`,
		"a number out of it":   `{"type":"set-profile","id":"p","capacity":{"chat":70000}}`,
		"a command within one": `{"type":"once","command":{"type":"Kim"}}`,
	} {
		cmd, err := UnmarshalCommand([]byte(text))
		e, ok := errors.AsType[*Error](err)
		if !ok || cmd != nil || !errors.Is(err, ErrInvalidCommand) || e.Cause == nil {
			t.Errorf("%s: UnmarshalCommand = %#v, %v, want ErrInvalidCommand with a cause", name, cmd, err)
			continue
		}
		if strings.Contains(err.Error(), "Kim") {
			t.Errorf("%s: the error repeats what was sent: %v", name, err)
		}
	}
}

func TestMarshalCommandRefuses(t *testing.T) {
	for _, cmd := range []Command{nil, Once{}, Once{"x", nil}, Once{"x", Once{"y", Tick{}}}, &Tick{}} {
		if data, err := MarshalCommand(cmd); !errors.Is(err, ErrInvalidCommand) {
			t.Errorf("MarshalCommand(%#v) = %s, %v, want ErrInvalidCommand", cmd, data, err)
		}
	}
}

// TestCommandHead: no field of a command or an event hides behind those of the head.
func TestJSONHead(t *testing.T) {
	for name, cmd := range commandTypes {
		hides(t, name, cmd, "type", "command_id")
	}
	for name, p := range payloads(t, 1) {
		hides(t, name, p, "type", "command_id", "at")
	}
}

func hides(t *testing.T, name string, v any, names ...string) {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	for _, head := range names {
		if _, has := fields[head]; has {
			t.Errorf("%s has a field %q of its own", name, head)
		}
	}
}
