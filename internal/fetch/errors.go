package fetch

import (
	"fmt"
	"strings"
	"time"

	"muara/internal/trade"
)

// Where a person gets the same by hand.
const (
	comtradePage = "https://comtradedeveloper.un.org"
	baciPage     = "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37"
)

func fail(code trade.Code, err error, id, en string) *trade.Error {
	return &trade.Error{Code: code, Err: err, Text: trade.Text{ID: id, EN: en}}
}

func errBadKey() error {
	return fail(trade.Invalid, nil,
		"kunci API berisi spasi atau huruf yang tidak mungkin; salin lagi kunci itu, tanpa apa pun di sekitarnya",
		"the API key holds blanks or characters that cannot be; copy the key again, with nothing around it")
}

func errBadBase(address string) error {
	return fail(trade.Invalid, nil,
		fmt.Sprintf("%q bukan alamat sumber data; tulis seperti %s", address, ComtradeBase),
		fmt.Sprintf("%q is not the address of a source; write it like %s", address, ComtradeBase))
}

func errOpenLine(address string) error {
	return fail(trade.Invalid, nil,
		fmt.Sprintf("kunci API hanya dikirim lewat https; alamat %s tidak memakainya", address),
		fmt.Sprintf("the API key is sent over https only; the address %s does not use it", address))
}

func errRedirect(from, to string) error {
	return fail(trade.Forbidden, nil,
		fmt.Sprintf("%s mengalihkan permintaan ke %s; pengalihan itu ditolak agar kunci API tidak sampai ke pihak lain. Periksa alamat sumber dalam pengaturan", from, to),
		fmt.Sprintf("%s sends the request on to %s; that is refused so that the API key reaches nobody else. Check the address of the source in the settings", from, to))
}

func errStopped(err error) error {
	return fail(trade.Unavailable, err,
		"dihentikan; yang sudah diunduh tersimpan. Jalankan lagi perintah yang sama untuk melanjutkan",
		"stopped; what has been fetched is kept. Run the same command again to go on")
}

func errComeBack(at time.Time, err error) error {
	when := at.Format("2006-01-02 15:04")
	return fail(trade.Unavailable, err,
		fmt.Sprintf("jatah panggilan habis; sumber data meminta menunggu sampai %s. Yang sudah diunduh tersimpan; setelah itu jalankan lagi perintah yang sama", when),
		fmt.Sprintf("the allowance of calls is used up; the source asks to wait until %s. What has been fetched is kept; run the same command again after that", when))
}

func errOfflineComtrade(host string, err error) error {
	return fail(trade.Unavailable, err,
		fmt.Sprintf("%s tidak dapat dihubungi. Periksa sambungan internet lalu jalankan lagi perintah yang sama. Atau, di komputer lain: buka %s, masuk, pilih API comtrade - v1, kirim permintaan dengan \"Try it\", simpan jawabannya sebagai berkas .json, lalu: muara import BERKAS", host, comtradePage),
		fmt.Sprintf("%s cannot be reached. Check the internet connection and run the same command again. Or, on another computer: open %s, sign in, choose the API comtrade - v1, send the request with \"Try it\", save the answer as a .json file, then: muara import FILE", host, comtradePage))
}

func errOfflineBACI(host string, err error) error {
	return fail(trade.Unavailable, err,
		fmt.Sprintf("%s tidak dapat dihubungi. Periksa sambungan internet lalu jalankan lagi perintah yang sama; unduhan dilanjutkan dari tempat berhenti. Atau unduh sendiri dari %s, lalu: muara import BERKAS.zip", host, baciPage),
		fmt.Sprintf("%s cannot be reached. Check the internet connection and run the same command again; the download goes on where it stopped. Or download it by hand from %s, then: muara import FILE.zip", host, baciPage))
}

func errCut(host string, err error) error {
	return fail(trade.Unavailable, err,
		fmt.Sprintf("sambungan ke %s terputus berulang kali; jalankan lagi perintah yang sama nanti untuk melanjutkan", host),
		fmt.Sprintf("the connection to %s broke again and again; run the same command again later to go on", host))
}

func errStatus(host string, status int, said string) error {
	return fail(trade.Unavailable, nil,
		fmt.Sprintf("%s sedang terganggu (HTTP %d%s); jalankan lagi perintah yang sama nanti untuk melanjutkan", host, status, quoted(said)),
		fmt.Sprintf("%s has a fault (HTTP %d%s); run the same command again later to go on", host, status, quoted(said)))
}

