package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/trade"
)

// UploadKind is the kind of the jobs that keep files which were sent and wait
// for a person to look at them. There is nothing to run: the queue gives them a
// folder that is whole or not there, one place for two equal uploads, and an
// end when they are kept no longer.
const UploadKind jobs.Kind = "upload"

// Uploads keeps what people send to be imported.
type Uploads struct{ Queue *jobs.Queue }

// Upload is one sending of files.
type Upload struct {
	ID      string
	By      string
	Created time.Time
	Files   []UploadedFile
	Refused []NotTaken // sent with them and not kept
}

// UploadedFile is a file as it was sent. Its name is only shown: on the disk
// files are numbered.
type UploadedFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

type uploadInput struct {
	Files   []UploadedFile `json:"files"`
	Refused []NotTaken     `json:"refused,omitempty"`
}

// namesFile lists the names of the numbered files of a folder.
const namesFile = "names.json"

// mostFiles is how many files may be sent at once.
const mostFiles = 200

// Incoming is an upload on its way. It is used by one goroutine.
type Incoming struct {
	draft *jobs.Draft
	in    uploadInput
}

// Begin starts an upload. Unless it is kept, nothing of it remains.
func (u *Uploads) Begin() (*Incoming, error) {
	d, err := u.Queue.Draft()
	if err != nil {
		return nil, err
	}
	return &Incoming{draft: d}, nil
}

// Discard drops what was sent; after Keep it does nothing.
func (in *Incoming) Discard() { in.draft.Discard() }

// File takes one file as it arrives. A file of a kind that cannot hold trade is
// noted and not kept; the others go on.
func (in *Incoming) File(name string, r io.Reader) error {
	name = plainName(name)
	head := make([]byte, 4096)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	head = head[:n]
	why := ingest.Unreadable(head)
	if len(in.in.Files) >= mostFiles {
		why = &trade.Text{ID: fmt.Sprintf("lebih dari %d berkas sekaligus", mostFiles), EN: fmt.Sprintf("more than %d files at once", mostFiles)}
	}
	if why != nil {
		in.in.Refused = append(in.in.Refused, NotTaken{name, *why})
		return nil
	}
	f, err := os.Create(filepath.Join(in.draft.Files, strconv.Itoa(len(in.in.Files)+1)))
	if err != nil {
		return cannotKeep(err)
	}
	h := sha256.New()
	size, err := io.Copy(&disk{f, h}, io.MultiReader(strings.NewReader(string(head)), r))
	if closed := f.Close(); err == nil && closed != nil {
		err = cannotKeep(closed)
	}
	if err != nil {
		return err
	}
	in.in.Files = append(in.in.Files, UploadedFile{name, size, hex.EncodeToString(h.Sum(nil))})
	return nil
}

// disk writes to a file and a hash, and tells faults of the disk from those of
// the connection.
type disk struct {
	f *os.File
	h io.Writer
}

// Write implements io.Writer.
func (d *disk) Write(p []byte) (int, error) {
	n, err := d.f.Write(p)
	_, _ = d.h.Write(p[:n]) // a hash never fails
	if err != nil {
		err = cannotKeep(err)
	}
	return n, err
}

// Keep ends the sending. The same files sent again are the same upload.
func (in *Incoming) Keep(by string) (Upload, error) {
	if len(in.in.Files) == 0 {
		return Upload{}, nothingSent(in.in.Refused)
	}
	if err := writeNames(in.draft.Files, in.in.Files); err != nil {
		return Upload{}, err
	}
	j, _, err := in.draft.Add(jobs.New{
		Kind: UploadKind, Key: keyOf(in.in.Files), By: by, Input: in.in,
		Title: trade.Text{ID: "Unggahan: " + listed(in.in.Files, "dan %d lainnya"), EN: "Upload: " + listed(in.in.Files, "and %d more")},
	})
	if err != nil {
		return Upload{}, err
	}
	return uploadOf(j)
}

