package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"muara/internal/ledger"
	"muara/internal/trade"
)

// figureColumns is the header of every file in figures/.
var figureColumns = []string{"flow", "by", "code", "from", "to", "value_musd", "share_pct", "weight_kt", "scope", "source", "published", "also", "note_id", "note_en"}

// Decimals that fit the smallest units: cents of a million US$, kilograms of a
// thousand tonnes, millionths of a whole.
const (
	valueDecimals  = 8
	weightDecimals = 6
	shareDecimals  = 4
)

// place is where a figure was read.
type place struct {
	c     record
	value string // as written
}

var fileName = regexp.MustCompile(`^[\w .()\-]+$`)

// figures reads every file of figures/.
func (r *reader) figures() {
	if info, err := fs.Lstat(r.fsys, figuresFolder); err == nil && !info.IsDir() {
		r.add(Fault{File: figuresFolder, Found: info.Mode().Type().String(), Expected: textf("folder biasa, bukan berkas atau tautan", "a plain folder, not a file or a link")})
		return
	}
	entries, err := fs.ReadDir(r.fsys, figuresFolder)
	if err != nil || len(entries) == 0 {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			r.unreadable(figuresFolder, err)
			return
		}
		r.add(Fault{File: figuresFolder, Expected: textf("folder dengan paling sedikit satu berkas CSV berisi angka", "a folder with at least one CSV file of figures")})
		return
	}
	for _, e := range entries {
		name := path.Join(figuresFolder, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !fileName.MatchString(e.Name()):
			r.add(Fault{File: shorten(name), Found: e.Name(), Expected: textf("nama berkas dari huruf, angka, titik, dan tanda hubung", "a file name of letters, digits, points and hyphens")})
		case path.Ext(name) != ".csv":
			r.add(Fault{File: name, Found: e.Name(), Warning: true, Expected: textf("hanya berkas .csv dalam folder ini; berkas ini dilewati", "only .csv files in this folder; this one is passed over")})
		default:
			r.table(name, true, figureColumns, r.figure)
		}
	}
}

// printed is what one line prints: any of the three.
type printed struct {
	value, share, weight          decimal
	hasValue, hasShare, hasWeight bool
}

// figure reads one line: a value, a share, a weight, or several of them.
func (r *reader) figure(c record) {
	s, ok1 := c.series()
	p, ok2 := c.period()
	published, sources, ok3 := r.origin(c, p, ok2)
	note := c.both("note", false)
	n := r.printed(c, s)
	if !ok1 || !ok2 || !ok3 {
		return
	}
	f := ledger.Figure{Series: s, Period: p, Published: published, Sources: sources, Note: note}
	if n.hasValue {
		f.Value = trade.Amount(n.value.scaled(valueDecimals))
		f.Half = trade.Amount(n.value.half(valueDecimals, r.least.value))
		r.keep(c, f, "value_musd")
	}
	if n.hasWeight {
		f.Series.Measure = trade.Weight
		f.Value = trade.Amount(n.weight.scaled(weightDecimals))
		f.Half = trade.Amount(n.weight.half(weightDecimals, r.least.weight))
		r.keep(c, f, "weight_kt")
	}
	if n.hasShare {
		r.keepShare(c, ledger.Share{Series: s, Of: s.Of(), Period: p, Published: published, Sources: sources, Note: note,
			Share: trade.Share(n.share.scaled(shareDecimals)),
			Half:  trade.Share(n.share.half(shareDecimals, r.least.share))})
	}
}

