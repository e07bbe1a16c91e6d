package cloud_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"strings"

	gocloud "gocloud.dev/blob"
	_ "gocloud.dev/blob/memblob" // a host imports s3blob, gcsblob or azureblob

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

func Example() {
	ctx := context.Background()
	bucket, err := gocloud.OpenBucket(ctx, "mem://") // such as "s3://attachments?region=eu-central-1"
	if err != nil {
		log.Fatal(err)
	}
	defer bucket.Close()
	store, err := cloud.Open(ctx, cloud.Config{Bucket: bucket, Limit: 35 << 20})
	if err != nil {
		log.Fatal(err)
	}
	key := blob.Key{Owner: "contact-1", ID: "file-1"}
	if _, err := store.Put(ctx, key, strings.NewReader("receipt")); err != nil {
		log.Fatal(err)
	}
	content, err := store.Open(ctx, key)
	if err != nil {
		log.Fatal(err)
	}
	defer content.Close()
	text, err := io.ReadAll(content)
	fmt.Printf("%s, %v\n", text, err)
	// Output: receipt, <nil>
}
