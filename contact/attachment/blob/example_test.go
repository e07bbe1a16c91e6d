package blob_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/acdkit/acdkit/contact/attachment/blob"
)

// What a customer sent is kept, served in parts as a browser asks for them, and erased with the contact.
func Example() {
	ctx := context.Background()
	store := new(blob.Memory)
	key := blob.Key{Owner: "contact-7", ID: "file-1"}

	size, err := store.Put(ctx, key, strings.NewReader("Dear Sir or Madam"))
	fmt.Println(size, err)

	serve := func(w http.ResponseWriter, r *http.Request) {
		content, err := store.Open(r.Context(), key)
		if err != nil {
			http.Error(w, "gone", http.StatusNotFound)
			return
		}
		defer content.Close()
		http.ServeContent(w, r, "", time.Time{}, content)
	}
	get := func() {
		r := httptest.NewRequest(http.MethodGet, "/contact-7/file-1", nil)
		r.Header.Set("Range", "bytes=5-7")
		w := httptest.NewRecorder()
		serve(w, r)
		fmt.Println(w.Code, strings.TrimSpace(w.Body.String()))
	}
	get()
	fmt.Println(store.Erase(ctx, "contact-7"))
	get()
	// Output:
	// 17 <nil>
	// 206 Sir
	// <nil>
	// 404 gone
}

// A key is written once. To try again after an error does no harm.
func ExampleStore() {
	ctx := context.Background()
	var store blob.Store = new(blob.Memory)
	key := blob.Key{Owner: "contact-7", ID: "file-1"}
	for _, text := range []string{"one", "one", "two"} {
		_, err := store.Put(ctx, key, strings.NewReader(text))
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// <nil>
	// blob: put "contact-7" "file-1": key holds another content
}

// A folder keeps what was put when the process ends.
func ExampleOpenDir() {
	ctx := context.Background()
	base, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(base)
	cfg := blob.DirConfig{Path: filepath.Join(base, "blobs"), Limit: 10}
	key := blob.Key{Owner: "contact-7", ID: "file-1"}

	dir, err := blob.OpenDir(cfg)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = dir.Put(ctx, key, strings.NewReader("hello"))
	fmt.Println(err)
	_, err = dir.Put(ctx, blob.Key{Owner: "contact-7", ID: "file-2"}, strings.NewReader("hello, hello"))
	fmt.Println(errors.Is(err, blob.ErrTooLarge))
	fmt.Println(dir.Close())

	if dir, err = blob.OpenDir(cfg); err != nil {
		fmt.Println(err)
		return
	}
	content, err := dir.Open(ctx, key)
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := io.ReadAll(content)
	fmt.Printf("%s %v\n", data, err)
	fmt.Println(content.Close(), dir.Close())
	// Output:
	// <nil>
	// true
	// <nil>
	// hello <nil>
	// <nil> <nil>
}
