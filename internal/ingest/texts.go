package ingest

import (
	"fmt"

	"muara/internal/trade"
)

// What readers expect, in the words of the refusals.
var (
	wantValue = trade.Text{
		ID: "nilai berupa angka, nol atau lebih",
		EN: "a value as a number, zero or more",
	}
	wantUnambiguous = trade.Text{
		ID: "angka yang jelas tanda desimalnya; ini dapat berarti ribuan atau pecahan, simpan sel sebagai angka",
		EN: "a number whose decimal mark is clear; this may be thousands or a fraction, store the cell as a number",
	}
	wantSmaller = trade.Text{
		ID: "nilai di bawah 100 triliun US$ untuk satu baris",
		EN: "a value below 100 trillion US$ for one row",
	}
	wantWeight = trade.Text{
		ID: "berat berupa angka, nol atau lebih, atau sel kosong",
		EN: "a weight as a number, zero or more, or nothing",
	}
	wantYear = trade.Text{
		ID: "tahun empat angka, dari 1900 sampai 2199",
		EN: "a year of four digits, from 1900 to 2199",
	}
	wantPeriod = trade.Text{
		ID: "tahun (2021) atau bulan (202107)",
		EN: "a year (2021) or a month (202107)",
	}
	wantProduct = trade.Text{
		ID: "kode HS 2 sampai 10 angka",
		EN: "an HS code of 2 to 10 digits",
	}
	wantProduct6 = trade.Text{
		ID: "kode HS 6 angka",
		EN: "an HS code of 6 digits",
	}
	wantCountryCode = trade.Text{
		ID: "kode negara berupa angka, paling banyak tiga",
		EN: "a country code of at most three digits",
	}
	wantFlow = trade.Text{
		ID: "arah perdagangan: ekspor atau impor",
		EN: "the direction of trade: export or import",
	}
	wantClosedQuote = trade.Text{
		ID: "tanda kutip penutup; tanda kutip di baris ini tidak pernah ditutup",
		EN: "a closing quote; the quote in this row is never closed",
	}
	wantShorter = trade.Text{
		ID: "baris paling panjang satu megabita",
		EN: "a row of at most one megabyte",
	}
)

// amountExpected is what to say of a value that is none.
func amountExpected(f fault) trade.Text {
	switch f {
	case ambiguous:
		return wantUnambiguous
	case tooLarge:
		return wantSmaller
	default:
		return wantValue
	}
}

func wantColumns(n int) trade.Text {
	return trade.Text{
		ID: fmt.Sprintf("%d kolom, seperti baris judulnya", n),
		EN: fmt.Sprintf("%d columns, as in the heading", n),
	}
}

// Remarks on rows that were taken or left out.
var (
	lostZero = Remark{"lost-zero", trade.Text{
		ID: "kode HS kehilangan nol di depan; nolnya dikembalikan",
		EN: "the HS code had lost its leading zero; it was restored",
	}}
	noFlow = Remark{"no-flow", trade.Text{
		ID: "berkas tidak menyebut ekspor atau impor; sebutkan dengan --flow",
		EN: "the file does not say whether these are exports or imports; say so with --flow",
	}}
	noEdition = Remark{"no-edition", trade.Text{
		ID: "berkas tidak menyebut edisi HS dari kodenya",
		EN: "the file does not state the HS edition of its codes",
	}}
	noUnit = Remark{"no-unit", trade.Text{
		ID: "berkas tidak menyebut satuan; nilai dibaca sebagai US$ dan berat sebagai kg",
		EN: "the file does not state units; values are read as US$ and weights as kg",
	}}
	noWeight = Remark{"no-weight", trade.Text{
		ID: "tanpa berat",
		EN: "without a weight",
	}}
	noPartner = Remark{"no-partner", trade.Text{
		ID: "negara mitra tidak disebut",
		EN: "the partner country is not named",
	}}
	noPort = Remark{"no-port", trade.Text{
		ID: "pelabuhan tidak disebut",
		EN: "the port is not named",
	}}
	noIndustry = Remark{"no-industry", trade.Text{
		ID: "jenis industri kosong atau #N/A",
		EN: "the kind of industry is blank or #N/A",
	}}
	testRow = Remark{"test-row", trade.Text{
		ID: "baris tampak seperti data coba-coba (nama industri diawali TEST)",
		EN: "the row looks like test data (the name of the industry begins with TEST)",
	}}
	macros = Remark{"macros", trade.Text{
		ID: "buku kerja berisi makro; makro tidak pernah dijalankan",
		EN: "the workbook holds macros; they are never run",
	}}

	leftBlank = Remark{"blank", trade.Text{
		ID: "baris kosong",
		EN: "blank rows",
	}}
	leftTotals = Remark{"totals", trade.Text{
		ID: "sel dan baris jumlah (Totals), diperiksa terhadap bagiannya",
		EN: "cells and rows of totals, checked against their parts",
	}}
	leftHeading = Remark{"heading", trade.Text{
		ID: "judul dan baris di atas data",
		EN: "titles and rows above the data",
	}}
	leftReexport = Remark{"re-trade", trade.Text{
		ID: "reekspor dan reimpor, yang sudah termasuk dalam ekspor dan impor",
		EN: "re-exports and re-imports, which exports and imports already contain",
	}}
	leftParts = Remark{"parts", trade.Text{
		ID: "rincian menurut moda angkut, prosedur pabean, atau mitra kedua",
		EN: "parts by mode of transport, customs procedure or second partner",
	}}
	leftServices = Remark{"services", trade.Text{
		ID: "perdagangan jasa",
		EN: "trade in services",
	}}
)
