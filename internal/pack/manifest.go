package pack

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"muara/internal/ledger"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// manifest is pack.toml while it is read: its text, to find the lines of keys,
// and its tree. Keys are dotted: region.name.id.
type manifest struct {
	r    *reader
	text []string
	tree map[string]any
	rows map[string]int // line of each key, filled by line
}

// least is how many decimals the authority prints at least.
type least struct{ value, share, weight int }

// known are the keys of pack.toml; "*" stands for any element of a list.
var known = []string{
	"format", "version", "compiled", "licence", "languages",
	"region", "region.name", "region.short", "region.country", "region.bps", "region.kemendagri", "region.seat", "region.office", "region.authority",
	"printed", "printed.value_decimals", "printed.share_decimals", "printed.weight_decimals",
	"about", "caveat", "identity", "identity.name", "identity.whole", "identity.parts",
}

// bilingual are the keys that hold id and en.
var bilingual = []string{"region.name", "region.office", "region.authority", "about", "caveat"}

// manifest reads pack.toml into the pack.
func (r *reader) manifest() {
	m := &manifest{r: r}
	size, clean, before := 0, true, r.wrong
	if !r.lines(manifestFile, true, func(row int, line string) {
		if want, ok := badText(line); !ok {
			clean = false
			r.add(Fault{File: manifestFile, Row: row, Found: line, Expected: want})
		}
		size += len(line) + 1
		m.text = append(m.text, line)
	}) || !clean || r.wrong > before { // a line was left out: its keys would be missed in vain
		return
	}
	if size > maxTOMLBytes {
		r.add(Fault{File: manifestFile, Found: megabytes(int64(size)), Expected: textf("paling besar %d KB", "at most %d KB", maxTOMLBytes>>10)})
		return
	}
	meta, err := toml.Decode(strings.Join(m.text, "\n"), &m.tree)
	if err != nil {
		m.syntax(err)
		return
	}
	m.unknown(meta.Keys())
	m.fill(r.pack)
}

func (m *manifest) syntax(err error) {
	f := Fault{File: manifestFile, Found: err.Error(), Expected: textf("TOML yang benar", "correct TOML")}
	if p, ok := errors.AsType[toml.ParseError](err); ok {
		f.Row, f.Column = p.Position.Line, p.LastKey
		if f.Row >= 1 && f.Row <= len(m.text) {
			f.Found = strings.TrimSpace(m.text[f.Row-1])
		}
		f.Expected = textf("TOML yang benar (%s)", "correct TOML (%s)", p.Message)
	}
	m.r.add(f)
}

func (m *manifest) unknown(keys []toml.Key) {
	for _, k := range keys {
		key := strings.Join(k, ".")
		parent, last := strings.Join(k[:len(k)-1], "."), k[len(k)-1]
		if slices.Contains(known, key) || slices.Contains(bilingual, parent) && (last == "id" || last == "en") {
			continue
		}
		m.fault(key, last, textf("kunci yang dikenal; lihat docs/packs.md", "a key that is known; see docs/packs.md"))
	}
}

// fill moves the tree into the pack and reports what is missing or wrong.
func (m *manifest) fill(p *Pack) {
	if n, ok := m.number("format", true); ok && n != 1 {
		m.fault("format", m.raw("format"), textf("1, satu-satunya susunan yang dikenal program ini", "1, the only format that this program knows"))
	}
	p.Version = m.str("version", true)
	p.Licence = m.str("licence", true)
	if s := m.str("compiled", true); s != "" {
		d, err := trade.ParseDate(s)
		if err != nil {
			m.fault("compiled", s, textf("tanggal seperti 2026, 2026-02, atau 2026-02-13", "a date such as 2026, 2026-02 or 2026-02-13"))
		} else if today := m.r.today; !today.IsZero() && after(d, today) {
			m.fault("compiled", s, textf("tanggal yang tidak melewati hari ini, %s", "a date not after today, %s", today))
		}
		p.Compiled = d
	}
	p.Languages = m.strings("languages")
	p.Region = Region{
		Name: m.both("region.name"), Short: m.str("region.short", true),
		Country: m.str("region.country", true), BPS: m.str("region.bps", false), Kemendagri: m.str("region.kemendagri", false),
		Seat: m.str("region.seat", false), Office: m.both("region.office"), Authority: m.both("region.authority"),
	}
	if want, ok := country(p.Region.Country); !ok && p.Region.Country != "" {
		m.fault("region.country", p.Region.Country, want)
	}
	for key, to := range map[string]*int{"value": &m.r.least.value, "share": &m.r.least.share, "weight": &m.r.least.weight} {
		key = "printed." + key + "_decimals"
		n, ok := m.number(key, true)
		if ok && (n < 0 || n > 4) {
			m.fault(key, m.raw(key), textf("bilangan 0 sampai 4", "a number from 0 to 4"))
		} else if ok {
			*to = int(n)
		}
	}
	p.About = m.both("about")
	for _, t := range m.list("caveat") {
		c := trade.Text{}
		c.ID, _ = t["id"].(string)
		c.EN, _ = t["en"].(string)
		if c.ID == "" || c.EN == "" {
			m.fault("caveat", c.ID+c.EN, textf("teks dalam kedua bahasa (id dan en)", "a text in both languages (id and en)"))
		}
		p.Caveats = append(p.Caveats, c)
	}
	for _, t := range m.list("identity") {
		m.identity(p, t)
	}
}

