package compose_test

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/acdkit/acdkit/email/compose"
)

func reading(r io.Reader) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(r), nil }
}

// opened are the same files, to be read in small pieces.
func opened(files []compose.File) []compose.File {
	files = slices.Clone(files)
	for i, f := range files {
		files[i].Open = reading(iotest.HalfReader(bytes.NewReader(f.Content)))
		files[i].Content, files[i].Size = nil, int64(len(f.Content))
	}
	return files
}

func TestFileThatIsNotAsSaid(t *testing.T) {
	content, broken := make([]byte, 100_000), errors.New("broken")
	for _, tt := range []struct {
		name string
		open func() (io.ReadCloser, error)
		size int64
		want error
	}{
		{"as said", reading(bytes.NewReader(content)), 100_000, nil},
		{"shorter", reading(bytes.NewReader(content)), 100_001, compose.ErrSize},
		{"longer", reading(bytes.NewReader(content)), 99_999, compose.ErrSize},
		{"much longer", reading(bytes.NewReader(content)), 1, compose.ErrSize},
		{"empty", reading(bytes.NewReader(nil)), 0, nil},
		{"not empty", reading(bytes.NewReader(content)), 0, compose.ErrSize},
		{"end with the last bytes", reading(iotest.DataErrReader(bytes.NewReader(content))), 100_000, nil},
		{"not there", func() (io.ReadCloser, error) { return nil, broken }, 1, compose.ErrRead},
		{"breaks", reading(io.MultiReader(bytes.NewReader(content), iotest.ErrReader(broken))), 200_000, compose.ErrRead},
		{"breaks at the end", reading(io.MultiReader(bytes.NewReader(content), iotest.ErrReader(broken))), 100_000, compose.ErrRead},
	} {
		m := simple()
		m.Files = []compose.File{{Name: "a", Content: []byte("a")}, {Name: "secret.bin", Size: tt.size, Open: tt.open}}
		_, err := m.Bytes()
		if tt.want == nil && err == nil {
			continue
		}
		got, _ := errors.AsType[*compose.Error](err)
		if !errors.Is(err, tt.want) || got.Field != "Files" || got.Index != 2 {
			t.Errorf("%s: error %v, want %v of file 2", tt.name, err, tt.want)
		}
		if tt.want == compose.ErrRead && !errors.Is(err, broken) {
			t.Errorf("%s: error %v has no cause", tt.name, err)
		}
	}
}

// closing tells when it is closed.
type closing struct {
	io.Reader
	closed *int
}

func (c closing) Close() error {
	*c.closed++
	return nil
}

// TestFilesAreClosed: each that was opened, one after the other, after errors too.
func TestFilesAreClosed(t *testing.T) {
	opens, closed := 0, 0
	m := simple()
	for _, size := range []int64{3, 4, 3} {
		m.Files = append(m.Files, compose.File{Name: "a", Size: size, Open: func() (io.ReadCloser, error) {
			if opens != closed {
				t.Error("two files are open")
			}
			opens++
			return closing{bytes.NewReader([]byte("abc")), &closed}, nil
		}})
	}
	if _, err := m.Bytes(); !errors.Is(err, compose.ErrSize) || opens != 2 || closed != 2 {
		t.Errorf("error %v after %d were opened and %d closed, want ErrSize of the second", err, opens, closed)
	}
}

// zeros is a reader of so many.
type zeros int64

func (z *zeros) Read(b []byte) (int, error) {
	n := int(min(int64(len(b)), int64(*z)))
	clear(b[:n])
	if *z -= zeros(n); n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// withFile is a mail with a file of that size that is not in memory.
func withFile(size int64) compose.Mail {
	m := simple()
	m.Files = []compose.File{{Name: "large.bin", Size: size, Open: func() (io.ReadCloser, error) {
		z := zeros(size)
		return io.NopCloser(&z), nil
	}}}
	return m
}

// TestMemory: a mail takes the memory of its result, or next to nothing if it is written. BenchmarkMail has 25 MiB.
func TestMemory(t *testing.T) {
	const size = 8 << 20
	m := withFile(size)
	for _, tt := range []struct {
		name  string
		write func() error
		most  float64 // bytes for each of the file
	}{
		{"Bytes", func() error { _, err := m.Bytes(); return err }, 1.4}, // base64 has 78 for 57
		{"WriteTo", func() error { _, err := m.WriteTo(io.Discard); return err }, 0.02},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := tt.write(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if got := float64(after.TotalAlloc-before.TotalAlloc) / size; got > tt.most {
			t.Errorf("%s takes %.3f bytes for each of the file, want at most %.3f", tt.name, got, tt.most)
		}
	}
}

func BenchmarkMail(b *testing.B) {
	b.Run("short", func(b *testing.B) {
		b.ReportAllocs()
		m := simple()
		for b.Loop() {
			if _, err := m.Bytes(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("25MiB", func(b *testing.B) {
		const size = 25 << 20
		b.SetBytes(size)
		b.ReportAllocs()
		m := withFile(size)
		for b.Loop() {
			if _, err := m.Bytes(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
