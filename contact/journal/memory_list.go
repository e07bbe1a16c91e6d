package journal

import (
	"context"
	"iter"
	"strings"
)

// Streams implements [Lister]: the streams that are there when the loop begins.
func (m *Memory) Streams(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := CheckPrefix(prefix); err != nil {
			yield("", err)
			return
		}
		for _, name := range m.names(prefix) {
			if ctx.Err() != nil {
				break
			}
			if !yield(name, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield("", &Error{Op: OpList, Stream: prefix, Err: err})
		}
	}
}

// names leaves out the streams that are only watched.
func (m *Memory) names(prefix string) (names []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, s := range m.streams {
		if s.last > 0 && strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	return names
}
