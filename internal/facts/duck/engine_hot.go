package duck

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"muara/internal/facts"
)

// hotTables holds the sums of releases in memory: they answer most questions
// several times as fast as files do. A release is loaded in the background when
// it is first asked about; those not used for longest make room for others.
type hotTables struct {
	e       *Engine
	ctx     context.Context // ends with the engine
	stop    context.CancelFunc
	loads   sync.WaitGroup
	dropped atomic.Int64 // how many sets were dropped

	mu    sync.Mutex
	sets  map[string]*hotSet
	uses  int64
	count int
}

// hotSet is what is held of one release.
type hotSet struct {
	tables *hotTables
	id     int
	schema *facts.Schema     // the base table, then those in memory
	names  map[string]string // of tables in DuckDB
	bytes  int64             // about
	ready  bool
	gone   atomic.Bool // dropped: prepared statements must let go

	loaded  int64 // hotTables.uses when loading began
	used    int64 // and when last used
	running int
	drop    bool // as soon as nothing runs
}

func newHotTables(e *Engine) *hotTables {
	h := &hotTables{e: e, sets: map[string]*hotSet{}}
	h.ctx, h.stop = context.WithCancel(context.Background())
	return h
}

func (h *hotTables) close() {
	h.stop()
	h.loads.Wait()
}

// use returns what is held of a release, to be released; nil where nothing is
// yet.
func (h *hotTables) use(s *facts.Schema) *hotSet {
	if h.e.opts.Hot < 0 {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.uses++
	set := h.sets[releaseKey(s)]
	if set == nil || set.ready && len(set.names) == 0 && set.loaded+staleUses < h.uses {
		h.count++
		set = &hotSet{tables: h, id: h.count, loaded: h.uses}
		h.sets[releaseKey(s)] = set
		h.loads.Go(func() { h.load(s, set) })
	}
	set.used = h.uses
	if !set.ready || len(set.names) == 0 {
		return nil
	}
	set.running++
	return set
}

// staleUses is after how many questions about other releases one may be
// dropped; and after how many it is tried again whether one that did not fit
// now does. Without it, two that do not fit together would push each other out
// with each question.
const staleUses = 1000

// Warm loads the sums of a release now rather than with its first question.
func (e *Engine) Warm(s *facts.Schema) {
	if set := e.hot.use(s); set != nil {
		set.release()
	}
	e.hot.loads.Wait()
}

func (set *hotSet) release() {
	set.tables.mu.Lock()
	set.running--
	drop := set.drop && set.running == 0
	set.tables.mu.Unlock()
	if drop {
		set.dropTables()
	}
}

// best returns the table in memory that answers a plan with least work, nil
// where none can.
func (set *hotSet) best(p *facts.Plan) *facts.Table {
	var best *facts.Table
	for _, t := range set.schema.Answers(p) {
		if set.names[t.Name] != "" && (best == nil || set.schema.Cost(t, p) < set.schema.Cost(best, p)) {
			best = t
		}
	}
	return best
}

// load copies the tables of sums that fit, smallest first, and adds up coarser
// ones from them. What fails is not held: the files still answer.
func (h *hotTables) load(s *facts.Schema, set *hotSet) {
	schema := *s
	schema.Tables = []facts.Table{s.Tables[0]}
	set.schema, set.names = &schema, map[string]string{}
	var c *conn
	select {
	case c = <-h.e.conns:
	case <-h.ctx.Done():
		return
	}
	defer func() { h.e.conns <- c }()
	if c.exec(h.ctx, "CREATE SCHEMA "+set.name()) != nil {
		return
	}
	room := h.room(set)
	var sums []facts.Table
	for _, t := range s.Tables[1:] {
		if len(t.Dims) < len(s.Tables[0].Dims) {
			sums = append(sums, t)
		}
	}
	slices.SortStableFunc(sums, func(a, b facts.Table) int { return cmp.Compare(a.Rows, b.Rows) })
	for _, t := range sums {
		size := t.Rows * rowBytes(&t)
		from := parquet(t.Files)
		if set.bytes+size > room || from == "" ||
			c.exec(h.ctx, "CREATE TABLE "+set.tableName(t.Name)+" AS SELECT * FROM "+from) != nil {
			break
		}
		set.add(t, size)
	}
	for _, t := range slices.Clone(schema.Tables[1:]) {
		for _, dims := range coarser(&t) {
			set.sum(h.ctx, c, &t, dims, room)
		}
	}
	h.mu.Lock()
	set.ready = true
	h.mu.Unlock()
}

// room drops what was not used for long and returns how many bytes are left.
func (h *hotTables) room(set *hotSet) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	room := h.e.opts.Hot
	for key, other := range h.sets {
		switch {
		case other == set:
		case other.ready && other.used+staleUses < h.uses:
			delete(h.sets, key)
			if other.drop = true; other.running == 0 {
				h.loads.Go(other.dropTables)
			}
		default:
			room -= other.bytes
		}
	}
	return room
}

