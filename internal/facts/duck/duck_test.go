package duck

import (
	"strings"
	"testing"
)

func TestOpenIsBoundedAndLocked(t *testing.T) {
	db, err := Open(Options{Memory: 300 << 20, Threads: 1, Temp: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var memory, threads, install string
	row := db.QueryRow(`SELECT current_setting('memory_limit'), current_setting('threads')::VARCHAR,
		current_setting('autoinstall_known_extensions')::VARCHAR`)
	if err := row.Scan(&memory, &threads, &install); err != nil {
		t.Fatal(err)
	}
	if memory != "300.0 MiB" || threads != "1" || install != "false" {
		t.Errorf("memory %s, threads %s, autoinstall %s", memory, threads, install)
	}
	if _, err := db.Exec(`SET threads = 8`); err == nil || !strings.Contains(err.Error(), "locked") {
		t.Errorf("settings can be changed: %v", err)
	}
}
