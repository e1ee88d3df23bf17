package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"muara/internal/trade"
)

// ComtradeRequest is what to ask of UN Comtrade.
type ComtradeRequest struct {
	Reporter string        // ISO3, or the number that Comtrade uses
	Period   trade.Period  // whole years, or months with Monthly
	Monthly  bool          // ask for months instead of years
	Flows    []trade.Flow  // exports, imports; none means both
	Codes    []string      // TOTAL, AG2, AG4, AG6, or codes of 2, 4 or 6 digits; none means AG6
	Partners []string      // ISO3 or numbers, WLD for the World; none means all, with the World
	Class    string        // HS as reported (the default), or an edition: H0 to H6
	Limit    int           // records of one answer; 0: 250,000 with a key, 500 without
	Pause    time.Duration // between calls; 0: a second
}

// The limits of one answer. A free key is said to get 100,000 in some places
// and 250,000 in others, which is why the answer is looked at, too: see cutOff.
//
// Sources: README of github.com/uncomtrade/comtradeapicall (500 and 250K);
// docs.ropensci.org/comtradr/articles/large_data.html (100,000, 500 calls a day).
const (
	limitWithKey = 250_000
	limitPreview = 500
)

// longestAddress keeps below the 4,096 characters that the API takes.
const longestAddress = 4000

// most periods of one request: eighty years by month.
const mostPeriods = 1000

// call is one question: a period, a flow and some codes.
type call struct {
	Period string   // 2018 or 201807
	Flow   string   // X or M
	Codes  []string // one of TOTAL and AGn, or codes with digits
}

// group is the number of digits of AG2, AG4 and AG6; 0 for anything else.
func (c call) group() int {
	if len(c.Codes) == 1 && len(c.Codes[0]) == 3 && strings.HasPrefix(c.Codes[0], "AG") {
		return int(c.Codes[0][2] - '0')
	}
	return 0
}

// label names the goods of a call: AG6, 01-05, 847130-847330.
func (c call) label() string {
	first, last := c.Codes[0], c.Codes[len(c.Codes)-1]
	if len(c.Codes) > 1 && first[:2] != last[:2] {
		return first[:2] + "-" + last[:2]
	}
	if len(c.Codes) > 1 {
		return first + "-" + last
	}
	return first
}

// comtrade is a checked request.
type comtrade struct {
	o        Options
	host     string
	reporter int
	name     string // of the reporter, in file names
	periods  []string
	flows    []string
	codes    []string
	partners []string
	class    string
	freq     string
	limit    int
	pause    time.Duration
}

func newComtrade(r ComtradeRequest, o Options) (*comtrade, error) {
	o, base, err := o.ready(ComtradeBase)
	if err != nil {
		return nil, err
	}
	o.Base = base.String()
	o.Client = onlyHere(o.Client)
	c := &comtrade{o: o, host: base.Host, class: "HS", freq: "A", limit: r.Limit, pause: r.Pause}
	if c.reporter, err = areaCode(r.Reporter); err != nil {
		return nil, err
	}
	if c.reporter == world {
		return nil, fail(trade.Invalid, nil, "sebut satu negara pelapor, misalnya IDN", "name one reporting country, such as IDN")
	}
	c.name = strings.ToUpper(strings.TrimSpace(r.Reporter))
	if r.Class != "" {
		c.class = strings.ToUpper(r.Class)
	}
	if c.class != "HS" && (len(c.class) != 2 || c.class[0] != 'H' || c.class[1] < '0' || c.class[1] > '6') {
		return nil, fail(trade.Invalid, nil,
			fmt.Sprintf("klasifikasi %q tidak dikenal; tulis HS, atau edisi H0 sampai H6", r.Class),
			fmt.Sprintf("the classification %q is not known; write HS, or an edition from H0 to H6", r.Class))
	}
	if r.Monthly {
		c.freq = "M"
	}
	most := limitWithKey
	if o.Key == "" {
		most = limitPreview
	}
	if c.limit <= 0 || c.limit > most {
		c.limit = most
	}
	if c.pause <= 0 {
		c.pause = time.Second
	}
	if c.periods, err = periods(r.Period, r.Monthly); err != nil {
		return nil, err
	}
	if c.flows, err = flowCodes(r.Flows); err != nil {
		return nil, err
	}
	if c.codes, err = goods(r.Codes); err != nil {
		return nil, err
	}
	for _, p := range r.Partners {
		n, err := areaCode(p)
		if err != nil {
			return nil, err
		}
		if s := strconv.Itoa(n); !slices.Contains(c.partners, s) {
			c.partners = append(c.partners, s)
		}
	}
	return c, nil
}

// periods lists years or months as Comtrade writes them.
func periods(p trade.Period, monthly bool) ([]string, error) {
	var out []string
	switch {
	case p.From < trade.MonthOf(1962, 1) || p.To < p.From || p.Months() > 12*mostPeriods:
		return nil, fail(trade.Invalid, nil, "masa tidak mungkin; UN Comtrade mulai tahun 1962", "that time cannot be; UN Comtrade begins in 1962")
	case !monthly && (p.From.Number() != 1 || p.To.Number() != 12):
		return nil, fail(trade.Invalid, nil,
			"data tahunan diminta untuk tahun yang utuh: 2018..2020; untuk bulan tambahkan --monthly",
			"yearly data are asked for whole years: 2018..2020; add --monthly for months")
	case monthly:
		for m := p.From; m <= p.To; m++ {
			out = append(out, fmt.Sprintf("%04d%02d", m.Year(), m.Number()))
		}
	default:
		for y := p.From.Year(); y <= p.To.Year(); y++ {
			out = append(out, strconv.Itoa(y))
		}
	}
	if len(out) > mostPeriods {
		return nil, fail(trade.Invalid, nil,
			fmt.Sprintf("paling banyak %d masa dalam satu permintaan", mostPeriods), fmt.Sprintf("at most %d periods in one request", mostPeriods))
	}
	return out, nil
}