func nothingSent(refused []NotTaken) error {
	text := trade.Text{
		ID: "Belum ada berkas yang dipilih. Pilih satu atau beberapa berkas, lalu kirim.",
		EN: "No file was chosen. Choose one or several files and send them.",
	}
	for i, r := range refused {
		if i == 0 {
			text = trade.Text{ID: "Tidak ada berkas yang dapat dibaca.", EN: "No file can be read."}
		}
		text.ID += fmt.Sprintf(" %s: %s.", r.File, r.Why.ID)
		text.EN += fmt.Sprintf(" %s: %s.", r.File, r.Why.EN)
	}
	return &trade.Error{Code: trade.Invalid, Text: text}
}

func uploadOf(j jobs.Job) (Upload, error) {
	var in uploadInput
	if err := json.Unmarshal(j.Input, &in); err != nil || j.Kind != UploadKind {
		return Upload{}, noUpload(j.ID)
	}
	return Upload{ID: j.ID, By: j.By, Created: j.Created, Files: in.Files, Refused: in.Refused}, nil
}

// Get returns an upload.
func (u *Uploads) Get(id string) (Upload, error) {
	j, err := u.Queue.Get(id)
	if trade.CodeOf(err) == trade.NotFound {
		return Upload{}, noUpload(id)
	} else if err != nil {
		return Upload{}, err
	}
	return uploadOf(j)
}

// List returns the uploads that are kept, the newest first.
func (u *Uploads) List(limit int) ([]Upload, error) {
	all, _, err := u.Queue.List(jobs.Filter{Kinds: []jobs.Kind{UploadKind}}, jobs.Page{Limit: limit})
	if err != nil {
		return nil, err
	}
	var out []Upload
	for _, j := range all {
		if up, err := uploadOf(j); err == nil {
			out = append(out, up)
		}
	}
	return out, nil
}

// Remove deletes an upload. Imports that were begun keep their files.
func (u *Uploads) Remove(id string) error {
	if _, err := u.Get(id); err != nil {
		return err
	}
	return u.Queue.Remove(id)
}

// Open returns a file of an upload, counted from 0.
func (u *Uploads) Open(up Upload, i int) (File, error) {
	folder, err := u.Queue.Spool(up.ID)
	if err != nil {
		return File{}, err
	}
	if i < 0 || i >= len(up.Files) {
		return File{}, noUpload(up.ID)
	}
	return fileAt(folder, i, up.Files[i].Name), nil
}

// Look shows the beginning of a file.
func (u *Uploads) Look(ctx context.Context, up Upload, i int) (*ingest.Preview, error) {
	f, err := u.Open(up, i)
	if err != nil {
		return nil, err
	}
	src, closer, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	return ingest.Look(ctx, src, ingest.Limits{})
}

// Keeping is the Runner of uploads: they only lie there.
func Keeping(context.Context, jobs.Job, func(jobs.Progress)) (json.RawMessage, error) {
	return nil, nil
}

// keyOf is the same for the same files, whatever their order.
func keyOf(files []UploadedFile) string {
	var parts []string
	for _, f := range files {
		parts = append(parts, f.SHA256+" "+f.Name)
	}
	slices.Sort(parts)
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// listed names the first file, and how many more there are.
func listed(files []UploadedFile, more string) string {
	out := files[0].Name
	if n := len(files) - 1; n > 0 {
		out += " " + fmt.Sprintf(more, n)
	}
	return out
}

// plainName takes folders and what cannot be shown off a name that a browser
// sent.
func plainName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "")))
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[:80]) + "…" + string(runes[len(runes)-39:])
	}
	if name == "" {
		return "berkas"
	}
	return name
}

func noUpload(id string) error {
	return &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "Tidak ada unggahan dengan nomor " + id + "; mungkin sudah dihapus. Kirim berkasnya lagi.",
		EN: "There is no upload with the number " + id + "; it may have been removed. Send its files again.",
	}}
}

func cannotKeep(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Berkas tidak dapat disimpan di server; mungkin disknya penuh. Kosongkan ruang, lalu kirim lagi.",
		EN: "The file cannot be stored on the server; its disk may be full. Free some space and send it again.",
	}}
}