// printed reads the three numbers of a line of series s.
func (r *reader) printed(c record, s trade.Series) (n printed) {
	n.value, n.hasValue = c.number("value_musd", valueDecimals)
	n.share, n.hasShare = c.number("share_pct", shareDecimals)
	n.weight, n.hasWeight = c.number("weight_kt", weightDecimals)
	written := c.get("value_musd")
	if written+c.get("share_pct")+c.get("weight_kt") == "" {
		c.fault("value_musd", "", textf("nilai, pangsa, atau berat: paling sedikit satu", "a value, a share or a weight: at least one"))
	}
	if n.hasValue && n.value.digits < 0 && s.Flow != trade.Balance {
		c.fault("value_musd", written, textf("angka yang tidak negatif; hanya neraca boleh negatif", "a number not below zero; only a balance may be"))
		n.hasValue = false
	}
	if n.hasValue && n.value.decimals == 3 && r.least.value < 3 {
		c.warn("value_musd", written, textf("titik sebagai tanda desimal; bila titik ini pemisah ribuan, tulis %s",
			"a decimal point; if this one marks thousands, write %s", strings.ReplaceAll(written, ".", "")))
	}
	if n.hasWeight && n.weight.digits < 0 {
		c.fault("weight_kt", c.get("weight_kt"), textf("angka yang tidak negatif", "a number not below zero"))
		n.hasWeight = false
	}
	n.hasShare = n.hasShare && c.sharePossible(s, n.share)
	if n.hasWeight && s.Flow == trade.Balance {
		c.fault("weight_kt", c.get("weight_kt"), textf("sel kosong: neraca tidak mempunyai berat", "an empty cell: a balance has no weight"))
		n.hasWeight = false
	}
	return n
}

// keep adds a figure to the pack unless the line repeats or contradicts another.
func (r *reader) keep(c record, f ledger.Figure, column string) {
	f.ID = c.id(f.Series, f.Period, f.Sources[0], "")
	if r.single(c, f.ID, column) {
		r.pack.Figures = append(r.pack.Figures, f)
		r.figurePlace = append(r.figurePlace, place{c, c.get(column)})
	}
}

func (r *reader) keepShare(c record, s ledger.Share) {
	s.ID = c.id(s.Series, s.Period, s.Sources[0], "~share")
	if r.single(c, s.ID, "share_pct") {
		r.pack.Shares = append(r.pack.Shares, s)
		r.sharePlace = append(r.sharePlace, place{c, c.get("share_pct")})
	}
}

// id names a figure for good: what, when and who printed it. A line with a date
// of its own (an edition of a page that changes) carries that too.
func (c record) id(s trade.Series, p trade.Period, source, suffix string) string {
	id := s.String() + suffix + "/" + p.String() + "@" + source
	if d := c.get("published"); d != "" {
		id += "/" + d
	}
	return id
}

// single reports a cell that the same source gave before on the same date.
func (r *reader) single(c record, id, column string) bool {
	written := c.get(column)
	first, twice := r.seen[id]
	if !twice {
		r.seen[id] = place{c, written}
		return true
	}
	at := fmt.Sprintf("%s:%d", first.c.file, first.c.row)
	if first.value == written {
		c.fault(column, written, textf("satu baris saja untuk angka ini; sama dengan %s", "one line only for this figure; it repeats %s", at))
	} else {
		c.fault(column, written, textf("satu angka saja dari sumber dan tanggal yang sama; %s mencatat %s", "one figure only from the same source and date; %s has %s", at, first.value))
	}
	return false
}

// sharePossible reports a share that cannot be.
func (c record) sharePossible(s trade.Series, d decimal) bool {
	var want trade.Text
	switch {
	case d.digits < 0 || d.scaled(shareDecimals) > int64(100*trade.Percent):
		want = textf("persen antara 0 dan 100", "percent between 0 and 100")
	case s.Flow == trade.Balance:
		want = textf("sel kosong: neraca tidak mempunyai pangsa", "an empty cell: a balance has no share")
	case s.By == trade.Total:
		want = textf("sel kosong: total tidak mempunyai pangsa; isi kolom by dan code", "an empty cell: a total has no share; fill in by and code")
	default:
		return true
	}
	c.fault("share_pct", c.get("share_pct"), want)
	return false
}

func isFlow(s string) bool {
	return slices.Contains([]trade.Flow{trade.Export, trade.Import, trade.Balance}, trade.Flow(s))
}

