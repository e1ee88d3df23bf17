package lake

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"muara/internal/trade"
)

func text(code trade.Code, id, en string, cause error) error {
	return &trade.Error{Code: code, Text: trade.Text{ID: id, EN: en}, Err: cause}
}

func badFact(idName, enName, found, idWant, enWant string) error {
	return text(trade.Invalid,
		fmt.Sprintf("%s %q tidak dapat disimpan; seharusnya %s", idName, found, idWant),
		fmt.Sprintf("the %s %q cannot be stored; expected %s", enName, found, enWant), nil)
}

func badID(id string) error {
	return text(trade.Invalid,
		fmt.Sprintf("nama kumpulan data %q tidak dapat dipakai; pakai huruf kecil, angka dan tanda hubung, paling panjang 40, misalnya ekspor-kalteng", id),
		fmt.Sprintf("%q cannot be the name of a data set; use small letters, digits and hyphens, at most 40, such as ekspor-kalteng", id), nil)
}

func noDataset(id string) error {
	return text(trade.NotFound,
		fmt.Sprintf("tidak ada kumpulan data bernama %q", id),
		fmt.Sprintf("there is no data set called %q", id), nil)
}

func noRelease(dataset, release string) error {
	if release == "" {
		return text(trade.NotFound,
			fmt.Sprintf("kumpulan data %s belum punya rilis data yang diterbitkan", dataset),
			fmt.Sprintf("the data set %s has no published data release yet", dataset), nil)
	}
	return text(trade.NotFound,
		fmt.Sprintf("kumpulan data %s tidak punya rilis data %q", dataset, release),
		fmt.Sprintf("the data set %s has no data release %q", dataset, release), nil)
}

func mixedPeriods(monthly bool) error {
	if monthly {
		return text(trade.Invalid,
			"kumpulan data ini berisi angka bulanan; angka setahun penuh tidak dapat dicampur ke dalamnya. Simpan di kumpulan data lain",
			"this data set holds monthly figures; figures of whole years cannot be mixed in. Keep them in another data set", nil)
	}
	return text(trade.Invalid,
		"kumpulan data ini berisi angka setahun penuh; angka bulanan tidak dapat dicampur ke dalamnya. Simpan di kumpulan data lain",
		"this data set holds figures of whole years; monthly figures cannot be mixed in. Keep them in another data set", nil)
}

func busyText(who string, since time.Time) error {
	if who == "" {
		who = "-"
	}
	at := "?"
	if !since.IsZero() {
		at = since.UTC().Format("2006-01-02 15:04 UTC")
	}
	return text(trade.Conflict,
		fmt.Sprintf("kumpulan data ini sedang diimpor atau diterbitkan oleh %s sejak %s; tunggu sampai selesai, lalu coba lagi", who, at),
		fmt.Sprintf("this data set is being imported or published by %s since %s; wait until that is done and try again", who, at), nil)
}

// garbled names a file of the store that makes no sense.
func garbled(path string, cause error) error {
	return text(trade.Unavailable,
		fmt.Sprintf("berkas %s rusak atau bukan buatan program ini; jalankan pemeriksaan rilis data untuk melihat cara memperbaikinya", path),
		fmt.Sprintf("the file %s is damaged or was not made by this program; check the data releases to see how to repair it", path), cause)
}

func tooNew(path string, version int) error {
	return text(trade.Unavailable,
		fmt.Sprintf("berkas %s berbentuk versi %d, lebih baru daripada yang dikenal program ini (%d); perbarui program", path, version, Version),
		fmt.Sprintf("the file %s has form %d, newer than what this program knows (%d); update the program", path, version, Version), nil)
}

// cannotRead says why something of the store cannot be read.
func cannotRead(path string, cause error) error {
	var told *trade.Error
	if errors.As(cause, &told) {
		return cause
	}
	return text(trade.Unavailable,
		fmt.Sprintf("%s tidak terbaca", path), fmt.Sprintf("cannot read %s", path), cause)
}

// cannotWrite says why something of the store cannot be written.
func cannotWrite(path string, cause error) error {
	var told *trade.Error
	switch {
	case cause == nil || errors.As(cause, &told):
		return cause
	case isFull(cause):
		return text(trade.Unavailable,
			fmt.Sprintf("disk penuh saat menulis %s; tidak ada yang diterbitkan. Kosongkan ruang, lalu ulangi", path),
			fmt.Sprintf("the disk is full, writing %s; nothing was published. Free some space and try again", path), cause)
	case errors.Is(cause, fs.ErrPermission) || errors.Is(cause, syscall.EROFS):
		return text(trade.Unavailable,
			fmt.Sprintf("%s tidak boleh ditulis oleh program ini; periksa hak akses foldernya", path),
			fmt.Sprintf("this program may not write %s; check the permissions of its folder", path), cause)
	}
	return text(trade.Unavailable,
		fmt.Sprintf("%s tidak dapat ditulis", path), fmt.Sprintf("cannot write %s", path), cause)
}

// isFull knows a full disk, and a file that may not grow, by the error of the
// system; DuckDB passes on only its words.
func isFull(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EFBIG) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	s := err.Error()
	return strings.Contains(s, "No space left") || strings.Contains(s, "File too large") || strings.Contains(s, "quota exceeded")
}
