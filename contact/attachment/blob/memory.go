package blob

import (
	"bytes"
	"context"
	"io"
	"sync"
)

var _ Store = (*Memory)(nil)

// Memory keeps blobs in the memory of the process, for tests, simulations and single-process use. The zero
// value is ready. It is safe for concurrent use and must not be copied. What it holds ends with the
// process. A reader goes on reading what it opened after the blob is removed.
type Memory struct {
	// Limit is the size in bytes of the largest blob; 0 stands for DefaultLimit.
	Limit int64

	mu     sync.Mutex
	owners map[string]map[string][]byte // nothing in it ever changes
}

// Put implements [Store].
func (m *Memory) Put(ctx context.Context, key Key, r io.Reader) (int64, error) {
	if err := begin(ctx, OpPut, key); err != nil {
		return 0, err
	}
	data, err := io.ReadAll(newSource(ctx, key, r, m.Limit))
	if err != nil {
		return 0, err
	}
	if old := m.claim(key, data); !bytes.Equal(old, data) {
		return 0, &Error{Op: OpPut, Key: key, Err: ErrExists}
	}
	return int64(len(data)), nil
}

// claim returns what is under key, which is data if nothing was.
func (m *Memory) claim(key Key, data []byte) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, ok := m.owners[key.Owner][key.ID]; ok {
		return old
	}
	if m.owners == nil {
		m.owners = make(map[string]map[string][]byte)
	}
	if m.owners[key.Owner] == nil {
		m.owners[key.Owner] = make(map[string][]byte)
	}
	m.owners[key.Owner][key.ID] = data
	return data
}

// Open implements [Store].
func (m *Memory) Open(ctx context.Context, key Key) (io.ReadSeekCloser, error) {
	if err := begin(ctx, OpOpen, key); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	data, ok := m.owners[key.Owner][key.ID]
	if !ok {
		return nil, &Error{Op: OpOpen, Key: key, Err: ErrNotFound}
	}
	return memoryReader{bytes.NewReader(data)}, nil
}

// memoryReader shows only what it should, so that nobody comes at the bytes themselves.
type memoryReader struct{ io.ReadSeeker }

func (memoryReader) Close() error { return nil }

// Delete implements [Store].
func (m *Memory) Delete(ctx context.Context, key Key) error {
	if err := begin(ctx, OpDelete, key); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.owners[key.Owner], key.ID)
	if len(m.owners[key.Owner]) == 0 {
		delete(m.owners, key.Owner)
	}
	return nil
}

// Erase implements [Store].
func (m *Memory) Erase(ctx context.Context, owner string) error {
	if err := beginErase(ctx, owner); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.owners, owner)
	return nil
}