// series reads the columns flow, by, code and scope.
func (c record) series() (trade.Series, bool) {
	s := trade.Series{Flow: trade.Flow(c.get("flow")), By: trade.Dimension(c.get("by")), Code: c.get("code"), Scope: c.get("scope")}
	ok := isFlow(string(s.Flow))
	if !ok {
		c.fault("flow", string(s.Flow), textf("export, import, atau balance", "export, import or balance"))
	}
	if !c.code(s) {
		ok = false
	}
	if s.Scope != "" && !c.r.codes["scope "+s.Scope] && c.r.hasNames {
		c.fault("scope", s.Scope, textf("kode scope dari names.csv, atau kosong", "the code of a scope in names.csv, or nothing"))
		ok = false
	}
	return s, ok
}

// dimensions are those that a figure can be printed for.
var dimensions = []string{"hs2", "sector", "product", "rest", "country", "port", "portgroup", "oilgas"}

// code checks that a code belongs to its dimension.
func (c record) code(s trade.Series) bool {
	switch s.By {
	case trade.Total:
		if s.Code != "" {
			c.fault("by", "", textf("jenis rincian (%s), karena kolom code terisi", "a kind of breakdown (%s), because code is filled in", strings.Join(dimensions, ", ")))
		}
		return s.Code == ""
	case trade.Chapter:
		return c.chapter("code", s.Code)
	case trade.Country:
		want, ok := country(s.Code)
		if !ok {
			c.fault("code", s.Code, want)
		}
		return ok
	case trade.Rest:
		if !slices.Contains([]string{"hs2", "sector", "product", "country", "port"}, s.Code) {
			c.fault("code", s.Code, textf("rincian yang sisanya ini: hs2, sector, product, country, atau port", "the breakdown that this is the rest of: hs2, sector, product, country or port"))
			return false
		}
		return true
	case trade.Sector, trade.Product, trade.Port, trade.PortGroup, trade.OilGas:
		found := c.r.codes[string(s.By)+" "+s.Code]
		if !found && c.r.hasNames {
			c.fault("code", s.Code, textf("kode %s dari names.csv", "the code of a %s in names.csv", s.By))
		}
		return found
	default:
		c.fault("by", string(s.By), textf("kosong, atau salah satu dari: %s", "nothing, or one of: %s", strings.Join(dimensions, ", ")))
		return false
	}
}

// origin reads who printed the line and when.
func (r *reader) origin(c record, p trade.Period, hasPeriod bool) (trade.Date, []string, bool) {
	id := c.get("source")
	if id == "" {
		c.fault("source", "", textf("kode sumber; setiap angka harus bersumber", "the id of a source; each figure needs one"))
		return trade.Date{}, nil, false
	}
	source, ok := r.cite(c, "source", id)
	sources := []string{id}
	for _, other := range c.many("also") {
		if _, known := r.cite(c, "also", other); !known {
			ok = false
		} else if slices.Contains(sources, other) {
			c.fault("also", other, textf("sumber lain, masing-masing sekali", "other sources, each once"))
		} else {
			sources = append(sources, other)
		}
	}
	column, d := "source", source.Published
	if c.get("published") != "" {
		column = "published"
		own, read := c.date(column)
		if !read {
			return trade.Date{}, nil, false
		}
		d = own
		r.past(c, column, d)
	}
	if !ok {
		return trade.Date{}, nil, false
	}
	if d.IsZero() {
		c.fault("published", "", textf("tanggal terbit di sini atau pada sumbernya di sources.csv", "a date of publication here or with the source in sources.csv"))
		return trade.Date{}, nil, false
	}
	if hasPeriod && after(trade.Date{Year: p.To.Year(), Month: p.To.Number()}, d) {
		c.fault("to", c.get("to"), textf("periode yang sudah berakhir ketika angkanya terbit (%s)", "a period that had ended when the figure was published (%s)", d))
		return trade.Date{}, nil, false
	}
	return d, sources, true
}