// identities are those that the pages have a sentence for.
var identities = []string{"balance", "ports", "import-ports", "export-oilgas", "import-oilgas"}

func (m *manifest) identity(p *Pack, t map[string]any) {
	name, _ := t["name"].(string)
	whole, _ := t["whole"].(string)
	parts, _ := t["parts"].([]any)
	id := ledger.Identity{Name: name}
	if !slices.Contains(identities, name) {
		m.fault("identity", name, textf("name: salah satu dari %s", "a name: one of %s", strings.Join(identities, ", ")))
	}
	if len(parts) < 2 {
		m.fault("identity", name, textf("parts: daftar dengan paling sedikit dua deret", "parts: a list of at least two series"))
	}
	for i, v := range append([]any{whole}, parts...) {
		text, _ := v.(string)
		s, err := trade.ParseSeries(text)
		if err != nil {
			m.fault("identity", text, textf("deret seperti export atau export.portgroup.inside", "a series such as export or export.portgroup.inside"))
		} else if i == 0 {
			id.Whole = s
		} else {
			id.Parts = append(id.Parts, s)
		}
	}
	p.Identities = append(p.Identities, id)
}

// at returns the value of a dotted key, nil where there is none.
func (m *manifest) at(key string) any {
	var v any = m.tree
	for part := range strings.SplitSeq(key, ".") {
		t, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = t[part]
	}
	return v
}

func (m *manifest) raw(key string) string {
	if row := m.line(key); row > 0 {
		return strings.TrimSpace(m.text[row-1])
	}
	return ""
}

func (m *manifest) fault(key, found string, want trade.Text) {
	m.r.add(Fault{File: manifestFile, Row: m.line(key), Column: shorten(key), Found: found, Expected: want})
}

// str returns a text; one that is missing although required, or that is not a
// text, is a fault.
func (m *manifest) str(key string, required bool) string {
	v := m.at(key)
	s, ok := v.(string)
	s = strings.TrimSpace(s)
	if v != nil && !ok || required && s == "" {
		m.fault(key, m.raw(key), textf("teks dalam tanda kutip", "a text in quotation marks"))
	}
	return s
}

func (m *manifest) both(key string) trade.Text {
	return trade.Text{ID: m.str(key+".id", true), EN: m.str(key+".en", true)}
}

func (m *manifest) number(key string, required bool) (int64, bool) {
	v := m.at(key)
	n, ok := v.(int64)
	if v != nil && !ok || required && v == nil {
		m.fault(key, m.raw(key), textf("bilangan bulat", "a whole number"))
	}
	return n, ok
}

func (m *manifest) strings(key string) []string {
	list, _ := m.at(key).([]any)
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok && s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 || len(out) != len(list) {
		m.fault(key, m.raw(key), textf("daftar teks, misalnya [\"id\", \"en\"]", "a list of texts, such as [\"id\", \"en\"]"))
	}
	return out
}

// list returns the tables of a [[key]].
func (m *manifest) list(key string) []map[string]any {
	v := m.at(key)
	list, ok := v.([]map[string]any)
	if v != nil && !ok {
		m.fault(key, m.raw(key), textf("bagian yang dibuka dengan [[%s]]", "sections opened with [[%s]]", key))
	}
	return list
}

var (
	tableLine = regexp.MustCompile(`^\s*\[{1,2}\s*([\w.\-]+)\s*\]`)
	keyLine   = regexp.MustCompile(`^\s*([\w.\-]+)\s*=`)
)

// line finds the line on which a dotted key stands, or else its nearest parent:
// region.name.id stands with region.name where that is written inline. 0 is
// nowhere.
func (m *manifest) line(key string) int {
	if m.rows == nil {
		m.index()
	}
	for {
		if row := m.rows[key]; row > 0 {
			return row
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return 0
		}
		key = key[:i]
	}
}

func (m *manifest) index() {
	m.rows = make(map[string]int)
	table := ""
	for i, text := range m.text {
		if g := tableLine.FindStringSubmatch(text); g != nil {
			table = g[1] + "."
			if m.rows[g[1]] == 0 {
				m.rows[g[1]] = i + 1
			}
		} else if g := keyLine.FindStringSubmatch(text); g != nil && m.rows[table+g[1]] == 0 {
			m.rows[table+g[1]] = i + 1
		}
	}
}

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// slug reports whether s can stand in addresses: a-z, 0-9 and single hyphens.
func slug(s string) bool { return len(s) <= 60 && slugPattern.MatchString(s) }

var iso3 = regexp.MustCompile(`^[A-Z]{3}$`)

// country says what should stand instead of a country's code; ok where nothing.
func country(code string) (want trade.Text, ok bool) {
	list := refdata.Countries()
	if _, found := refdata.CountryOf(code); found || len(list) == 0 && iso3.MatchString(code) {
		return trade.Text{}, true
	}
	upper := strings.ToUpper(code)
	for _, c := range list {
		if c.ISO3 == upper || c.ISO2 == upper || strings.EqualFold(c.Name.ID, code) || strings.EqualFold(c.Name.EN, code) {
			return textf("kode negara ISO 3166-1 tiga huruf: %s", "a country code of ISO 3166-1 in three letters: %s", c.ISO3), false
		}
	}
	return textf("kode negara ISO 3166-1 tiga huruf, misalnya JPN", "a country code of ISO 3166-1 in three letters, such as JPN"), false
}
