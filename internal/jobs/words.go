package jobs

import (
	"fmt"

	"muara/internal/trade"
)

// errGivenUp is the fault of a job whose processes died again and again.
var errGivenUp = &trade.Error{Code: trade.Internal, Text: trade.Text{
	ID: fmt.Sprintf("Pekerjaan dihentikan: program mati %d kali saat mengerjakannya, mungkin karena memori habis atau listrik padam. Periksa ukuran berkas dan memori server, lalu coba lagi.", maxAttempts),
	EN: fmt.Sprintf("The job was given up: the program died %d times while it ran, perhaps for lack of memory or power. Check the size of the file and the memory of the server, then try again.", maxAttempts),
}}

// errPanic is the fault of a job whose Runner broke down.
var errPanic = &trade.Error{Code: trade.Internal, Text: trade.Text{
	ID: "Pekerjaan berhenti karena kesalahan dalam program. Data yang sudah ada tidak berubah. Laporkan kepada pengelola; rinciannya ada di catatan server.",
	EN: "The job stopped because of a fault in the program. Data that was there before is unchanged. Tell the administrator; the details are in the server's log.",
}}

// errResult is the fault of a job whose Runner returned what cannot be kept.
var errResult = &trade.Error{Code: trade.Internal, Text: trade.Text{
	ID: "Pekerjaan selesai, tetapi ringkasan hasilnya tidak dapat disimpan karena kesalahan dalam program. Laporkan kepada pengelola.",
	EN: "The job finished, but the summary of its result cannot be kept because of a fault in the program. Tell the administrator.",
}}

// errUnsaved is the fault of a job whose end could not be written down.
var errUnsaved = &trade.Error{Code: trade.Unavailable, Text: trade.Text{
	ID: "Hasil pekerjaan tidak dapat disimpan; mungkin disk server penuh. Pekerjaan akan diulang dari awal setelah ada ruang.",
	EN: "The result of the job could not be saved; the server's disk may be full. The job will be done again from the start once there is room.",
}}

func faultOf(err error) Fault { return Fault{Code: trade.CodeOf(err), Text: trade.TextOf(err)} }

func notFound(id string) error {
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: fmt.Sprintf("Tidak ada pekerjaan dengan nomor %q; mungkin sudah dihapus.", id),
		EN: fmt.Sprintf("There is no job with the number %q; it may have been removed.", id),
	}}
}

func garbled(id string, cause error) error {
	return &trade.Error{Code: trade.Internal, Err: cause, Text: trade.Text{
		ID: fmt.Sprintf("Catatan pekerjaan %s tidak dapat dibaca. Berkasnya disisihkan, pekerjaan lain tetap berjalan. Laporkan kepada pengelola.", id),
		EN: fmt.Sprintf("The record of job %s cannot be read. Its files are set aside, other jobs go on. Tell the administrator.", id),
	}}
}

func notSaved(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Perubahan tidak dapat disimpan di folder pekerjaan; periksa ruang disk dan hak tulis server, lalu coba lagi.",
		EN: "The change could not be saved in the folder of jobs; check the server's disk space and its right to write there, then try again.",
	}}
}

func notReadable(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Folder pekerjaan tidak dapat dibaca; periksa apakah folder itu ada dan boleh dibaca server.",
		EN: "The folder of jobs cannot be read; check that it exists and that the server may read it.",
	}}
}

func busy(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Antrean pekerjaan sedang dipakai proses lain. Coba lagi sebentar lagi.",
		EN: "The queue of jobs is in use by another process. Try again in a moment.",
	}}
}

func ended() error {
	return &trade.Error{Code: trade.Conflict, Text: trade.Text{
		ID: "Pekerjaan ini sudah berakhir; tidak ada lagi yang perlu dibatalkan.",
		EN: "This job has already ended; there is nothing left to cancel.",
	}}
}

func finished() error {
	return &trade.Error{Code: trade.Conflict, Text: trade.Text{
		ID: "Pekerjaan ini sudah selesai dengan baik; tidak perlu diulang.",
		EN: "This job has finished well; there is no need to do it again.",
	}}
}

func stillRunning() error {
	return &trade.Error{Code: trade.Conflict, Text: trade.Text{
		ID: "Pekerjaan ini sedang berjalan. Batalkan dahulu, tunggu sampai berhenti, lalu ulangi.",
		EN: "This job is running. Cancel it first, wait until it stops, and try this again.",
	}}
}

func replaced(by Job) error {
	return &trade.Error{Code: trade.Conflict, Text: trade.Text{
		ID: fmt.Sprintf("Pekerjaan yang sama sudah ada dengan nomor %s; lanjutkan dengan yang itu.", by.ID),
		EN: fmt.Sprintf("The same job is already there with the number %s; go on with that one.", by.ID),
	}}
}

func invalid(id, en string) error {
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{ID: id, EN: en}}
}

func closed() error {
	return &trade.Error{Code: trade.Unavailable, Text: trade.Text{
		ID: "Program sedang berhenti; pekerjaan akan dilanjutkan setelah program dijalankan lagi.",
		EN: "The program is stopping; the job will be taken up when it starts again.",
	}}
}