// dropTables gives the memory back; prepared statements let go when their
// connection is next used.
func (set *hotSet) dropTables() {
	h := set.tables
	set.gone.Store(true)
	h.dropped.Add(1)
	var c *conn
	select {
	case c = <-h.e.conns:
	case <-h.ctx.Done():
		return
	}
	defer func() { h.e.conns <- c }()
	c.purge()
	// A failure only leaves the tables in memory until the engine ends.
	_ = c.exec(h.ctx, "DROP SCHEMA "+set.name()+" CASCADE")
}

func (set *hotSet) name() string { return fmt.Sprintf("hot%d", set.id) }

func (set *hotSet) tableName(table string) string {
	return set.name() + `."` + strings.ReplaceAll(table, `"`, "") + `"`
}

func (set *hotSet) add(t facts.Table, size int64) {
	set.tables.mu.Lock()
	set.bytes += size
	set.tables.mu.Unlock()
	set.schema.Tables = append(set.schema.Tables, t)
	set.names[t.Name] = set.tableName(t.Name)
}

// rowBytes is about what a row takes in memory: 16 bytes for a code, 8 for a
// number.
func rowBytes(t *facts.Table) int64 { return 16*int64(len(t.Dims)) + 8*5 }

// releaseKey tells releases apart, also those of the same name in two lakes.
func releaseKey(s *facts.Schema) string {
	key := s.Dataset + "\x00" + s.Release
	if len(s.Tables) > 0 && len(s.Tables[0].Files) > 0 {
		key += "\x00" + s.Tables[0].Files[0].Path
	}
	return key
}

// coarser lists the sums that are worth making of a table of sums: of chapters
// in place of products, and of products without places.
func coarser(t *facts.Table) [][]facts.Dim {
	if t.Level() != facts.Product {
		return nil
	}
	var chapters, products []facts.Dim
	for _, d := range t.Dims {
		switch _, level := facts.Digits(d); {
		case level:
		case d == facts.Reporter, d == facts.Partner:
			chapters = append(chapters, d)
		default:
			chapters, products = append(chapters, d), append(products, d)
		}
	}
	return [][]facts.Dim{append(chapters, facts.Chapter), append(products, facts.Product)}
}

// sum makes a coarser table of sums from a finer one.
func (set *hotSet) sum(ctx context.Context, c *conn, from *facts.Table, dims []facts.Dim, room int64) {
	names := make([]string, len(dims))
	for i, d := range dims {
		names[i] = string(d)
	}
	t := facts.Table{Name: strings.Join(names, "-"), Dims: dims, Sort: dims}
	if set.names[t.Name] != "" {
		return
	}
	if err := c.exec(ctx, set.sumSQL(&t, from)); err != nil {
		return
	}
	rows, err := c.yearRows(ctx, set.tableName(t.Name))
	if err != nil {
		return
	}
	for _, y := range set.schema.Years() {
		t.Files = append(t.Files, facts.TableFile{Year: y, Rows: rows[y]})
		t.Rows += rows[y]
	}
	if size := t.Rows * rowBytes(&t); set.bytes+size <= room {
		set.add(t, size)
	} else {
		_ = c.exec(ctx, "DROP TABLE "+set.tableName(t.Name)) // at worst it stays until the release goes
	}
}

// sumSQL writes the statement that makes a coarser table.
func (set *hotSet) sumSQL(t, from *facts.Table) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE " + set.tableName(t.Name) + ` AS SELECT "year"`)
	keys := 1
	for _, d := range t.Dims {
		switch digits, level := facts.Digits(d); {
		case d == facts.Year:
			continue
		case level && d != from.Level():
			fmt.Fprintf(&b, `, CASE WHEN length("product") >= %d THEN substring("product", 1, %d) ELSE '-' END AS "%s"`, digits, digits, d)
		default:
			fmt.Fprintf(&b, `, "%s"`, d)
		}
		keys++
	}
	columns := []string{"value", "rows"}
	if set.schema.Fine {
		columns = append(columns, "rest")
	}
	if slices.Contains(set.schema.Measures, facts.Weight) {
		columns = append(columns, "grams", "weighed")
	}
	for _, m := range columns {
		fmt.Fprintf(&b, `, CAST(sum("%s") AS BIGINT) AS "%s"`, m, m)
	}
	b.WriteString(" FROM " + set.tableName(from.Name) + " GROUP BY ")
	list := make([]string, keys)
	for i := range list {
		list[i] = fmt.Sprint(i + 1)
	}
	by := strings.Join(list, ", ")
	b.WriteString(by + " ORDER BY " + by)
	return b.String()
}
