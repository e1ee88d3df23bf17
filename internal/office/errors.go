package office

import (
	"fmt"

	"muara/internal/trade"
)

var errNothing = &trade.Error{Code: trade.NotFound, Text: trade.Text{
	ID: "Belum ada angka pada tanggal itu. Pilih tanggal yang lebih baru, atau muat paket data.",
	EN: "There are no figures as of that date. Choose a later date, or load a data pack.",
}}

func outOfRange(first, last int) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("Tahun di luar data. Angka tersedia dari %d sampai %d, dan tahun awal tidak boleh sesudah tahun akhir.", first, last),
		EN: fmt.Sprintf("Those years are outside the data. Figures run from %d to %d, and the first year must not be after the last.", first, last),
	}}
}
