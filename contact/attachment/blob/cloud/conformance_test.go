package cloud_test

import (
	"testing"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/blobtest"
	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

func TestMemoryConforms(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, cloud.Config{Bucket: memblob.OpenBucket(nil)}) })
}

func TestFilesConform(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store { return open(t, cloud.Config{Bucket: folder(t, t.TempDir())}) })
}

// folder is a bucket in a folder.
func folder(t *testing.T, path string) *gocloud.Bucket {
	t.Helper()
	bucket, err := fileblob.OpenBucket(path, &fileblob.Options{Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

// open opens a store on a bucket that the test closes.
func open(t *testing.T, cfg cloud.Config) *cloud.Store {
	t.Helper()
	s, err := cloud.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cfg.Bucket.Close() })
	return s
}
