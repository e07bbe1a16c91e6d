package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	engine "zombiezen.com/go/sqlite"
)

// Open opens the journal in cfg.Path, or begins a new one. It checks the file before anybody uses it; ctx can end the check,
// and the wait for another process. Errors are *[Error]: [ErrLocked], [ErrForeign], [ErrNewer], journal.ErrCorrupt where
// damage is found, the error of ctx, or the system's, such as [fs.ErrPermission].
func Open(ctx context.Context, cfg Config) (*Journal, error) {
	path, err := resolve(cfg.Path)
	if err != nil {
		return nil, &Error{Op: "open", Path: cfg.Path, Err: err}
	}
	lock, err := lockFile(ctx, path+"-lock", cfg.Wait)
	if err != nil {
		return nil, fileError("open", path, err)
	}
	j, err := openLocked(ctx, path, lock, cfg.SkipCheck)
	if err != nil {
		return nil, errors.Join(fileError("open", path, err), lock.unlock())
	}
	return j, nil
}

// resolve returns the one name under which all processes lock the file.
func resolve(path string) (string, error) {
	if path == "" {
		return "", fs.ErrInvalid
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	whole, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return whole, err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(folder, filepath.Base(path)), err
}

// fileError makes err an *Error.
func fileError(op, path string, err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		e = new(Error)
		e.Err, e.Cause = classify(err)
	}
	e.Op, e.Path = op, path
	return e
}

func openLocked(ctx context.Context, path string, lock *fileLock, skipCheck bool) (*Journal, error) {
	conn, err := openFile(ctx, path, lock, skipCheck)
	if err != nil {
		return nil, err
	}
	closing, watches := make(chan struct{}), newWatches()
	j := &Journal{
		path: path, lock: lock, watches: watches, readers: newPool(path, closing), snapshots: newSnapshots(),
		queue: make(chan *request, queueLength), closing: closing, stopped: make(chan struct{}),
	}
	if j.writer, err = newWriter(conn, j.snapshots, watches.hint); err == nil && !skipCheck {
		err = j.checkStreams(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, j.readers.close(), conn.Close())
	}
	go func() {
		defer close(j.stopped)
		j.writer.loop(j.queue, j.closing)
	}()
	return j, nil
}

// openFile returns the connection of the writer to a file that is a journal, and sound.
func openFile(ctx context.Context, path string, lock *fileLock, skipCheck bool) (*engine.Conn, error) {
	known, err := lock.marked()
	if err != nil {
		return nil, err
	}
	if err := checkFiles(path, known); err != nil {
		return nil, err
	}
	conn, err := dial(path, engine.OpenReadWrite|engine.OpenCreate)
	if err == nil {
		if err = found(ctx, conn, path, skipCheck); err != nil {
			err = errors.Join(err, conn.Close())
		}
	}
	if err == nil && !known {
		if err = lock.mark(); err != nil {
			err = errors.Join(err, conn.Close())
		}
	}
	if engine.ErrCode(err).ToPrimary() == engine.ResultNotADB && !known {
		return nil, &Error{Err: ErrForeign, Cause: err}
	}
	return conn, err
}

// checkFiles looks at the files before the engine does, which takes what is cut off or unreadable for the end.
func checkFiles(path string, known bool) error {
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	log, err := checkLog(path + "-wal")
	switch {
	case err != nil:
		return err
	case info != nil && !info.Mode().IsRegular():
		return ErrForeign
	case info != nil && info.Size() > 0:
		return nil
	case known:
		return corrupt("the file is gone or empty; if that is as it should be, remove the -lock and -wal beside it")
	case log:
		return corrupt("the file is gone or empty, but its -wal is there")
	}
	return nil
}

// found makes the file a journal, if it is new, and checks it.
func found(ctx context.Context, conn *engine.Conn, path string, skipCheck bool) error {
	conn.SetInterrupt(ctx.Done())
	defer conn.SetInterrupt(nil)
	if err := beginLog(conn); err != nil {
		return interrupted(ctx, err)
	}
	if err := adopt(conn, upgrades); err != nil {
		return interrupted(ctx, err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := checkSchema(conn, upgrades); err != nil || skipCheck {
		return interrupted(ctx, err)
	}
	return interrupted(ctx, checkStructure(conn, "quick_check"))
}

var errNoLog = errors.New("sqlite: the file system has no shared memory for a write-ahead log")

// beginLog sees to it that the file is written by way of a log. A file that is another's is not touched.
func beginLog(conn *engine.Conn) error {
	if _, err := identify(conn, len(upgrades)); err != nil {
		return err
	}
	if err := execf(conn, "PRAGMA page_size = %d", pageSize); err != nil {
		return err
	}
	var mode string
	err := query(conn, "PRAGMA journal_mode = WAL", func(row *engine.Stmt) error {
		mode = row.ColumnText(0)
		return nil
	})
	if err == nil && mode != "wal" {
		err = errNoLog
	}
	return err
}

// interrupted returns the error of ctx, if that is why the engine has stopped.
func interrupted(ctx context.Context, err error) error {
	if engine.ErrCode(err).ToPrimary() == engine.ResultInterrupt && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
