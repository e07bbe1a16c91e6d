package main

import (
	"encoding"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/acdkit/acdkit/routing"
)

// reader reads one value into where it belongs.
type reader func(string) error

// text reads any text.
func text[T ~string](to *T) reader {
	return func(s string) error {
		*to = T(s)
		return nil
	}
}

// named reads one of the names that a type knows.
func named(to encoding.TextUnmarshaler) reader {
	return func(s string) error {
		if s == "" || to.UnmarshalText([]byte(s)) != nil {
			return errNoWord
		}
		return nil
	}
}

var errNoWord = errors.New("no such word")

// number reads a whole number.
func number(to *int) reader {
	return func(s string) (err error) {
		if *to, err = strconv.Atoi(s); err != nil {
			return errors.New("not a whole number")
		}
		return nil
	}
}

// count reads a whole number that is not negative and fits a capacity.
func count(to *uint16) reader {
	return func(s string) error {
		n, err := strconv.ParseUint(s, 10, 16)
		*to = uint16(n)
		if err != nil {
			return errors.New("not a number from 0 to 65535")
		}
		return nil
	}
}

// duration reads 20s, 1m30s, 250ms, 2h.
func duration(to *time.Duration) reader {
	return func(s string) (err error) {
		if *to, err = time.ParseDuration(s); err != nil {
			return errors.New("not a duration such as 20s or 1m30s")
		}
		return nil
	}
}

// onOff reads on or off, or yes or no.
func onOff(set func(bool)) reader {
	return func(s string) error {
		switch s {
		case "on", "yes":
			set(true)
		case "off", "no":
			set(false)
		default:
			return errors.New("neither on nor off")
		}
		return nil
	}
}

// skills reads ko:3,billing:1.
func skills(to *[]routing.Skill) reader {
	return list(func(s string) error {
		name, level, err := leveled(s)
		*to = append(*to, routing.Skill{Name: name, Level: level})
		return err
	})
}

// list reads values with commas between them; an empty text is the empty list.
func list(read reader) reader {
	return func(s string) error {
		if s == "" {
			return nil
		}
		for part := range strings.SplitSeq(s, ",") {
			if err := read(part); err != nil {
				return fmt.Errorf("%q: %w", part, err)
			}
		}
		return nil
	}
}

// leveled reads ko:3.
func leveled(s string) (name string, level int, err error) {
	colon := strings.LastIndexByte(s, ':')
	if colon < 0 {
		return "", 0, errors.New("no level after a colon")
	}
	if level, err = strconv.Atoi(s[colon+1:]); err != nil {
		return "", 0, errors.New("the level is not a whole number")
	}
	return s[:colon], level, nil
}
