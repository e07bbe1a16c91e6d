package attachment

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// answer is a Scanner that always says the same.
type answer struct {
	result Result
	err    error
}

func (a answer) Scan(_ context.Context, r io.Reader) (Result, error) {
	_, err := io.Copy(io.Discard, r)
	return a.result, errors.Join(a.err, err)
}

func TestScan(t *testing.T) {
	infected := Result{Infected: true, Signature: "Test.Signature"}
	for _, tc := range []struct {
		scanner answer
		want    Result
		code    Code
	}{
		{answer{}, Result{}, 0},
		{answer{result: infected}, infected, Infected},
		{answer{err: context.DeadlineExceeded}, Result{}, Unscanned},
		{answer{result: Result{Signature: "x"}, err: context.DeadlineExceeded}, Result{}, Unscanned},
	} {
		got, err := Scan(t.Context(), tc.scanner, strings.NewReader("data"))
		if got != tc.want || !is(err, tc.code) || tc.scanner.err != nil && !errors.Is(err, tc.scanner.err) {
			t.Errorf("Scan() with %+v = %+v, %v, want %+v, %v", tc.scanner, got, err, tc.want, tc.code)
		}
		if err != nil && strings.Contains(err.Error(), "Test.Signature") {
			t.Errorf("the error %v has the signature in it", err)
		}
	}
}
