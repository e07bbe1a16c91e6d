// Package cloud keeps blobs in an object store: S3 and what speaks its protocol, Google Cloud Storage, Azure, and whatever
// else gocloud.dev/blob has a driver for. The host imports the driver and opens the bucket:
//
//	import _ "gocloud.dev/blob/s3blob"
//
//	bucket, err := blob.OpenBucket(ctx, "s3://attachments?region=eu-central-1")
//	store, err := cloud.Open(ctx, cloud.Config{Bucket: bucket})
//
// A store that speaks S3's protocol, such as MinIO, Ceph or R2, is opened by its address:
//
//	s3://attachments?endpoint=https://s3.example&region=us-east-1&use_path_style=true&request_checksum_calculation=when_required
//
// # What is promised, and by whom
//
// All that the port promises holds between any number of processes, on these conditions:
//
//   - The bucket refuses a write over what is there if it is asked to (If-None-Match in S3 and Azure, a generation in
//     Google's), and reads what was written at once. The three clouds do. [Open] tries it with a small
//     object, and returns ErrUnfit if not. It does not try it with an upload in parts, as S3's driver makes of 16 MiB and
//     more, whose condition is at its end (CompleteMultipartUpload): a store that honours it only in PutObject writes over
//     what is there, in silence. If yours does not say that it does both, set Config.Limit to less than 16 MiB.
//   - What it has acknowledged is durable. The three clouds say so.
//   - Its credentials may read, write, list and delete. Open tries that too: Google's driver takes what is forbidden for
//     what is not there, so that a Delete would seem to be done.
//   - Deleting deletes: no versioning, no retention, no soft delete. Such a bucket keeps what was erased, and
//     a policy of its own has to remove it in the time that the law allows.
//
// Of drivers for tests, memblob keeps all this within a process. fileblob does so too, with Metadata
// set to MetadataDontWrite and its folder on the file system of os.TempDir; but not between processes, and it syncs nothing: use [blob.Dir] for folders.
//
// # What is stored
//
// Objects have the names that files of a Dir have, so that a folder can be copied to a bucket: o-OWNER/b-ID, each part
// in base32 (RFC 4648, section 7, lower case, no padding), 419 bytes at most, of letters that no driver has to escape.
// Their type is application/octet-stream, so that no browser shows what a link to the bucket leads to. To share a bucket,
// use gocloud.dev/blob's PrefixedBucket.
//
// Content goes through in parts as it comes, without being kept: S3's driver holds 8 MiB for a part and sends up to 5 at
// once, Google's holds 16 MiB. A process that dies in the middle can leave parts that no listing shows: let the bucket
// remove incomplete uploads after a day. A Put of what is there already costs the upload, and reading it.
//
// Erase lists and removes until a listing finds nothing, one object after another.
package cloud
