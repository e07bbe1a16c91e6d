package sqlite

import (
	"context"
	"errors"
)

// pool lends readers.
type pool struct {
	free    chan *reader
	closing <-chan struct{}
	size    int
}

func newPool(path string, closing <-chan struct{}) (*pool, error) {
	p := &pool{free: make(chan *reader, readers), closing: closing}
	for range readers {
		r, err := newReader(path)
		if err != nil {
			return nil, errors.Join(err, p.close())
		}
		p.free <- r
		p.size++
	}
	return p, nil
}

// use lends a reader to do, when there is one.
func (p *pool) use(ctx context.Context, do func(*reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-p.closing:
		return ErrClosed
	default:
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-p.closing:
		return ErrClosed
	case r := <-p.free:
		defer func() { p.free <- r }()
		return do(r)
	}
}

// close waits for those who have a reader. Nobody gets one any more.
func (p *pool) close() (err error) {
	for range p.size {
		err = errors.Join(err, (<-p.free).conn.Close())
	}
	return err
}
