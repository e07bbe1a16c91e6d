package cloud_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

var (
	first  = blob.Key{Owner: "contact-1", ID: "file-1"}
	second = blob.Key{Owner: "contact-1", ID: "file-2"}
)

// get returns the content under key.
func get(ctx context.Context, s blob.Store, key blob.Key) (string, error) {
	r, err := s.Open(ctx, key)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(r)
	return string(data), errors.Join(err, r.Close())
}

func put(s blob.Store, key blob.Key, text string) func(context.Context) error {
	return func(ctx context.Context) error {
		n, err := s.Put(ctx, key, strings.NewReader(text))
		if err == nil && n != int64(len(text)) {
			return errors.New("wrong size")
		}
		return err
	}
}

// reads expects text under key.
func reads(s blob.Store, key blob.Key, text string) func(context.Context) error {
	return func(ctx context.Context) error {
		got, err := get(ctx, s, key)
		if err == nil && got != text {
			return errors.New("reads " + got)
		}
		return err
	}
}

// TestEveryFault lets each request of a story go wrong, in each way. The call then fails with an error of the port, or comes
// through all the same; done again, it comes through. Nothing is ever there but what was put, whole.
func TestEveryFault(t *testing.T) {
	for name, fault := range map[string]s3fault{"refused": refused, "cut": cut, "lost": lost, "conflict": conflict, "short": short} {
		t.Run(name, func(t *testing.T) {
			failed := 0
			for n := 1; ; n++ {
				requests, errs := story(t, fault, n)
				failed += errs
				if requests < n {
					break
				}
			}
			if failed == 0 {
				t.Error("no call failed")
			}
		})
	}
}

// story returns how many requests there were, and how many calls failed.
func story(t *testing.T, fault s3fault, nth int) (requests, failed int) {
	t.Helper()
	count := new(atomic.Int64)
	server := &s3server{}
	s := open(t, cloud.Config{Bucket: s3bucket(t, server)})
	server.breaks(func(r *http.Request) s3fault {
		if fault == conflict && r.Method != http.MethodPut { // nothing else conflicts
			return fine
		}
		if count.Add(1) == int64(nth) {
			return fault
		}
		return fine
	})
	for i, step := range []struct {
		do   func(context.Context) error
		want error
		left string // what is under first then
	}{
		{put(s, first, "one"), nil, "one"},
		{put(s, first, "one"), nil, "one"},
		{put(s, first, "other"), blob.ErrExists, "one"},
		{reads(s, first, "one"), nil, "one"},
		{func(ctx context.Context) error { return s.Delete(ctx, first) }, nil, ""},
		{reads(s, first, ""), blob.ErrNotFound, ""},
		{put(s, first, "other"), nil, "other"},
		{put(s, second, "two"), nil, "other"},
		{func(ctx context.Context) error { return s.Erase(ctx, first.Owner) }, nil, ""},
		{reads(s, second, ""), blob.ErrNotFound, ""},
	} {
		err := step.do(t.Context())
		if !errors.Is(err, step.want) {
			failed++
			if _, ok := errors.AsType[*blob.Error](err); !ok || int(count.Load()) < nth {
				t.Errorf("fault %d, step %d: %v", nth, i, err)
			}
			err = step.do(t.Context())
		}
		if !errors.Is(err, step.want) {
			t.Fatalf("fault %d, step %d, again: %v, want %v", nth, i, err, step.want)
		}
		if got := server.text(t, first); got != step.left {
			t.Fatalf("fault %d, step %d: %q is stored, want %q", nth, i, got, step.left)
		}
	}
	return int(count.Load()), failed
}

// text returns what is stored under key.
func (s *s3server) text(t *testing.T, key blob.Key) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.objects) > 2 {
		t.Fatalf("%d objects", len(s.objects))
	}
	return string(s.objects[cloud.NameOf(key)].data)
}

// parts returns how many parts there have been.
func (s *s3server) parts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken
}

// TestLostAnswer: a blob that was stored is stored, though nobody said so.
func TestLostAnswer(t *testing.T) {
	server := &s3server{}
	s := open(t, cloud.Config{Bucket: s3bucket(t, server)})
	server.breaks(func(r *http.Request) s3fault {
		if r.Method == http.MethodPut {
			return lost
		}
		return fine
	})
	for range 2 {
		if err := put(s, first, "one")(t.Context()); err != nil {
			t.Errorf("Put returned %v, want nil", err)
		}
	}
	if err := put(s, first, "other")(t.Context()); !errors.Is(err, blob.ErrExists) {
		t.Errorf("Put of another content returned %v, want ErrExists", err)
	}
}

// TestParts: a large blob goes in parts, and becomes one or none.
func TestParts(t *testing.T) {
	server := &s3server{}
	s := open(t, cloud.Config{Bucket: s3bucket(t, server)})
	data := bytes.Repeat([]byte("0123456789abcde\n"), 17<<20/16)
	broken := io.MultiReader(bytes.NewReader(data), brokenReader{})
	if _, err := s.Put(t.Context(), first, broken); !errors.Is(err, blob.ErrRead) {
		t.Errorf("Put of what breaks off returned %v, want ErrRead", err)
	}
	if got := server.text(t, first); got != "" {
		t.Errorf("%d bytes are stored, want none", len(got))
	}
	if n, err := s.Put(t.Context(), first, bytes.NewReader(data)); n != int64(len(data)) || err != nil {
		t.Fatalf("Put returned %d and %v, want %d", n, err, len(data))
	}
	if server.parts() == 0 {
		t.Error("it was not put in parts")
	}
	data[len(data)-1]++
	if _, err := s.Put(t.Context(), first, bytes.NewReader(data)); !errors.Is(err, blob.ErrExists) {
		t.Errorf("Put of another content returned %v, want ErrExists", err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// cancelling ends a context when it has been read.
type cancelling struct {
	io.Reader
	cancel context.CancelFunc
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err == io.EOF {
		c.cancel()
	}
	return n, err
}

// TestPutWaits: a Put that waits for another one of the same key, whose last request hangs, waits no longer than its context.
func TestPutWaits(t *testing.T) {
	server := &s3server{}
	s := open(t, cloud.Config{Bucket: s3bucket(t, server)})
	begun, goOn, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	server.breaks(func(r *http.Request) s3fault {
		if r.Method == http.MethodPut {
			close(begun)
			<-goOn
		}
		return fine
	})
	go func() { done <- put(s, first, "one")(t.Context()) }()
	<-begun
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	second := make(chan error, 1)
	go func() {
		_, err := s.Put(ctx, first, &cancelling{strings.NewReader("two"), cancel})
		second <- err
	}()
	select {
	case err := <-second:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Put returned %v, want %v", err, context.Canceled)
		}
	case <-time.After(20 * time.Second):
		t.Error("Put goes on waiting after its context has ended")
	}
	close(goOn)
	if err := errors.Join(<-done, reads(s, first, "one")(t.Context())); err != nil {
		t.Error(err)
	}
}
