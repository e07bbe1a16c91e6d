package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/sqlite"
)

// What is appended outlives the process.
func Example() {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "journal")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	cfg := sqlite.Config{Path: filepath.Join(folder, "journal.db")}

	j, err := sqlite.Open(ctx, cfg)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-1", []byte("agent signed in"))))
	fmt.Println(j.Close())

	if j, err = sqlite.Open(ctx, cfg); err != nil {
		fmt.Println(err)
		return
	}
	defer j.Close()
	for rec, err := range journal.Replay(ctx, j, "center/7", 0) {
		fmt.Printf("%d %s: %s %v\n", rec.Version, rec.ID, rec.Data, err)
	}
	_, err = journal.Commit(ctx, j, "center/7", 0, journal.NewRecord("r-2", []byte("contact queued")))
	fmt.Println(errors.Is(err, journal.ErrConflict))
	// Output:
	// 1 <nil>
	// <nil>
	// 1 r-1: agent signed in <nil>
	// true
}

// A standby waits for the file. The system gives it up when the process that has it ends, however it ends.
func ExampleOpen_standby() {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "journal")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "journal.db")

	first, err := sqlite.Open(ctx, sqlite.Config{Path: path})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = sqlite.Open(ctx, sqlite.Config{Path: path})
	fmt.Println("held:", errors.Is(err, sqlite.ErrLocked))

	taken := make(chan *sqlite.Journal)
	go func() {
		standby, err := sqlite.Open(ctx, sqlite.Config{Path: path, Wait: true})
		fmt.Println("taken over:", err)
		taken <- standby
	}()
	first.Close()
	(<-taken).Close()
	// Output:
	// held: true
	// taken over: <nil>
}
