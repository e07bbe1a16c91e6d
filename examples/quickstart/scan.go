package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
)

// maxLine is the length in bytes that a line may have.
const maxLine = 1 << 20

var errTooLong = fmt.Errorf("longer than %d bytes", maxLine)

// scan yields the lines of an input, but for those that say nothing. A line that is too long, or in
// which reading failed, has an error like one that cannot be parsed.
func scan(in io.Reader) iter.Seq[line] {
	return func(yield func(line) bool) {
		r := bufio.NewReaderSize(in, maxLine+len("\n"))
		for number := 1; ; number++ {
			text, err := readLine(r)
			if err == io.EOF {
				return
			}
			ln, says := line{number: number, err: err}, true
			if err == nil {
				ln, says = say(number, text)
			}
			if says && !yield(ln) || err != nil && err != errTooLong {
				return
			}
		}
	}
}

// readLine returns the next line, which is good until the next call. Of a line that is too long nothing
// is kept.
func readLine(r *bufio.Reader) ([]byte, error) {
	text, err := r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		return nil, errTooLong
	}
	if err == io.EOF && len(text) > 0 { // the last line, without its end
		err = nil
	}
	return text, err
}

// say parses a line; says is false if there is nothing in it.
func say(number int, text []byte) (ln line, says bool) {
	if number == 1 {
		text = bytes.TrimPrefix(text, []byte("\ufeff")) // some editors begin a file so
	}
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] == '#' {
		return line{}, false
	}
	return parse(number, text), true
}

// feed scans in the background, so that a reader of the channel can also wait for something else while
// the input is silent.
func feed(ctx context.Context, in io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		defer close(lines)
		for ln := range scan(in) {
			select {
			case lines <- ln:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}
