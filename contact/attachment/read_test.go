package attachment

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// endless gives zeros for ever, and counts them.
type endless struct{ given int64 }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.given += int64(len(p))
	return len(p), nil
}

func TestRead(t *testing.T) {
	r := Rules{Enabled: true, MaxTotal: 100, MaxCount: 3}
	staged := func(sizes ...int64) (files []File) {
		for _, n := range sizes {
			files = append(files, File{Size: n})
		}
		return files
	}
	for name, tc := range map[string]struct {
		change func(*Rules)
		staged []File
		size   int
		want   Error
		read   int64 // bytes, if refused
	}{
		"less than the limit":     {nil, nil, 99, Error{}, 0},
		"the limit":               {nil, nil, 100, Error{Code: TotalTooLarge, Limit: 100}, 100},
		"far more":                {nil, nil, 1000, Error{Code: TotalTooLarge, Limit: 100}, 100},
		"the rest":                {nil, staged(50, 40), 9, Error{}, 0},
		"more than the rest":      {nil, staged(50, 40), 10, Error{Code: TotalTooLarge, Limit: 100}, 10},
		"one file's limit":        {func(r *Rules) { r.MaxFile = 20 }, staged(50), 20, Error{}, 0},
		"above one file's limit":  {func(r *Rules) { r.MaxFile = 20 }, staged(50), 30, Error{Code: TooLarge, Limit: 20}, 21},
		"above both limits":       {func(r *Rules) { r.MaxFile = 49 }, staged(50), 50, Error{Code: TooLarge, Limit: 49}, 50},
		"a limit above the total": {func(r *Rules) { r.MaxFile = 200 }, nil, 150, Error{Code: TotalTooLarge, Limit: 100}, 100},
		"empty, and room for it":  {nil, staged(99), 0, Error{}, 0},
		"no room":                 {nil, staged(60, 40), 0, Error{Code: TotalTooLarge, Limit: 100, Size: 100}, 0},
		"too many":                {nil, staged(1, 1, 1), 1, Error{Code: TooMany, Limit: 3, Size: 4}, 0},
		"any number":              {func(r *Rules) { r.MaxCount = 0 }, staged(1, 1, 1, 1, 1), 1, Error{}, 0},
		"not enabled":             {func(r *Rules) { r.Enabled = false }, nil, 1, Error{Code: Disabled}, 0},
		"sizes that cannot be":    {nil, staged(-50), 1, Error{Code: TotalTooLarge, Limit: 100, Size: math.MaxInt64}, 0},
		"sizes beyond all":        {nil, staged(math.MaxInt64, 1), 1, Error{Code: TotalTooLarge, Limit: 100, Size: math.MaxInt64}, 0},
		"no limit set":            {func(r *Rules) { r.MaxTotal = 0 }, nil, 1, Error{Code: TotalTooLarge}, 0},
	} {
		rules := r
		if tc.change != nil {
			tc.change(&rules)
		}
		var source endless
		data, err := rules.Read(io.LimitReader(&source, int64(tc.size)), tc.staged)
		if tc.want.Code == 0 {
			if err != nil || len(data) != tc.size {
				t.Errorf("%s: Read() = %d bytes, %v, want %d", name, len(data), err, tc.size)
			}
			continue
		}
		refusal, ok := errors.AsType[*Error](err)
		if !ok || *refusal != tc.want || data != nil {
			t.Errorf("%s: Read() = %d bytes, %v, want %v", name, len(data), err, &tc.want)
		}
		if source.given != tc.read {
			t.Errorf("%s: Read() has read %d bytes, want %d", name, source.given, tc.read)
		}
	}
}

func TestReadPassesErrorsOn(t *testing.T) {
	r := Rules{Enabled: true, MaxTotal: 100}
	broken := errors.New("broken")
	source := io.MultiReader(bytes.NewReader(make([]byte, 50)), iotest.ErrReader(broken))
	if data, err := r.Read(source, nil); !errors.Is(err, broken) || data != nil {
		t.Errorf("Read() = %d bytes, %v, want the reader's error", len(data), err)
	}
}

// However files come in, those that Read lets pass also pass Check, and nothing that Check would
// let pass is refused.
func TestReadAgreesWithCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.Int64Range(0, 60)
		r := Rules{
			Enabled: true, Types: []string{".txt"},
			MaxTotal: limit.Draw(t, "total"), MaxFile: limit.Draw(t, "file"), MaxCount: rapid.IntRange(0, 4).Draw(t, "count"),
		}
		var staged []File
		for _, size := range rapid.SliceOfN(rapid.IntRange(1, 40), 1, 6).Draw(t, "sizes") {
			content := bytes.Repeat([]byte{'x'}, size)
			data, err := r.Read(iotest.OneByteReader(bytes.NewReader(content)), staged)
			all := append(staged[:len(staged):len(staged)], File{Name: "a.txt", Size: int64(size)})
			if check := r.Check(all); (err == nil) != (check == nil) {
				t.Fatalf("%d bytes beside %v: Read() = %v, Check() = %v", size, staged, err, check)
			}
			if err == nil {
				if !bytes.Equal(data, content) {
					t.Fatalf("Read() has changed the content")
				}
				staged = all
			}
		}
	})
}