func flowCodes(flows []trade.Flow) ([]string, error) {
	if len(flows) == 0 {
		return []string{"X", "M"}, nil
	}
	var out []string
	for _, f := range flows {
		code := map[trade.Flow]string{trade.Export: "X", trade.Import: "M"}[f]
		if code == "" {
			return nil, fail(trade.Invalid, nil, "arah perdagangan: ekspor atau impor", "the flow is export or import")
		}
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out, nil
}

// goods checks the product codes. A group stands alone, because its members
// would come twice beside it.
func goods(codes []string) ([]string, error) {
	if len(codes) == 0 {
		return []string{"AG6"}, nil
	}
	var out []string
	for _, c := range codes {
		c = strings.ToUpper(strings.TrimSpace(c))
		if len(codes) == 1 && slices.Contains([]string{"TOTAL", "AG2", "AG4", "AG6"}, c) {
			return []string{c}, nil
		}
		_, err := strconv.ParseUint(c, 10, 32)
		if err != nil || len(c) != 2 && len(c) != 4 && len(c) != 6 {
			return nil, fail(trade.Invalid, nil,
				fmt.Sprintf("kode barang %q tidak dapat dipakai; tulis satu dari TOTAL, AG2, AG4, AG6, atau kode HS 2, 4, atau 6 angka dipisahkan koma", c),
				fmt.Sprintf("the product code %q cannot be used; write one of TOTAL, AG2, AG4, AG6, or HS codes of 2, 4 or 6 digits with commas between", c))
		}
		out = append(out, c)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// plan is the first list of calls: one for each period and flow, the codes cut
// where they do not fit an address.
func (c *comtrade) plan() []call {
	var out []call
	for _, p := range c.periods {
		for _, f := range c.flows {
			for _, codes := range c.fitting(c.codes) {
				out = append(out, call{p, f, codes})
			}
		}
	}
	return out
}

// query is what is asked. Second partner, customs procedure and mode of
// transport are held at their totals, or each of their parts would come too.
// Commas stay as they are (RFC 3986, section 3.4), which saves a third of a
// long list.
func (c *comtrade) query(k call) string {
	q := fmt.Sprintf("reporterCode=%d&period=%s&flowCode=%s&cmdCode=%s", c.reporter, k.Period, k.Flow, strings.Join(k.Codes, ","))
	if len(c.partners) > 0 {
		q += "&partnerCode=" + strings.Join(c.partners, ",")
	}
	return q + "&partner2Code=0&customsCode=C00&motCode=0"
}

// address is the whole of it, without the key, which goes in a header.
func (c *comtrade) address(k call) string {
	door := "/public/v1/preview/"
	if c.o.Key != "" {
		door = "/data/v1/get/"
	}
	return fmt.Sprintf("%s%sC/%s/%s?%s&maxRecords=%d&format=JSON&breakdownMode=classic&includeDesc=true",
		c.o.Base, door, c.freq, c.class, c.query(k), c.limit)
}

// file is where the answer goes. The end of the name tells questions apart
// that begin alike.
func (c *comtrade) file(k call) string {
	sum := sha256.Sum256([]byte(c.freq + c.class + c.query(k)))
	name := fmt.Sprintf("comtrade-%s-%s-%s-%s-%s.json", c.name, k.Period, k.Flow, k.label(), hex.EncodeToString(sum[:4]))
	return filepath.Join(c.o.Dir, name)
}

// fitting cuts a list of codes into runs that an address can hold.
func (c *comtrade) fitting(codes []string) [][]string {
	room := longestAddress - len(c.address(call{"000000", "X", []string{""}}))
	var out [][]string
	start, used := 0, 0
	for i, code := range codes {
		if used += len(code) + 1; used > room && i > start {
			out = append(out, codes[start:i])
			start, used = i, len(code)+1
		}
	}
	return append(out, codes[start:])
}

// byChapter cuts sorted codes into chapters, and with pack puts neighbouring
// chapters together as long as they fit one address: with a limit of 250,000
// records a single chapter would waste most of a call.
func (c *comtrade) byChapter(codes []string, pack bool) [][]string {
	var chapters [][]string
	for i, start := 1, 0; i <= len(codes); i++ {
		if i == len(codes) || codes[i][:2] != codes[start][:2] {
			chapters = append(chapters, codes[start:i])
			start = i
		}
	}
	var out [][]string
	for _, chapter := range chapters {
		if n := len(out); pack && n > 0 {
			if both := append(slices.Clone(out[n-1]), chapter...); len(c.fitting(both)) == 1 {
				out[n-1] = both
				continue
			}
		}
		out = append(out, c.fitting(chapter)...)
	}
	return out
}

// halves cuts a list in two, between chapters where there are several.
func halves(codes []string) [2][]string {
	middle := len(codes) / 2
	if codes[0][:2] != codes[len(codes)-1][:2] {
		best := 0
		for i := 1; i < len(codes); i++ {
			if codes[i][:2] != codes[i-1][:2] && (best == 0 || abs(i-middle) < abs(best-middle)) {
				best = i
			}
		}
		middle = best
	}
	return [2][]string{codes[:middle], codes[middle:]}
}

func abs(n int) int { return max(n, -n) }