func errKeyRefused(host string, status int, said string, withKey bool) error {
	if !withKey {
		return fail(trade.Forbidden, nil,
			fmt.Sprintf("%s menolak permintaan tanpa kunci API (HTTP %d%s). Ambil kunci gratis di %s dan isikan ke MUARA_COMTRADE_KEY", host, status, quoted(said), comtradePage),
			fmt.Sprintf("%s refuses requests without an API key (HTTP %d%s). Get a free key at %s and set MUARA_COMTRADE_KEY", host, status, quoted(said), comtradePage))
	}
	return fail(trade.Forbidden, nil,
		fmt.Sprintf("%s menolak kunci API (HTTP %d%s). Periksa kunci itu di %s, bagian Profile", host, status, quoted(said), comtradePage),
		fmt.Sprintf("%s refuses the API key (HTTP %d%s). Check the key at %s, under Profile", host, status, quoted(said), comtradePage))
}

func errAsked(host string, status int, said string) error {
	return fail(trade.Invalid, nil,
		fmt.Sprintf("%s tidak menerima permintaan ini (HTTP %d%s). Periksa kode negara, tahun, dan kode barang", host, status, quoted(said)),
		fmt.Sprintf("%s does not accept this request (HTTP %d%s). Check the country, the years and the product codes", host, status, quoted(said)))
}

func errNotJSON(host, kind, begin string) error {
	return fail(trade.Unavailable, nil,
		fmt.Sprintf("%s menjawab dengan %s, bukan JSON%s; mungkin jaringan ini meminta masuk lebih dulu, atau situs itu sedang dirawat", host, kind, quoted(begin)),
		fmt.Sprintf("%s answered with %s, not JSON%s; perhaps this network wants a sign-in first, or the site is under repair", host, kind, quoted(begin)))
}

func errGarbled(host string, why trade.Text, err error) error {
	return fail(trade.Unavailable, err,
		fmt.Sprintf("jawaban dari %s rusak: %s. Jalankan lagi perintah yang sama nanti", host, why.ID),
		fmt.Sprintf("the answer of %s is damaged: %s. Run the same command again later", host, why.EN))
}

func errTooMuch(c call, limit int) error {
	return fail(trade.Invalid, nil,
		fmt.Sprintf("jawaban untuk %s %s terpotong pada batas %d catatan dan tidak dapat dipecah lagi; batasi negara mitra dengan --partner, atau pakai kunci API", c.label(), c.Period, limit),
		fmt.Sprintf("the answer for %s %s is cut off at the limit of %d records and cannot be split further; name partners with --partner, or use an API key", c.label(), c.Period, limit))
}

func errOtherRequest(dir string) error {
	return fail(trade.Conflict, nil,
		fmt.Sprintf("folder %s berisi jawaban untuk permintaan lain (negara, barang, mitra, atau kunci yang lain); pilih folder lain dengan --to agar tidak tercampur", dir),
		fmt.Sprintf("the folder %s holds answers to another request (another country, other goods, partners or key); choose another folder with --to so that they do not mix", dir))
}

func errBusy(lock string) error {
	return fail(trade.Conflict, nil,
		fmt.Sprintf("unduhan ini sedang dijalankan oleh program lain (%s); tunggu sampai selesai", lock),
		fmt.Sprintf("another program is at this download (%s); wait until it is done", lock))
}

func errFull(dir string, need, free int64) error {
	const mega = 1 << 20
	return fail(trade.Unavailable, nil,
		fmt.Sprintf("perlu %s MB, tetapi disk untuk %s hanya punya %s MB kosong; kosongkan tempat atau pilih folder lain", grouped(need/mega+1, "."), dir, grouped(free/mega, ".")),
		fmt.Sprintf("%s MB are needed, but the disk of %s has only %s MB free; make room or choose another folder", grouped(need/mega+1, ","), dir, grouped(free/mega, ",")))
}

// quoted is what a server said, short and on one line; nothing if it said
// nothing.
func quoted(said string) string {
	said = strings.Join(strings.Fields(strings.ToValidUTF8(said, "?")), " ")
	if r := []rune(said); len(r) > 160 {
		said = string(r[:160]) + "…"
	}
	if said == "" {
		return ""
	}
	return ": " + said
}
