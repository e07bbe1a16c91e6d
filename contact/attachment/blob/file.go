package blob

import (
	"bytes"
	"cmp"
	"encoding/base32"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
)

// unfinished is the folder of files that are being written.
const unfinished = "tmp"

// names spells any bytes in letters and digits that no system folds, normalizes or forbids: base32 (RFC
// 4648, section 7) in lower case. No name is another's in upper case. The longest key makes names of 207
// characters; file systems take 255 as a rule. With a dash in it no name is a device of Windows.
var names = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

func folderOf(owner string) string { return "o-" + names.EncodeToString([]byte(owner)) }

func fileOf(key Key) string {
	return folderOf(key.Owner) + "/b-" + names.EncodeToString([]byte(key.ID))
}

// write makes a file of all that r has, on the disk when it returns nil.
func (d *Dir) write(name string, r io.Reader) (size int64, err error) {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	if size, err = io.Copy(f, r); err != nil {
		return 0, err
	}
	return size, f.Sync()
}

// place gives a temporary file the key's name. If there is such a file, it must have the same content; it
// may have got its name a moment ago, so the folders are synced in either case.
func (d *Dir) place(temp string, key Key) error {
	old, err := d.claim(temp, key)
	if err != nil {
		return err
	}
	if old != nil {
		defer old.Close()
		same, err := d.same(old, temp)
		if err != nil {
			return err
		}
		if !same {
			return &Error{Op: OpPut, Key: key, Err: ErrExists}
		}
	}
	return d.sync(folderOf(key.Owner), ".")
}

// claim renames temp, or returns the file that has the name.
func (d *Dir) claim(temp string, key Key) (old *os.File, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	old, err = d.root.Open(fileOf(key))
	if !errors.Is(err, fs.ErrNotExist) {
		return old, err
	}
	if err := d.root.Mkdir(folderOf(key.Owner), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return nil, d.root.Rename(temp, fileOf(key))
}

func (d *Dir) same(old *os.File, temp string) (bool, error) {
	f, err := d.root.Open(temp)
	if err != nil {
		return false, err
	}
	defer f.Close()
	return sameContent(old, f)
}

func sameContent(a, b io.Reader) (bool, error) {
	x, y := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(a, x)
		m, errB := io.ReadFull(b, y)
		switch {
		case fails(err):
			return false, err
		case fails(errB):
			return false, errB
		case !bytes.Equal(x[:n], y[:m]):
			return false, nil
		case err != nil: // both have come to their end, since both have filled as much
			return true, nil
		}
	}
}

// fails reports whether a buffer was not filled for another reason than that there is no more.
func fails(err error) bool { return err != nil && err != io.EOF && err != io.ErrUnexpectedEOF }

// remove removes the key's file, and the owner's folder with its last one.
func (d *Dir) remove(key Key) error {
	d.mu.Lock()
	err := d.root.Remove(fileOf(key))
	_ = d.root.Remove(folderOf(key.Owner)) // fails if something is in it
	d.mu.Unlock()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return d.sync(folderOf(key.Owner), ".")
}

func (d *Dir) removeAll(owner string) error {
	d.mu.Lock()
	err := d.root.RemoveAll(folderOf(owner))
	d.mu.Unlock()
	if err != nil {
		return err
	}
	return d.sync(".")
}

// sync brings the names in folders to the disk; of one that is gone meanwhile there is nothing to bring.
func (d *Dir) sync(folders ...string) error {
	for _, name := range folders {
		f, err := d.root.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := syncFolder(f); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder syncs and closes f, a folder. Windows cannot sync one.
func syncFolder(f *os.File) error {
	defer f.Close()
	if runtime.GOOS == "windows" {
		return nil
	}
	return f.Sync()
}
