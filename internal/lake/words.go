package lake

import "muara/internal/trade"

// columnWords explains the columns of the files.
var columnWords = map[string]trade.Text{
	"flow":        {ID: "arus: export (FOB) atau import (CIF)", EN: "export (FOB) or import (CIF)"},
	"year":        {ID: "tahun", EN: "year"},
	"month":       {ID: "bulan, 1 sampai 12", EN: "month, 1 to 12"},
	"reporter":    {ID: "negara pelapor, kode tempat", EN: "who reports, place code"},
	"region":      {ID: "provinsi asal atau tujuan, kode BPS", EN: "region of origin or destination, BPS code"},
	"partner":     {ID: "negara mitra, kode tempat; WLD untuk seluruh dunia", EN: "partner, place code; WLD for the whole world"},
	"product":     {ID: "kode HS sebagaimana tertulis dalam berkas sumber", EN: "HS code as the source has it"},
	"edition":     {ID: "edisi HS, H0 (1992) sampai H6 (2022)", EN: "edition of the HS, H0 (1992) to H6 (2022)"},
	"port":        {ID: "pelabuhan sebagaimana tertulis", EN: "port as written"},
	"industry":    {ID: "jenis industri sebagaimana tertulis", EN: "kind of industry as written"},
	"sector":      {ID: "sektor sebagaimana tertulis", EN: "sector as written"},
	"hs2":         {ID: "bab HS, dua angka pertama kode produk", EN: "HS chapter, the first two digits of the product"},
	columnValue:   {ID: "nilai dalam sen dolar AS", EN: "value in US cents"},
	columnRest:    {ID: "sisa pembulatan nilai, dalam sepersejuta sen", EN: "what rounding took from the value, in millionths of a cent"},
	columnGrams:   {ID: "berat bersih dalam gram; kosong bila sumbernya tidak menyebut berat", EN: "net weight in grams; empty where the source gives none"},
	columnWeighed: {ID: "nilai baris yang beratnya diketahui, dalam sen dolar AS", EN: "value of the rows that have a weight, in US cents"},
	columnRows:    {ID: "banyaknya baris sumber", EN: "how many rows of the source"},
}
