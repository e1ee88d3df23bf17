// Package duck asks DuckDB: it writes the tables of a release in the order that
// the lake gives, and runs plans on them. DuckDB works in memory over the
// Parquet files; it needs no server and no network, and loads no extension
// beyond those built in.
package duck
