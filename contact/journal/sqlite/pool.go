package sqlite

import (
	"context"
	"errors"
)

// pool lends readers, which it opens when they are needed first.
type pool struct {
	path    string
	closing <-chan struct{}
	free    chan *reader // nil for one that is not open yet
}

func newPool(path string, closing <-chan struct{}) *pool {
	p := &pool{path: path, closing: closing, free: make(chan *reader, readers)}
	for range readers {
		p.free <- nil
	}
	return p
}

// use lends a reader to do, as soon as one is free.
func (p *pool) use(ctx context.Context, do func(*reader) error) error {
	r, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer func() { p.free <- r }()
	if r == nil {
		if r, err = newReader(p.path); err != nil {
			return err
		}
	}
	return do(r)
}

func (p *pool) take(ctx context.Context) (*reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-p.closing:
		return nil, ErrClosed
	default:
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.closing:
		return nil, ErrClosed
	case r := <-p.free:
		return r, nil
	}
}

// close waits for those who have a reader. Nobody gets one any more.
func (p *pool) close() (err error) {
	for range readers {
		if r := <-p.free; r != nil {
			err = errors.Join(err, r.conn.Close())
		}
	}
	return err
}
