package main

import (
	"maps"
	"slices"
	"strings"
)

// args are a line's words and options, which a command takes one by one. Only the first thing that
// is wrong is kept, so that commands need not ask after each.
type args struct {
	words   []string
	options map[string]string
	err     *syntaxError
	misfit  bool // err is about which words and options there are, not about a value
}

func newArgs(tokens []token) (*args, error) {
	in := &args{options: make(map[string]string)}
	for _, t := range tokens {
		if !t.option {
			in.words = append(in.words, t.text)
			continue
		}
		if _, twice := in.options[t.key]; twice {
			return nil, malformed("%s= is there twice", t.key)
		}
		in.options[t.key] = t.text
	}
	return in, nil
}

func (in *args) fail(format string, args ...any) {
	if in.err == nil {
		in.err = malformed(format, args...)
	}
}

// lack is fail for words and options that are missing or too many.
func (in *args) lack(format string, args ...any) {
	in.misfit = in.misfit || in.err == nil
	in.fail(format, args...)
}

// word takes the next word, which must be there; name is what to call it if it is not.
func (in *args) word(name string) string {
	if len(in.words) == 0 {
		in.lack("%s is missing", name)
		return ""
	}
	return in.next()
}

// next takes the next word, "" if there is none.
func (in *args) next() string {
	if len(in.words) == 0 {
		return ""
	}
	w := in.words[0]
	in.words = in.words[1:]
	return w
}

// rest takes all words that are left.
func (in *args) rest() []string {
	rest := in.words
	in.words = nil
	return rest
}

// value takes the next word and reads it.
func (in *args) value(name string, read reader) {
	if w := in.word(name); in.err == nil {
		if err := read(w); err != nil {
			in.fail("%s: %v", name, err)
		}
	}
}

// option takes an option and reads it; it reports whether the option was there.
func (in *args) option(key string, read reader) bool {
	v, ok := in.options[key]
	if !ok {
		return false
	}
	delete(in.options, key)
	if err := read(v); err != nil {
		in.fail("%s=: %v", key, err)
	}
	return true
}

// need takes an option that must be there.
func (in *args) need(key string, read reader) {
	if !in.option(key, read) {
		in.lack("%s= is missing", key)
	}
}

// finish returns what was wrong, or complains of what nobody took.
func (in *args) finish() *syntaxError {
	if len(in.words) > 0 {
		in.lack("too many words")
	}
	if len(in.options) > 0 {
		unknown := slices.Sorted(maps.Keys(in.options))
		in.lack("there is no %s=", strings.Join(unknown, "=, "))
	}
	return in.err
}
