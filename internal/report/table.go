package report

import (
	"io"
	"slices"
	"strings"
	"time"

	"muara/internal/chart"
	"muara/internal/i18n"
	"muara/internal/ledger"
	"muara/internal/pack"
	"muara/internal/trade"
)

// Table is a chart on its way into a file, with what the file must say of
// itself.
type Table struct {
	Chart   chart.Chart
	Printer i18n.Printer // language of headings and labels; the unit of downloads is fixed
	Pack    *pack.Pack   // region, version, licence, sources
	AsOf    trade.Date   // "as known on", zero for now
	Made    time.Time    // when the file was asked for
	Base    string       // address of the site, put before paths; may be empty
}

// The formats of a table, as they end an address.
const (
	CSV  = "csv"
	XLSX = "xlsx"
	JSON = "json"
)

// Formats lists the formats that Write knows.
func Formats() []string { return []string{CSV, XLSX, JSON} }

// ContentType returns the media type of a format, also of the statement's
// ("txt", "html", "docx"); application/octet-stream for others.
func ContentType(format string) string {
	switch format {
	case CSV:
		return "text/csv; charset=utf-8; header=present"
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case JSON:
		return "application/json; charset=utf-8"
	case "txt":
		return "text/plain; charset=utf-8"
	case "html":
		return "text/html; charset=utf-8"
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	default:
		return "application/octet-stream"
	}
}

// Write writes a table in a format. Nothing reaches w unless the whole file
// could be made; an error after that is w's own.
func Write(w io.Writer, format string, t Table) error {
	switch format {
	case CSV:
		return writeCSV(w, t)
	case XLSX:
		return writeXLSX(w, t)
	case JSON:
		return writeJSON(w, t)
	default:
		return unknownFormat(format, Formats())
	}
}

func unknownFormat(format string, known []string) error {
	list := strings.Join(known, ", ")
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "Format " + format + " tidak tersedia. Pilih salah satu: " + list + ".",
		EN: "The format " + format + " is not available. Choose one of: " + list + ".",
	}}
}

// absolute puts the site's address before a path.
func (t Table) absolute(path string) string {
	if path == "" || t.Base == "" || !strings.HasPrefix(path, "/") {
		return path
	}
	return strings.TrimSuffix(t.Base, "/") + path
}

// source finds a source by id.
func (t Table) source(id string) (pack.Source, bool) {
	for _, s := range t.Pack.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return pack.Source{}, false
}

// sources lists the sources of all values of the chart, each once, in the
// order in which its rows need them.
func (t Table) sources() []pack.Source {
	var out []pack.Source
	seen := map[string]bool{}
	for _, r := range t.Chart.Rows {
		for _, p := range r.Points {
			for _, id := range sourcesOf(p.Answer) {
				if s, ok := t.source(id); ok && !seen[id] {
					seen[id] = true
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// sourcesOf lists the sources of an answer and of those who disagree.
func sourcesOf(a ledger.Answer) []string {
	ids := chart.SourcesOf(a)
	for i := range a.Alternatives {
		other := ledger.Answer{Best: &a.Alternatives[i].Derivation}
		for _, id := range chart.SourcesOf(other) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// releases lists the releases that the facts of the chart were read from.
func (t Table) releases() []string {
	var out []string
	for _, r := range t.Chart.Rows {
		for _, p := range r.Points {
			if p.Fact != nil && p.Fact.Source != "" {
				out = append(out, p.Fact.Source)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// period spans all known values of the chart.
func (t Table) period() (trade.Period, bool) {
	var p trade.Period
	found := false
	for _, r := range t.Chart.Rows {
		for _, pt := range r.Points {
			q, ok := pt.Period()
			if !pt.Known() || !ok {
				continue
			}
			if !found {
				p, found = q, true
			}
			p.From, p.To = min(p.From, q.From), max(p.To, q.To)
		}
	}
	return p, found
}

// unit is the fixed unit of the values in files, for machines. A chart whose
// columns differ names the first; each value of a long table names its own.
func (t Table) unit() string { return t.Chart.UnitCode(0) }

// unitName is the fixed unit in the reader's language.
func (t Table) unitName() string {
	switch {
	case t.Chart.OfFacts():
		return t.Chart.UnitOf(0).Whole(t.Printer)
	case t.unit() == "kt":
		return t.Printer.WeightUnitName()
	}
	return i18n.Printer{Lang: t.Printer.Lang}.UnitName()
}

// plainShare turns a formatted share (36,83%) into a decimal number of percent
// with a point (36.83), for machines.
func (t Table) plainShare(text string) string {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if t.Printer.Lang == i18n.EN {
		return strings.ReplaceAll(text, ",", "")
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, ".", ""), ",", ".")
}
