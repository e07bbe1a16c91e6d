package postgres_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/blobtest"
	"github.com/acdkit/acdkit/contact/journal/postgres"
)

func TestBlobsConform(t *testing.T) {
	t.Parallel()
	pool := newPool(t, server(t), "")
	blobtest.Run(t, func(t *testing.T) blob.Store {
		return openDB(t, postgres.Config{Pool: pool, Schema: newSchema()}).Blobs()
	})
}
