package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/routing/metrics"
)

// maxLine is the length in bytes that a line may have.
const maxLine = 4 << 20

// read folds a log into figures. It returns how many lines could not be read, each of which it reports.
func read(name string, stdin io.Reader, m *metrics.Metrics, stderr io.Writer) (bad int, err error) {
	in, err := open(name, stdin)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		text := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(text) == 0 {
			continue
		}
		var ev routing.Event
		if err := json.Unmarshal(text, &ev); err != nil || ev.Payload == nil {
			bad++
			fmt.Fprintf(stderr, "report: line %d: %s\n", number, problem(err))
			continue
		}
		m.Apply(ev)
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return bad, fmt.Errorf("line %d: longer than %d bytes", number+1, maxLine)
	}
	return bad, lines.Err()
}

// problem says what is wrong with a line, without its text.
func problem(err error) string {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("not JSON at byte %d", syntax.Offset)
	}
	if damage, ok := errors.AsType[*routing.DamageError](err); ok {
		return damage.Error()
	}
	return "not an event"
}

func open(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(stdin), nil
	}
	file, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return file, err
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		file.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{unpacked, file}, nil
}
