package intake

import (
	"cmp"
	"fmt"

	"muara/internal/ingest"
	"muara/internal/lake"
	"muara/internal/refdata"
	"muara/internal/trade"
)

// known are the data sets that the kinds of files belong to.
var known = map[ingest.Kind]lake.Dataset{
	ingest.BACI: {ID: "baci", Title: trade.Text{ID: "Perdagangan dunia (BACI)", EN: "World trade (BACI)"},
		Source: trade.Text{ID: "CEPII, BACI, dari UN Comtrade", EN: "CEPII, BACI, from UN Comtrade"}, SourceURL: "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37"},
	ingest.ComtradeCSV: {ID: "comtrade", Title: trade.Text{ID: "Perdagangan menurut laporan negara (UN Comtrade)", EN: "Trade as countries report it (UN Comtrade)"},
		Source: trade.Text{ID: "UN Comtrade", EN: "UN Comtrade"}, SourceURL: "https://comtradeplus.un.org"},
	ingest.BPSPivot: {ID: "bps", Title: trade.Text{ID: "Ekspor-impor Indonesia (BPS)", EN: "Exports and imports of Indonesia (BPS)"},
		Source: trade.Text{ID: "BPS, tabel dinamis ekspor-impor", EN: "BPS-Statistics Indonesia, export-import query"}, SourceURL: "https://www.bps.go.id/id/exim"},
	ingest.Provincial: {ID: "daerah", Title: trade.Text{ID: "Perdagangan menurut daerah", EN: "Trade by region"},
		Source: trade.Text{ID: "Unggahan kantor daerah, dari data BPS", EN: "Uploads of a regional office, from data of BPS"}},
	ingest.Summary: {ID: "ringkasan", Title: trade.Text{ID: "Tabel ringkasan", EN: "Summary tables"},
		Source: trade.Text{ID: "Tabel ringkasan yang diunggah, dari data BPS", EN: "Uploaded summary tables, from data of BPS"}},
	ingest.Mapped: {ID: "tabel", Title: trade.Text{ID: "Tabel sendiri", EN: "Own table"},
		Source: trade.Text{ID: "Tabel yang diunggah", EN: "An uploaded table"}},
}

// summaries names the data sets of summary tables.
var summaries = map[ingest.Margin]struct {
	id   string
	name trade.Text
}{
	ingest.ByProduct: {"komoditas", trade.Text{ID: "komoditas", EN: "commodity"}},
	ingest.ByPartner: {"negara", trade.Text{ID: "negara", EN: "country"}},
	ingest.BySector:  {"sektor", trade.Text{ID: "sektor", EN: "sector"}},
	ingest.ByUse:     {"penggunaan", trade.Text{ID: "penggunaan barang", EN: "use of the goods"}},
	ingest.ByPeriod:  {"jumlah", trade.Text{ID: "periode", EN: "period"}},
}

// dataset decides where a file belongs and how it is taken in.
func (d *Desk) dataset(req Request, o *opened) (lake.Dataset, lake.Options) {
	kind := o.found.Kind
	if kind == ingest.ComtradeJSON {
		kind = ingest.ComtradeCSV
	}
	set := known[kind]
	set.Kind = string(kind)
	switch {
	case kind == ingest.Summary:
		// Sums by country and sums by commodity are of the same trade: together
		// they would be counted twice.
		by := summaries[ingest.ByPeriod]
		for _, m := range []ingest.Margin{ingest.ByProduct, ingest.ByPartner, ingest.BySector, ingest.ByUse} {
			if o.survey.margins[m] {
				by = summaries[m]
				break
			}
		}
		set.ID += "-" + by.id
		set.Title = trade.Text{ID: set.Title.ID + " menurut " + by.name.ID, EN: set.Title.EN + " by " + by.name.EN}
	case kind == ingest.BACI:
		if e, ok := refdata.EditionOf(cmp.Or(req.Options.Edition, o.edition)); ok {
			set.ID += fmt.Sprintf("-hs%02d", e.Year%100)
			set.Title = trade.Text{ID: set.Title.ID + ", " + e.Name.ID, EN: set.Title.EN + ", " + e.Name.EN}
		}
	case kind == ingest.ComtradeCSV && o.survey != nil && o.survey.months:
		set.ID += "-bulanan"
		set.Title = trade.Text{ID: set.Title.ID + ", bulanan", EN: set.Title.EN + ", monthly"}
	}
	if req.Dataset != "" && req.Dataset != set.ID {
		set = lake.Dataset{ID: req.Dataset, Kind: set.Kind, Source: set.Source, SourceURL: set.SourceURL,
			Title: trade.Text{ID: set.Title.ID + " (" + req.Dataset + ")", EN: set.Title.EN + " (" + req.Dataset + ")"}}
	}
	if there, err := d.Lake.Dataset(set.ID); err == nil {
		set = there
	}
	if req.Title != (trade.Text{}) {
		set.Title = req.Title
	}
	if req.Illustrative {
		set.Illustrative, set.SourceURL = true, ""
		set.Source = trade.Text{ID: "angka contoh, bukan dari lembaga mana pun", EN: "made-up figures, of no authority"}
	}
	options := req.Options
	if options.Replace == "" {
		options.Replace = lake.ReplacePeriods
		if o.found.Kind == ingest.BPSPivot || o.found.Kind == ingest.ComtradeJSON {
			options.Replace = lake.ReplaceChapters // extracts of some chapters
		}
	}
	if options.Edition == "" {
		options.Edition = set.Edition
	}
	if options.Edition == "" {
		options.Edition = o.edition
	}
	return set, options
}
