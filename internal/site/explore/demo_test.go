package explore_test

import (
	"net/http"
	"os"
	"testing"
	"time"
)

// TestDemo serves the explorer over the rows of these tests, for looking at:
//
//	MUARA_DEMO=127.0.0.1:8099 go test -run TestDemo -timeout 30m ./internal/site/explore
func TestDemo(t *testing.T) {
	address := os.Getenv("MUARA_DEMO")
	if address == "" {
		t.Skip("the demo is for looking at: set MUARA_DEMO to an address")
	}
	srv := &http.Server{Addr: address, Handler: serve(t, loaded()), ReadHeaderTimeout: time.Second}
	time.AfterFunc(20*time.Minute, func() { _ = srv.Close() })
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		t.Fatal(err)
	}
}
