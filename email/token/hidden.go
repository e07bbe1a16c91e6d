package token

import (
	"fmt"
	"io"
	"log/slog"
)

// hidden is what keys look like to whoever prints, logs or encodes them.
const hidden = "token: hidden"

// Format hides the key.
func (Key) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) }

// LogValue hides the key.
func (Key) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the key.
func (Key) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Format hides the keys.
func (*Keys) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) }

// LogValue hides the keys.
func (*Keys) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the keys.
func (*Keys) MarshalText() ([]byte, error) { return []byte(hidden), nil }
