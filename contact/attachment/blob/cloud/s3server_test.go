package cloud_test

import (
	"bytes"
	"crypto/md5"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// s3server is as much of S3 as its driver uses: one bucket, in the path, whoever asks.
type s3server struct {
	mu      sync.Mutex
	objects map[string]s3object
	uploads map[string]map[int][]byte // parts, by upload
	begun   int                       // uploads
	taken   int                       // parts
	page    int                       // how many a listing has at most; 0: 1000

	// fault is asked at each request what is to go wrong with it, one at a time.
	fault func(r *http.Request) s3fault
}

type s3object struct {
	data []byte
	etag string
	at   time.Time
}

type s3fault int

const (
	fine     s3fault = iota
	refused          // not done, and the answer says 503
	cut              // not done, and there is no answer
	lost             // done, and there is no answer
	conflict         // not done: another write is under way
	blind            // done, without looking at conditions
	short            // done, and the answer ends in the middle
	ignored          // not done, and the answer says it was
)

type s3error struct {
	status  int
	XMLName xml.Name `xml:"Error"`
	Code    string
}

var (
	errNoSuchKey = &s3error{status: http.StatusNotFound, Code: "NoSuchKey"}
	errCondition = &s3error{status: http.StatusPreconditionFailed, Code: "PreconditionFailed"}
	errConflict  = &s3error{status: http.StatusConflict, Code: "ConditionalRequestConflict"}
	errSlowDown  = &s3error{status: http.StatusServiceUnavailable, Code: "SlowDown"}
)

func (s *s3server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has given up
	}
	fault := s.goesWrong(r)
	switch fault {
	case refused:
		errSlowDown.send(w)
	case ignored:
		w.WriteHeader(http.StatusOK)
	case conflict:
		errConflict.send(w)
	case cut:
		panic(http.ErrAbortHandler)
	case lost:
		s.do(&discard{header: http.Header{}}, r, body)
		panic(http.ErrAbortHandler)
	case blind:
		r.Header.Del("If-None-Match")
		s.do(w, r, body)
	case short:
		s.do(&shortly{w}, r, body)
	default:
		s.do(w, r, body)
	}
}

func (s *s3server) goesWrong(r *http.Request) s3fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault == nil {
		return fine
	}
	return s.fault(r)
}

// breaks sets what goes wrong from now on.
func (s *s3server) breaks(fault func(r *http.Request) s3fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
}

// shortly ends an answer after a part of it.
type shortly struct{ http.ResponseWriter }

func (s *shortly) Write(p []byte) (int, error) {
	_, _ = s.ResponseWriter.Write(p[:len(p)/2])
	_ = http.NewResponseController(s.ResponseWriter).Flush()
	panic(http.ErrAbortHandler)
}

func (e *s3error) send(w http.ResponseWriter) {
	w.WriteHeader(e.status)
	_ = xml.NewEncoder(w).Encode(e)
}

// discard takes an answer that gets lost.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

func (s *s3server) do(w http.ResponseWriter, r *http.Request, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	q := r.URL.Query()
	switch {
	case key == "":
		s.list(w, q.Get("prefix"), q.Get("continuation-token"))
	case q.Has("uploads") || q.Has("uploadId"):
		s.multipart(w, r, key, body)
	case r.Method == http.MethodPut:
		s.put(w, r, key, body)
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		s.get(w, r, key)
	}
}

func (s *s3server) put(w http.ResponseWriter, r *http.Request, key string, data []byte) bool {
	if _, ok := s.objects[key]; ok && r.Header.Get("If-None-Match") == "*" {
		errCondition.send(w)
		return false
	}
	if s.objects == nil {
		s.objects = make(map[string]s3object)
	}
	o := s3object{data: data, etag: fmt.Sprintf(`"%x"`, md5.Sum(data)), at: time.Now()}
	s.objects[key] = o
	w.Header().Set("ETag", o.etag)
	return true
}

func (s *s3server) get(w http.ResponseWriter, r *http.Request, key string) {
	o, ok := s.objects[key]
	if !ok {
		errNoSuchKey.send(w)
		return
	}
	w.Header().Set("ETag", o.etag)
	http.ServeContent(w, r, "", o.at, bytes.NewReader(o.data))
}

func (s *s3server) list(w http.ResponseWriter, prefix, after string) {
	type object struct {
		Key          string
		LastModified time.Time
		Size         int
	}
	result := struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		Contents              []object
		IsTruncated           bool
		NextContinuationToken string `xml:",omitempty"`
	}{}
	for key, o := range s.objects {
		if strings.HasPrefix(key, prefix) && key > after {
			result.Contents = append(result.Contents, object{key, o.at.UTC(), len(o.data)})
		}
	}
	slices.SortFunc(result.Contents, func(a, b object) int { return strings.Compare(a.Key, b.Key) })
	if s.page > 0 && len(result.Contents) > s.page {
		result.Contents = result.Contents[:s.page]
		result.IsTruncated, result.NextContinuationToken = true, result.Contents[s.page-1].Key
	}
	_ = xml.NewEncoder(w).Encode(result)
}

// multipart begins an upload, takes a part, makes an object of all, or forgets them.
func (s *s3server) multipart(w http.ResponseWriter, r *http.Request, key string, body []byte) {
	q := r.URL.Query()
	id := q.Get("uploadId")
	parts, ok := s.uploads[id]
	switch {
	case q.Has("uploads"):
		s.begin(w)
	case !ok:
		(&s3error{status: http.StatusNotFound, Code: "NoSuchUpload"}).send(w)
	case r.Method == http.MethodPut:
		number, _ := strconv.Atoi(q.Get("partNumber"))
		parts[number] = body
		s.taken++
		w.Header().Set("ETag", fmt.Sprintf(`"part-%d"`, number))
	case r.Method == http.MethodPost:
		var whole []byte
		for number := range len(parts) {
			whole = append(whole, parts[number+1]...)
		}
		if s.put(w, r, key, whole) {
			delete(s.uploads, id)
			_, _ = io.WriteString(w, "<CompleteMultipartUploadResult/>")
		}
	default:
		delete(s.uploads, id)
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *s3server) begin(w http.ResponseWriter) {
	s.begun++
	id := strconv.Itoa(s.begun)
	if s.uploads == nil {
		s.uploads = make(map[string]map[int][]byte)
	}
	s.uploads[id] = make(map[int][]byte)
	_, _ = io.WriteString(w, "<InitiateMultipartUploadResult><UploadId>"+id+"</UploadId></InitiateMultipartUploadResult>")
}
