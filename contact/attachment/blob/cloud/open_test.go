package cloud_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/blob/memblob"

	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

// TestOpenLeavesNothing: what Open writes is gone when it returns.
func TestOpenLeavesNothing(t *testing.T) {
	server := &s3server{}
	open(t, cloud.Config{Bucket: s3bucket(t, server)})
	server.mu.Lock()
	defer server.mu.Unlock()
	if len(server.objects) > 0 {
		t.Errorf("%d objects are left", len(server.objects))
	}
}

// TestUnfit: buckets that do not do what is needed are refused, by what they do.
func TestUnfit(t *testing.T) {
	is := func(method string, fault s3fault) func(r *http.Request) s3fault {
		return func(r *http.Request) s3fault {
			if r.Method == method {
				return fault
			}
			return fine
		}
	}
	for name, test := range map[string]struct {
		fault func(r *http.Request) s3fault
		unfit bool
	}{
		"overwrites":     {is(http.MethodPut, blind), true},
		"keeps":          {is(http.MethodDelete, ignored), true},
		"forgets":        {is(http.MethodPut, ignored), true},
		"forbids delete": {is(http.MethodDelete, refused), false},
		"forbids write":  {is(http.MethodPut, refused), false},
		"forbids read":   {is(http.MethodGet, refused), false},
		"goes away":      {is(http.MethodHead, cut), false},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := cloud.Open(t.Context(), cloud.Config{Bucket: s3bucket(t, &s3server{fault: test.fault})})
			if err == nil || s != nil || errors.Is(err, cloud.ErrUnfit) != test.unfit {
				t.Errorf("Open returned %v and %v, want nil and an error that is ErrUnfit: %t", s, err, test.unfit)
			}
		})
	}
	if _, err := cloud.Open(t.Context(), cloud.Config{}); !errors.Is(err, cloud.ErrUnfit) {
		t.Errorf("Open without a bucket returned %v, want ErrUnfit", err)
	}
}

// TestOpenNames: each Open has an object of its own, named by the host if it likes.
func TestOpenNames(t *testing.T) {
	server := &s3server{}
	var paths []string
	server.fault = func(r *http.Request) s3fault {
		paths = append(paths, r.URL.Path)
		return fine
	}
	open(t, cloud.Config{Bucket: s3bucket(t, server), NewID: func() string { return "7" }})
	server.mu.Lock()
	defer server.mu.Unlock()
	for _, path := range paths {
		if path != "/attachments/check-7" && path != "/attachments" && path != "/attachments/" {
			t.Errorf("asked for %s", path)
		}
	}
}

func TestOpenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, bucket := range map[string]*gocloud.Bucket{"memory": memblob.OpenBucket(nil), "S3": s3bucket(t, &s3server{})} {
		if _, err := cloud.Open(ctx, cloud.Config{Bucket: bucket}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: Open returned %v, want context.Canceled", name, err)
		}
	}
}
