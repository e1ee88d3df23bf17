package pack

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// sources reads sources.csv.
func (r *reader) sources() {
	byURL := make(map[string]string)
	r.table(sourcesFile, true, []string{"id", "url", "publisher", "published"}, func(c record) {
		s := Source{}
		id, ok := c.required("id", textf("kode sumber, misalnya antara-616641", "an id of the source, such as antara-616641"))
		s.ID = id
		if ok && !slug(id) {
			c.fault("id", id, textf("huruf kecil, angka, dan tanda hubung saja, paling banyak 60", "lower-case letters, digits and hyphens only, at most 60"))
		}
		if _, twice := r.sourceIndex[id]; ok && twice {
			c.fault("id", id, textf("kode yang belum dipakai sumber lain", "an id that no other source has"))
		}
		s.URL = c.address("url")
		if other := byURL[s.URL]; s.URL != "" && other != "" {
			c.warn("url", s.URL, textf("alamat yang belum didaftarkan sebagai %s", "an address that is not already listed as %s", other))
		}
		byURL[s.URL] = id
		s.Publisher, _ = c.required("publisher", textf("nama penerbit", "the name of the publisher"))
		s.Published, _ = c.date("published")
		r.past(c, "published", s.Published)
		if _, twice := r.sourceIndex[id]; id != "" && !twice {
			r.sourceIndex[id] = len(r.pack.Sources)
			r.pack.Sources = append(r.pack.Sources, s)
			r.sourceRow = append(r.sourceRow, c.row)
		}
	})
}

