package pci

import (
	"fmt"
	"io"
	"log/slog"
)

// opaque keeps whatever embeds it from being printed: no verb of fmt and no logger shows what is in it (I12).
type opaque struct{}

// Format writes the same for every verb.
func (opaque) Format(f fmt.State, _ rune) { io.WriteString(f, "pci: not printed") }

// LogValue is for package slog.
func (opaque) LogValue() slog.Value { return slog.StringValue("pci: not printed") }

// MarshalText keeps it out of JSON too.
func (opaque) MarshalText() ([]byte, error) { return []byte("pci: not printed"), nil }
