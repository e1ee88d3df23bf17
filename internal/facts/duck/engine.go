package duck

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2/mapping"

	"muara/internal/facts"
	"muara/internal/trade"
)

// EngineOptions bound an engine. The zero value is good for a small server.
type EngineOptions struct {
	Options
	Dir     string        // the lake: no file outside of it is read; empty for no such limit
	Conns   int           // plans that run at the same time; 0 for two for each thread
	Hot     int64         // bytes for sums held in memory; 0 for a quarter of Memory, below 0 for none
	Cache   int64         // bytes for answers that were given; 0 for 64 MiB, below 0 for none
	MaxRows int           // rows of one answer; 0 for two million
	Timeout time.Duration // of one plan; 0 for 30 seconds
}

func (o EngineOptions) orDefaults() EngineOptions {
	if o.Memory <= 0 {
		o.Memory = defaultMemory
	}
	if o.Threads <= 0 {
		o.Threads = 2
	}
	if o.Conns <= 0 {
		o.Conns = 2 * o.Threads
	}
	if o.Hot == 0 {
		o.Hot = o.Memory / 4
	}
	if o.Cache == 0 {
		o.Cache = 64 << 20
	}
	if o.MaxRows <= 0 {
		o.MaxRows = 2_000_000
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	return o
}

// Engine runs plans on the Parquet files of releases, with one DuckDB in
// memory. It is safe for use by many at once.
//
// It speaks to DuckDB through the driver's mapping of the C interface rather
// than through database/sql: answers come as chunks of columns, as frames are,
// and statements stay prepared for each connection.
type Engine struct {
	opts  EngineOptions
	db    mapping.Database
	conns chan *conn
	hot   *hotTables
	cache *answers
}

var _ facts.Engine = (*Engine)(nil)

// NewEngine starts DuckDB. Close ends it.
func NewEngine(o EngineOptions) (*Engine, error) {
	o = o.orDefaults()
	e := &Engine{opts: o, conns: make(chan *conn, o.Conns), cache: newAnswers(o.Cache)}
	var fault string
	var none mapping.Config
	if mapping.CreateConfig(&none) == mapping.StateError {
		return nil, errors.New("open DuckDB: out of memory")
	}
	defer mapping.DestroyConfig(&none)
	if mapping.OpenExt(":memory:", &e.db, none, &fault) == mapping.StateError {
		return nil, fmt.Errorf("open DuckDB: %s", fault)
	}
	e.hot = newHotTables(e)
	for range o.Conns {
		c, err := e.connect()
		if err != nil {
			return nil, errors.Join(err, e.Close())
		}
		e.conns <- c
	}
	c := <-e.conns
	defer func() { e.conns <- c }()
	for _, set := range o.statements() {
		if err := c.exec(context.Background(), set); err != nil {
			return nil, errors.Join(err, e.Close())
		}
	}
	return e, nil
}

// statements configure DuckDB, the lock last: from then on no statement can
// open what is shut.
func (o EngineOptions) statements() []string {
	settings := o.settings()
	delete(settings, "lock_configuration")
	var out []string
	for name, value := range settings {
		out = append(out, "SET "+name+" = "+literal(value))
	}
	// Files of releases never change.
	out = append(out, "SET parquet_metadata_cache = true")
	if o.Dir != "" {
		dir := o.Dir
		if abs, err := filepath.Abs(dir); err == nil {
			dir = abs
		}
		out = append(out, "SET allowed_directories = ["+literal(dir)+"]", "SET enable_external_access = false")
	}
	return append(out, "SET lock_configuration = true")
}

// literal writes a text of our own into a statement: a path of the lake, a
// setting. Nothing that a query holds comes here.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Close waits for running plans and frees everything.
func (e *Engine) Close() error {
	if e.hot != nil {
		e.hot.close()
	}
	for range e.opts.Conns {
		select {
		case c := <-e.conns:
			c.close()
		case <-time.After(e.opts.Timeout + 5*time.Second):
			return errors.New("close DuckDB: a statement does not end")
		}
	}
	mapping.Close(&e.db)
	return nil
}

// Run implements facts.Engine.
func (e *Engine) Run(ctx context.Context, s *facts.Schema, p *facts.Plan) (*facts.Frame, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.Nothing {
		return emptyFrame(p), nil
	}
	return e.cache.get(ctx, planKey(s, p), func(ctx context.Context) (*facts.Frame, error) {
		return e.run(ctx, s, p)
	})
}

// run asks DuckDB.
func (e *Engine) run(parent context.Context, s *facts.Schema, p *facts.Plan) (*facts.Frame, error) {
	ctx, cancel := context.WithTimeout(parent, e.opts.Timeout)
	defer cancel()
	t, from, set := e.source(s, p)
	if set != nil {
		defer set.release()
	}
	if from == "" {
		return emptyFrame(p), nil
	}
	text, args := facts.WriteSQL(&dialect, s, t, p, from)
	var c *conn
	select {
	case c = <-e.conns:
	case <-ctx.Done():
		return nil, e.failed(parent, s, ctx.Err())
	}
	defer func() { e.conns <- c }()
	f, err := c.query(ctx, text, args, set, p, e.opts.MaxRows)
	if err != nil {
		return nil, e.failed(parent, s, err)
	}
	return f, nil
}

// source picks what to read: sums in memory where they are cheaper than files.
func (e *Engine) source(s *facts.Schema, p *facts.Plan) (t *facts.Table, from string, set *hotSet) {
	t = s.Table(p.Table)
	if set = e.hot.use(s); set != nil {
		if hot := set.best(p); hot != nil && set.schema.Cost(hot, p)/hotFaster <= s.Cost(t, p) {
			return hot, set.names[hot.Name], set
		}
		set.release()
	}
	return t, parquet(p.Files(s)), nil
}

// hotFaster is how much faster a row of a table in memory is read than one of
// a Parquet file, about.
const hotFaster = 3

// parquet names files as DuckDB reads them. The year is a column; that of the
// folder is not looked at.
func parquet(files []facts.TableFile) string {
	if len(files) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("read_parquet([")
	for i, f := range files {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(literal(f.Path))
	}
	b.WriteString("], hive_partitioning = false)")
	return b.String()
}

// dialect is how DuckDB writes what databases write differently.
var dialect = facts.Dialect{
	Integer:   func(x string) string { return "CAST(" + x + " AS BIGINT)" },
	IntDiv:    func(a, b string) string { return "(" + a + " // " + b + ")" },
	SumOrNull: func(x string) string { return "sum(" + x + ")" },
	SumIf:     func(x, where string) string { return "sum(" + x + ") FILTER (WHERE " + where + ")" },
	Prefix:    func(x string, n int) string { return fmt.Sprintf("substring(%s, 1, %d)", x, n) },
}

// failed says in words for people what went wrong. parent is the caller's
// context: its end is the caller's own doing.
func (e *Engine) failed(parent context.Context, s *facts.Schema, err error) error {
	var known *trade.Error
	switch {
	case parent.Err() != nil:
		return parent.Err()
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return &trade.Error{Code: trade.Unavailable, Err: err, Text: trade.Text{
			ID: fmt.Sprintf("pertanyaan ini belum terjawab setelah %s; persempit saringan atau periodenya", e.opts.Timeout),
			EN: fmt.Sprintf("no answer after %s; narrow the filter or the period", e.opts.Timeout),
		}}
	case unreadable(err):
		return &trade.Error{Code: trade.NotFound, Err: err, Text: trade.Text{
			ID: "berkas rilis data " + s.Dataset + "/" + s.Release + " tidak terbaca; periksa dengan muara verify, atau muat lagi dengan muara import",
			EN: "the files of the release " + s.Dataset + "/" + s.Release + " cannot be read; check them with muara verify, or load them again with muara import",
		}}
	case strings.HasPrefix(err.Error(), "Conversion Error"), strings.HasPrefix(err.Error(), "Out of Range Error"):
		return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
			ID: "jumlahnya terlalu besar untuk dihitung; persempit saringannya",
			EN: "the sum is too large to be counted; narrow the filter",
		}}
	}
	return fmt.Errorf("ask DuckDB about %s/%s: %w", s.Dataset, s.Release, err)
}

// unreadable tells files that are gone, cut off or damaged by the words of
// DuckDB, which has no codes for them. The statements are ours: what they cannot
// read is never the fault of a question.
func unreadable(err error) bool {
	text := err.Error()
	for _, kind := range []string{"IO Error", "Invalid Input Error", "Invalid Error", "Serialization Error"} {
		if strings.HasPrefix(text, kind) {
			return true
		}
	}
	return strings.Contains(text, "No files found")
}