// address reads a web address.
func (c record) address(column string) string {
	want := textf("alamat web yang diawali https:// atau http://", "a web address that starts with https:// or http://")
	s, ok := c.required(column, want)
	if !ok {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(s, " \"<>`") {
		c.fault(column, s, want)
		return ""
	}
	return s
}

// past reports a date that lies after the day on which the pack was compiled.
func (r *reader) past(c record, column string, d trade.Date) {
	limit := r.pack.Compiled
	if !d.IsZero() && !limit.IsZero() && after(d, limit) {
		c.fault(column, c.get(column), textf("tanggal yang tidak melewati tanggal penyusunan paket, %s", "a date not after the pack was compiled, %s", limit))
	}
}

// after reports whether d certainly lies after limit, as far as both are known.
func after(d, limit trade.Date) bool {
	if d.Month == 0 || limit.Month == 0 {
		return d.Year > limit.Year
	}
	if d.Day == 0 || limit.Day == 0 {
		d.Day, limit.Day = 0, 0
	}
	return d.Ordinal() > limit.Ordinal()
}

// cite checks an id of a source and counts its use.
func (r *reader) cite(c record, column, id string) (Source, bool) {
	i, ok := r.sourceIndex[id]
	if !ok {
		if r.hasSources {
			c.fault(column, id, textf("kode sumber yang terdaftar di sources.csv", "the id of a source in sources.csv"))
		}
		return Source{}, false
	}
	r.cited[id] = true
	return r.pack.Sources[i], true
}

// names reads names.csv into the lists of the pack.
func (r *reader) names() {
	p := r.pack
	lists := map[string]*[]Named{
		"port": &p.Ports, "portgroup": &p.Groups, "sector": &p.Sectors, "product": &p.Products,
		"scope": &p.Scopes, "oilgas": &p.OilGas, "hs2": &p.Chapters, "rest": &p.Rests,
	}
	kinds := []string{"port", "portgroup", "sector", "product", "scope", "oilgas", "hs2", "rest"}
	type later struct {
		c    record
		code string
	}
	var groups []later
	r.table(namesFile, true, []string{"kind", "code", "name_id", "name_en", "in", "lat", "lon", "approx"}, func(c record) {
		kind, code := c.get("kind"), c.get("code")
		n := Named{Code: code, Name: c.both("name", true), In: c.get("in"), Approx: c.yes("approx")}
		list := lists[kind]
		if list == nil {
			c.fault("kind", kind, textf("salah satu dari: %s", "one of: %s", strings.Join(kinds, ", ")))
			return
		}
		if !slug(code) || len(code) > 40 {
			c.fault("code", code, textf("huruf kecil, angka, dan tanda hubung saja, paling banyak 40", "lower-case letters, digits and hyphens only, at most 40"))
		} else if kind == "hs2" {
			c.chapter("code", code)
		}
		if r.codes[kind+" "+code] {
			c.fault("code", code, textf("kode yang belum dipakai dalam jenis ini", "a code not yet used in this kind"))
			return
		}
		r.codes[kind+" "+code] = true
		n.Lat, n.Lon = c.place("lat", 90), c.place("lon", 180)
		if (c.get("lat") == "") != (c.get("lon") == "") {
			c.fault("lon", c.get("lon"), textf("lat dan lon bersama-sama, atau keduanya kosong", "lat and lon together, or neither"))
		}
		if n.In != "" && kind == "port" {
			groups = append(groups, later{c, n.In})
			r.groupOf[code] = n.In
		} else if n.In != "" && kind == "product" {
			c.chapter("in", n.In)
		}
		*list = append(*list, n)
	})
	for _, g := range groups {
		if !r.codes["portgroup "+g.code] {
			g.c.fault("in", g.code, textf("kode kelompok pelabuhan (portgroup) dari berkas ini", "the code of a portgroup in this file"))
		}
	}
}

// yes reads a cell that is yes or empty.
func (c record) yes(column string) bool {
	s := c.get(column)
	if s != "" && s != "yes" {
		c.fault(column, s, textf("yes atau kosong", "yes or nothing"))
	}
	return s == "yes"
}

// place reads an optional latitude or longitude in degrees.
func (c record) place(column string, limit float64) float64 {
	d, ok := c.number(column, 6)
	if !ok {
		return 0
	}
	deg := float64(d.scaled(6)) / 1e6
	if deg < -limit || deg > limit {
		c.fault(column, c.get(column), textf("derajat antara -%[1]g dan %[1]g", "degrees between -%[1]g and %[1]g", limit))
		return 0
	}
	return deg
}

var twoDigits = regexp.MustCompile(`^\d{2}$`)

// chapter checks a two-digit chapter of the Harmonized System.
func (c record) chapter(column, code string) bool {
	want := textf("bab HS dua angka, 01 sampai 97 tanpa 77", "a two-digit HS chapter, 01 to 97 without 77")
	switch {
	case len(code) == 1 && code >= "1" && code <= "9":
		want = textf("bab HS dua angka: 0%[1]s (lembar kerja membuang nol di depan)", "a two-digit HS chapter: 0%[1]s (spreadsheets drop the leading zero)", code)
	case twoDigits.MatchString(code) && code >= "01" && code <= "97" && code != "77":
		return true
	}
	c.fault(column, code, want)
	return false
}

// notes reads notes.csv, which a pack need not have.
func (r *reader) notes() {
	seen := make(map[string]bool)
	r.table(notesFile, false, []string{"slug", "from", "to", "series", "label_id", "label_en", "text_id", "text_en", "source"}, func(c record) {
		n := Note{Slug: c.get("slug"), Series: c.get("series"), Label: c.both("label", true), Text: c.both("text", true), SourceID: c.get("source")}
		if !slug(n.Slug) || seen[n.Slug] {
			c.fault("slug", n.Slug, textf("nama pendek yang belum dipakai: huruf kecil, angka, dan tanda hubung", "a short name not yet used: lower-case letters, digits and hyphens"))
		}
		seen[n.Slug] = true
		n.Period, _ = c.period()
		if flow, _, _ := strings.Cut(strings.FieldsFunc(n.Series+".", func(x rune) bool { return x == '~' || x == '@' })[0], "."); n.Series != "" && !isFlow(flow) {
			c.fault("series", n.Series, textf("awal nama deret, misalnya export atau import.hs2, atau kosong", "the start of a series, such as export or import.hs2, or nothing"))
		}
		if n.SourceID != "" {
			r.cite(c, "source", n.SourceID)
		}
		r.pack.Notes = append(r.pack.Notes, n)
	})
}

// kinds are the kinds of conflicts.csv.
var kinds = []string{"different-values", "implausible", "inconsistent", "different-scope", "revision"}

// conflicts reads conflicts.csv, which a pack need not have.
func (r *reader) conflicts() {
	columns := []string{"kind", "flow", "by", "code", "from", "to", "scope", "printed_a", "source_a", "printed_b", "source_b", "kept", "note_id", "note_en"}
	r.table(conflictsFile, false, columns, func(c record) {
		l := LeftOut{Kind: c.get("kind"), Kept: c.printed("kept"), Note: c.both("note", true)}
		if !slices.Contains(kinds, l.Kind) {
			c.fault("kind", l.Kind, textf("salah satu dari: %s", "one of: %s", strings.Join(kinds, ", ")))
		}
		l.Series, _ = c.series()
		l.Period, _ = c.period()
		for _, x := range []string{"a", "b"} {
			text, id := c.printed("printed_"+x), c.get("source_"+x)
			if id != "" {
				r.cite(c, "source_"+x, id)
				l.Printed = append(l.Printed, Printed{Text: text, SourceID: id})
			} else if text != "" || x == "a" {
				c.fault("source_"+x, "", textf("kode sumber yang mencetak angka ini", "the id of the source that printed it"))
			}
		}
		r.pack.LeftOut = append(r.pack.LeftOut, l)
	})
}

// printed reads a number as printed, perhaps a share: 456.17 or 21.93 %.
func (c record) printed(column string) string {
	s := c.get(column)
	number, isShare := strings.CutSuffix(s, "%")
	if s == "" {
		return ""
	}
	if _, want := parseDecimal(strings.TrimSpace(number), 8); want != nil {
		c.fault(column, s, *want)
	}
	if isShare {
		return strings.TrimSpace(number) + " %"
	}
	return s
}

// smallFirms reads small_firms.csv, which a pack need not have.
func (r *reader) smallFirms() {
	columns := []string{"year", "place", "product_id", "product_en", "hs", "countries", "actors_id", "actors_en", "fact_id", "fact_en", "source"}
	r.table(smallFirmsFile, false, columns, func(c record) {
		f := SmallFirmFact{Year: c.get("year"), Place: c.text("place"), HS: c.get("hs"), Countries: c.many("countries"), SourceID: c.get("source")}
		f.ProductText, f.ActorsText, f.FactText = c.both("product", true), c.both("actors", false), c.both("fact", true)
		f.Product, f.Actors, f.Fact = f.ProductText.EN, f.ActorsText.EN, f.FactText.EN
		if y, err := strconv.Atoi(f.Year); f.Year != "" && (err != nil || y < 1900 || y > 2199) {
			c.fault("year", f.Year, textf("tahun empat angka, atau kosong", "a year of four digits, or nothing"))
		}
		if f.HS != "" {
			c.chapter("hs", f.HS)
		}
		for _, code := range f.Countries {
			if want, ok := country(code); !ok {
				c.fault("countries", code, want)
			}
		}
		if f.SourceID == "" {
			c.fault("source", "", textf("kode sumber", "the id of a source"))
		} else {
			r.cite(c, "source", f.SourceID)
		}
		r.pack.SmallFirms = append(r.pack.SmallFirms, f)
	})
}
