// Package duck asks DuckDB: it sorts and writes the tables of a release, and
// runs plans on them. DuckDB works in memory over the Parquet files; it needs
// no server and no network, and loads no extension beyond those built in.
package duck
