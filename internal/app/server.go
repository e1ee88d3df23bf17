package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// shutdownTimeout is how long requests under way may take to finish once the
// program is told to stop.
const shutdownTimeout = 10 * time.Second

// run answers requests on l until ctx is done, then lets those under way
// finish. It owns l.
func run(ctx context.Context, l net.Listener, server *http.Server, log *slog.Logger) error {
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(l) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping", "wait", shutdownTimeout)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		log.Warn("requests were cut off", "error", err)
		if err := server.Close(); err != nil {
			return err
		}
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	log.Info("stopped")
	return nil
}
