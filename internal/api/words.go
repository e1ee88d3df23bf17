package api

import (
	"strings"

	"muara/internal/facts"
	"muara/internal/trade"
)

// dimWords are what people call the dimensions.
var dimWords = map[facts.Dim]trade.Text{
	facts.Year:       {ID: "Tahun", EN: "Year"},
	facts.Quarter:    {ID: "Triwulan", EN: "Quarter"},
	facts.Month:      {ID: "Bulan", EN: "Month"},
	facts.Flow:       {ID: "Arah perdagangan", EN: "Direction of trade"},
	facts.Section:    {ID: "Bagian HS", EN: "HS section"},
	facts.Chapter:    {ID: "Bab HS", EN: "HS chapter"},
	facts.Heading:    {ID: "Pos", EN: "Heading"},
	facts.Subheading: {ID: "Subpos", EN: "Subheading"},
	facts.Product:    {ID: "Pos tarif atau kode barang menurut berkas", EN: "Tariff line, or product code as in the file"},
	facts.Edition:    {ID: "Edisi HS", EN: "Edition of the HS"},
	facts.Continent:  {ID: "Kawasan dunia", EN: "Region of the world"},
	facts.Bloc:       {ID: "Kelompok negara", EN: "Bloc"},
	facts.Partner:    {ID: "Negara mitra", EN: "Partner"},
	facts.Reporter:   {ID: "Negara pelapor", EN: "Reporter"},
	facts.Region:     {ID: "Wilayah asal atau tujuan", EN: "Region of origin or destination"},
	facts.Port:       {ID: "Pelabuhan", EN: "Port"},
	facts.Industry:   {ID: "Lapangan usaha", EN: "Industry"},
	facts.Sector:     {ID: "Sektor", EN: "Sector"},
}

// How a value of a measure is written.
const (
	asDecimal = "decimal" // exact, as text
	asInteger = "integer"
	asNumber  = "number"
)

// measureWord is a measure in words, with its unit.
type measureWord struct {
	label trade.Text
	unit  string
	as    string
	shift int // of a decimal: digits after the point of the integer that is kept
}

var measureWords = map[facts.Measure]measureWord{
	facts.Value:        {trade.Text{ID: "Nilai", EN: "Value"}, "USD", asDecimal, 2},
	facts.Weight:       {trade.Text{ID: "Berat", EN: "Weight"}, "kg", asDecimal, 3},
	facts.Weighed:      {trade.Text{ID: "Nilai baris yang beratnya diketahui", EN: "Value of the rows with a weight"}, "USD", asDecimal, 2},
	facts.Rows:         {trade.Text{ID: "Banyaknya baris", EN: "Number of rows"}, "rows", asInteger, 0},
	facts.UnitValue:    {trade.Text{ID: "Nilai per kilogram", EN: "Value per kilogram"}, "USD/kg", asNumber, 0},
	facts.Share:        {trade.Text{ID: "Bagian dari jumlah", EN: "Share of the total"}, "ratio", asNumber, 0},
	facts.Change:       {trade.Text{ID: "Perubahan dari tahun sebelumnya", EN: "Change from the year before"}, "USD", asDecimal, 2},
	facts.Growth:       {trade.Text{ID: "Pertumbuhan dari tahun sebelumnya", EN: "Growth from the year before"}, "ratio", asNumber, 0},
	facts.Contribution: {trade.Text{ID: "Sumbangan pada pertumbuhan", EN: "Contribution to growth"}, "ratio", asNumber, 0},
	facts.PriceEffect:  {trade.Text{ID: "Perubahan harga (indeks Fisher kurang satu)", EN: "Change of prices (Fisher index less one)"}, "ratio", asNumber, 0},
	facts.VolumeEffect: {trade.Text{ID: "Perubahan volume (indeks Fisher kurang satu)", EN: "Change of volumes (Fisher index less one)"}, "ratio", asNumber, 0},
	facts.RCA:          {trade.Text{ID: "Keunggulan komparatif terungkap (indeks Balassa)", EN: "Revealed comparative advantage (Balassa index)"}, "ratio", asNumber, 0},
}

var computed = trade.Text{ID: "Dihitung dari rilis data", EN: "Computed from a data release"}

// noteText words a remark of package facts.
func noteText(n facts.Note) trade.Text {
	arg := func(i int) string {
		if i < len(n.Args) {
			return strings.ReplaceAll(n.Args[i], ",", ", ")
		}
		return ""
	}
	flow := flowWords[trade.Flow(arg(0))]
	switch n.Code {
	case "like-for-like":
		return trade.Text{
			ID: flow.ID + ": sebanding, hanya bulan " + arg(1) + " dari tahun " + arg(2) + " yang dihitung.",
			EN: flow.EN + ": like for like, only the months " + arg(1) + " of " + arg(2) + " are counted.",
		}
	case "no-common-month":
		return trade.Text{
			ID: flow.ID + ": tahun " + arg(2) + " tidak punya bulan yang sama, sehingga tidak dapat dibandingkan.",
			EN: flow.EN + ": the years " + arg(2) + " have no month in common and cannot be compared.",
		}
	case "same-months":
		return trade.Text{
			ID: "Perubahan tahun " + arg(0) + " hanya membandingkan bulan yang sama: " + arg(1) + ".",
			EN: "Changes of " + arg(0) + " compare only the same months: " + arg(1) + ".",
		}
	case "no-base":
		return trade.Text{
			ID: "Tidak ada tahun yang didahului tahun lain, sehingga perubahan tidak dapat dihitung.",
			EN: "No year has a year before it, so changes cannot be computed.",
		}
	case "blocs-overlap":
		return trade.Text{
			ID: "Satu negara dihitung dalam setiap kelompoknya; jangan menjumlahkan kelompok.",
			EN: "A country counts for each of its blocs; do not add blocs up.",
		}
	case "editions-differ":
		return trade.Text{
			ID: "RCA membandingkan kode dari edisi HS yang berbeda dengan " + arg(0) + ".",
			EN: "RCA compares codes of another edition of the HS than that of " + arg(0) + ".",
		}
	}
	plain := strings.TrimSpace(n.Code + " " + strings.Join(n.Args, ", "))
	return trade.Text{ID: plain, EN: plain}
}

var flowWords = map[trade.Flow]trade.Text{
	trade.Export:  {ID: "Ekspor", EN: "Exports"},
	trade.Import:  {ID: "Impor", EN: "Imports"},
	trade.Balance: {ID: "Neraca perdagangan", EN: "Balance of trade"},
}
