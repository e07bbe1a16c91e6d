package cloud_test

import (
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	gocloud "gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"

	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/contact/attachment/blob/blobtest"
	"github.com/acdkit/acdkit/contact/attachment/blob/cloud"
)

func TestS3Conforms(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Store {
		return open(t, cloud.Config{Bucket: s3bucket(t, &s3server{page: 7})})
	})
}

// s3bucket is what S3's driver sees of a server. The driver repeats no request, so that tests see every fault.
func s3bucket(t *testing.T, s *s3server) *gocloud.Bucket {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	client := s3.New(s3.Options{
		BaseEndpoint: aws.String(server.URL), UsePathStyle: true, Region: "here", Credentials: aws.AnonymousCredentials{},
		HTTPClient: server.Client(), RetryMaxAttempts: 1,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	})
	bucket, err := s3blob.OpenBucket(t.Context(), client, "attachments", &s3blob.Options{RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired})
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}
