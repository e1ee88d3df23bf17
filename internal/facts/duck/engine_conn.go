package duck

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2/mapping"

	"muara/internal/facts"
)

// maxStatements is how many prepared statements a connection keeps.
const maxStatements = 256

// conn is one connection to DuckDB with its prepared statements. It runs one
// statement at a time.
type conn struct {
	c          mapping.Connection
	hot        *hotTables
	statements map[string]*statement
	used       int64 // counts runs, to find what was not used for long
	purged     int64 // hotTables.dropped when statements were last looked through
}

type statement struct {
	s    mapping.PreparedStatement
	set  *hotSet // whose tables it reads, nil for files
	used int64
}

func (e *Engine) connect() (*conn, error) {
	c := &conn{hot: e.hot, statements: map[string]*statement{}}
	if mapping.Connect(e.db, &c.c) == mapping.StateError {
		return nil, errors.New("connect to DuckDB")
	}
	return c, nil
}

func (c *conn) close() {
	for text := range c.statements {
		c.forget(text)
	}
	mapping.Disconnect(&c.c)
}

func (c *conn) forget(text string) {
	mapping.DestroyPrepare(&c.statements[text].s)
	delete(c.statements, text)
}

// prepare finds a statement or prepares it. Statements on tables that were
// dropped are let go, so that their memory is.
func (c *conn) prepare(text string, set *hotSet) (*statement, error) {
	c.used++
	c.purge()
	if st := c.statements[text]; st != nil {
		st.used = c.used
		return st, nil
	}
	if len(c.statements) >= maxStatements {
		oldest := ""
		for other, st := range c.statements {
			if oldest == "" || st.used < c.statements[oldest].used {
				oldest = other
			}
		}
		c.forget(oldest)
	}
	st := &statement{set: set, used: c.used}
	if mapping.Prepare(c.c, text, &st.s) == mapping.StateError {
		fault := mapping.PrepareError(st.s)
		mapping.DestroyPrepare(&st.s)
		return nil, errors.New(fault)
	}
	c.statements[text] = st
	return st, nil
}

// purge forgets the statements on tables that are gone.
func (c *conn) purge() {
	dropped := c.hot.dropped.Load()
	if dropped == c.purged {
		return
	}
	c.purged = dropped
	for text, st := range c.statements {
		if st.set != nil && st.set.gone.Load() {
			c.forget(text)
		}
	}
}

// exec runs a statement without parameters or answer.
func (c *conn) exec(ctx context.Context, text string) error {
	var st mapping.PreparedStatement
	defer func() { mapping.DestroyPrepare(&st) }()
	if mapping.Prepare(c.c, text, &st) == mapping.StateError {
		return errors.New(mapping.PrepareError(st))
	}
	var res mapping.Result
	defer mapping.DestroyResult(&res)
	return c.execute(ctx, st, &res)
}

// query runs a statement of facts.WriteSQL.
func (c *conn) query(ctx context.Context, text string, args []any, set *hotSet, p *facts.Plan, maxRows int) (*facts.Frame, error) {
	st, err := c.prepare(text, set)
	if err != nil {
		return nil, err
	}
	for i, arg := range args {
		if err := bind(st.s, i+1, arg); err != nil {
			return nil, err
		}
	}
	var res mapping.Result
	defer mapping.DestroyResult(&res)
	if err := c.execute(ctx, st.s, &res); err != nil {
		return nil, err
	}
	return readFrame(res, p, maxRows)
}

func bind(st mapping.PreparedStatement, at int, arg any) error {
	state := mapping.StateError
	switch v := arg.(type) {
	case string:
		state = mapping.BindVarchar(st, mapping.IdxT(at), v)
	case int64:
		state = mapping.BindInt64(st, mapping.IdxT(at), v)
	}
	if state == mapping.StateError {
		return fmt.Errorf("bind parameter %d of type %T", at, arg)
	}
	return nil
}

// execute runs a prepared statement and interrupts it when the context ends.
func (c *conn) execute(ctx context.Context, st mapping.PreparedStatement, res *mapping.Result) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		c.interrupt(ctx, done)
	}()
	state := mapping.ExecutePrepared(st, res)
	close(done)
	<-ended // no interrupt may reach the next statement
	if state == mapping.StateError {
		if err := ctx.Err(); err != nil {
			return err
		}
		return errors.New(mapping.ResultError(res))
	}
	return nil
}

// interrupt asks DuckDB to stop once the context has ended, again and again:
// an interrupt before the statement has begun is lost.
func (c *conn) interrupt(ctx context.Context, done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		mapping.Interrupt(c.c)
		select {
		case <-done:
			return
		case <-again.C:
		}
	}
}
