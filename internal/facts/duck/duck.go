package duck

import (
	"database/sql"
	"fmt"
	"net/url"
	"strconv"

	"github.com/duckdb/duckdb-go/v2"
)

// Options bound what one DuckDB may use.
type Options struct {
	Memory  int64  // bytes; 0 for one gigabyte
	Threads int    // 0 for two
	Temp    string // folder for what does not fit into memory; empty for none
}

// defaultMemory is in bytes.
const defaultMemory = 1 << 30

// settings are DuckDB's, by name. The network stays shut: what DuckDB does not
// have built in is never fetched, and no statement can turn that on again.
func (o Options) settings() map[string]string {
	if o.Memory <= 0 {
		o.Memory = defaultMemory
	}
	if o.Threads <= 0 {
		o.Threads = 2
	}
	return map[string]string{
		"autoinstall_known_extensions": "false",
		"autoload_known_extensions":    "false",
		"allow_community_extensions":   "false",
		"memory_limit":                 fmt.Sprintf("%dMiB", max(o.Memory>>20, 1)),
		"threads":                      strconv.Itoa(o.Threads),
		"temp_directory":               o.Temp,
		"lock_configuration":           "true",
	}
}

// Open starts a DuckDB in memory. Its connections share the bounds; closing
// the pool ends it.
func Open(o Options) (*sql.DB, error) {
	args := url.Values{}
	for name, value := range o.settings() {
		args.Set(name, value)
	}
	connector, err := duckdb.NewConnector(":memory:?"+args.Encode(), nil)
	if err != nil {
		return nil, fmt.Errorf("open DuckDB: %w", err)
	}
	return sql.OpenDB(connector), nil
}
