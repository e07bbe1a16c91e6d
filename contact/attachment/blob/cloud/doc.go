// Package cloud keeps blobs in S3, Google Cloud Storage, Azure and whatever else gocloud.dev/blob opens.
package cloud

import _ "github.com/acdkit/acdkit/contact/attachment/blob" // the port
