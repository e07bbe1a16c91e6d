package store

import (
	"context"
	"errors"
	"log/slog"
)

func (s *Store) openJetStream(context.Context, Config, *slog.Logger) error {
	return errors.ErrUnsupported
}

func startNATS(context.Context, string, []string) (Servers, error) { return nil, errors.ErrUnsupported }

// RunServer runs the NATS server that a file describes.
func RunServer(string) error { return errors.ErrUnsupported }
