package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"muara/internal/ingest"
	"muara/internal/jobs"
	"muara/internal/trade"
)

// Check begins the import of files of an upload, counted from 0: a draft and
// its quality report, nothing is published. Asking twice is harmless: the job
// that is there already is returned. Once it has ended, again names it, and it
// is done anew.
func (u *Uploads) Check(up Upload, files []int, in JobInput, by, again string) (jobs.Job, bool, error) {
	if len(files) == 0 {
		return jobs.Job{}, false, nothingSent(nil)
	}
	if in.Mapping != nil {
		text, err := in.Mapping.TOML()
		if err != nil {
			return jobs.Job{}, false, fmt.Errorf("mapping of columns: %w", err)
		}
		sum := sha256.Sum256([]byte(text))
		in.Options.Mapping = hex.EncodeToString(sum[:])
	}
	in.Upload, in.Files = up.ID, files
	from, err := u.Queue.Spool(up.ID)
	if err != nil {
		return jobs.Job{}, false, err
	}
	d, err := u.Queue.Draft()
	if err != nil {
		return jobs.Job{}, false, err
	}
	defer d.Discard()
	var taken []UploadedFile
	for n, i := range files {
		if i < 0 || i >= len(up.Files) {
			return jobs.Job{}, false, noUpload(up.ID)
		}
		taken = append(taken, up.Files[i])
		if err := share(filepath.Join(from, strconv.Itoa(i+1)), filepath.Join(d.Files, strconv.Itoa(n+1))); errors.Is(err, fs.ErrNotExist) {
			return jobs.Job{}, false, noUpload(up.ID)
		} else if err != nil {
			return jobs.Job{}, false, cannotKeep(err)
		}
	}
	if err := writeNames(d.Files, taken); err != nil {
		return jobs.Job{}, false, err
	}
	said, err := json.Marshal(in)
	if err != nil {
		return jobs.Job{}, false, fmt.Errorf("input of an import: %w", err)
	}
	sum := sha256.Sum256(said)
	return d.Add(jobs.New{
		Kind: JobKind, Key: hex.EncodeToString(sum[:]) + again, By: by, Input: in,
		Title: trade.Text{ID: "Pemeriksaan " + listed(taken, "dan %d lainnya"), EN: "Check of " + listed(taken, "and %d more")},
	})
}

// share gives a file a second name, or copies it where the disk knows no such
// thing.
func share(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func writeNames(folder string, files []UploadedFile) error {
	b, err := json.Marshal(files)
	if err != nil {
		return fmt.Errorf("names of files: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, namesFile), b, 0o640); err != nil {
		return cannotKeep(err)
	}
	return nil
}

// JobFiles lists the files in the folder of an import job, for Desk.Runner.
func JobFiles(folder string) ([]File, error) {
	b, err := os.ReadFile(filepath.Join(folder, namesFile))
	if err != nil {
		return nil, filesGone(err)
	}
	var names []UploadedFile
	if err := json.Unmarshal(b, &names); err != nil {
		return nil, filesGone(err)
	}
	var out []File
	for i, n := range names {
		out = append(out, fileAt(folder, i, n.Name))
	}
	return out, nil
}

func fileAt(folder string, i int, name string) File {
	return File{Name: name, Open: func() (ingest.Source, io.Closer, error) {
		f, err := os.Open(filepath.Join(folder, strconv.Itoa(i+1)))
		if err != nil {
			return ingest.Source{}, nil, filesGone(err)
		}
		info, err := f.Stat()
		if err != nil {
			return ingest.Source{}, nil, errors.Join(filesGone(err), f.Close())
		}
		return ingest.Source{Name: name, Size: info.Size(), Data: f}, f, nil
	}}
}

func filesGone(cause error) error {
	return &trade.Error{Code: trade.Unavailable, Err: cause, Text: trade.Text{
		ID: "Berkas unggahan tidak ada lagi di server. Kirim berkasnya lagi.",
		EN: "The uploaded files are no longer on the server. Send them again.",
	}}
}
