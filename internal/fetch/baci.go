package fetch

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"muara/internal/trade"
)

// BACIRequest names a release of BACI as CEPII does: BACI_HS17_V202501.zip.
type BACIRequest struct {
	Edition string // of the Harmonized System: HS92 to HS22
	Version string // year and month, perhaps with a letter: 202501, 202401b; a V before it is ignored
	SHA256  string // what the archive must have, if known: CEPII is not known to publish it
}

var (
	baciEdition = regexp.MustCompile(`^HS\d\d$`)
	baciVersion = regexp.MustCompile(`^\d{6}[a-z]?$`)
	hexSum      = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// name of the archive.
func (r BACIRequest) name() (string, error) {
	edition := strings.ToUpper(strings.TrimSpace(r.Edition))
	version := strings.TrimLeft(strings.ToLower(strings.TrimSpace(r.Version)), "v")
	if !baciEdition.MatchString(edition) {
		return "", fail(trade.Invalid, nil,
			fmt.Sprintf("edisi %q tidak mungkin; tulis seperti HS17", r.Edition), fmt.Sprintf("the edition %q cannot be; write it like HS17", r.Edition))
	}
	if !baciVersion.MatchString(version) {
		return "", fail(trade.Invalid, nil,
			fmt.Sprintf("versi %q tidak mungkin; tulis tahun dan bulan seperti 202501 (lihat %s)", r.Version, baciPage),
			fmt.Sprintf("the version %q cannot be; write year and month like 202501 (see %s)", r.Version, baciPage))
	}
	if r.SHA256 != "" && !hexSum.MatchString(strings.ToLower(r.SHA256)) {
		return "", fail(trade.Invalid, nil, "SHA-256 terdiri atas 64 angka heksadesimal", "a SHA-256 has 64 hexadecimal digits")
	}
	return "BACI_" + edition + "_V" + version + ".zip", nil
}

// BACI loads a release into the folder, going on with what an earlier run left
// there, and returns the path of the archive. Size and SHA-256 are told as the
// last progress and lie beside the archive in NAME.zip.request.
func BACI(ctx context.Context, r BACIRequest, o Options) (file string, err error) {
	name, err := r.name()
	if err != nil {
		return "", err
	}
	o.Key = "" // this source has none
	o, base, err := o.ready(BACIBase)
	if err != nil {
		return "", err
	}
	o.Client = neverOpen(o.Client)
	d := &download{
		o: o, from: base, name: filepath.Join(o.Dir, name), address: base.String() + "/" + name, want: strings.ToLower(r.SHA256),
	}
	release, err := lock(d.name + ".lock")
	if err != nil {
		return "", err
	}
	defer release()
	if done, err := d.finished(); err != nil || done {
		return d.name, err
	}
	if err := d.recall(); err != nil {
		return "", err
	}
	for got := d.have; ; got = d.have {
		err := o.patiently(ctx, name, d.tell, func() error {
			err := d.more(ctx)
			var r *retryable
			if errors.As(err, &r) && d.have > got { // it moved: the tries count from here
				return &moved{err}
			}
			return err
		})
		var m *moved
		if errors.As(err, &m) && ctx.Err() == nil {
			if err := o.Sleep(ctx, firstWait); err != nil {
				return "", errStopped(err)
			}
			continue
		}
		if err != nil {
			return "", err
		}
		return d.name, d.finish()
	}
}

// moved is a failure after some bytes had come.
type moved struct{ err error }

func (m *moved) Error() string { return m.err.Error() }

// partial is what is known of an archive that is not yet whole, and of one
// that is.
type partial struct {
	Address  string `json:"address"`
	Size     int64  `json:"size"` // of the whole; -1 unknown
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"last_modified,omitempty"`
	SHA256   string `json:"sha256,omitempty"` // once it is whole
}

// download is one archive on its way.
type download struct {
	o       Options
	from    *url.URL
	name    string // where it goes
	address string
	want    string
	known   partial
	have    int64 // bytes in NAME.part
}

func (d *download) part() string   { return d.name + ".part" }
func (d *download) beside() string { return d.name + requestEnd }

func (d *download) tell(note trade.Text) { d.o.Progress(d.have, max(d.known.Size, 0), note) }

// finished reports whether an earlier run brought the whole archive.
func (d *download) finished() (bool, error) {
	info, err := os.Stat(d.name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, fail(trade.Conflict, nil, d.name+" bukan berkas", d.name+" is not a file")
	}
	d.known.Size, d.have = info.Size(), info.Size()
	size, sum, err := digest(d.name)
	if err != nil {
		return false, err
	}
	var before partial
	known, err := readJSON(d.beside(), &before)
	if err != nil {
		return false, err
	}
	if known && before.SHA256 != "" && (before.Size != size || before.SHA256 != sum) || d.want != "" && d.want != sum {
		return false, fail(trade.Conflict, nil,
			fmt.Sprintf("%s sudah ada dengan isi yang lain; pindahkan atau hapus berkas itu lebih dulu", d.name),
			fmt.Sprintf("%s is there already with other contents; move or remove it first", d.name))
	}
	if err := isZip(d.name); err != nil {
		return false, err
	}
	d.tell(noteWhole(size, sum))
	return true, nil
}

// recall looks for a part that can be gone on with: one of the same address,
// with a mark by which the server knows its version.
func (d *download) recall() error {
	d.known.Size = -1
	var before partial
	known, err := readJSON(d.beside(), &before)
	if err != nil {
		return err
	}
	info, err := os.Stat(d.part())
	if err != nil || !known || before.Address != d.address || before.validator() == "" {
		return nil // from the beginning
	}
	d.known, d.have = before, info.Size()
	return nil
}

// validator is what If-Range takes: a strong ETag or a date. A weak ETag must
// not be used. Source: RFC 9110, section 13.1.5.
func (p partial) validator() string {
	if p.ETag != "" && !strings.HasPrefix(p.ETag, "W/") {
		return p.ETag
	}
	return p.Modified
}

func partialOf(address string, size int64, h http.Header) partial {
	return partial{Address: address, Size: size, ETag: h.Get("ETag"), Modified: h.Get("Last-Modified")}
}

// finish checks the whole archive and gives it its name.
func (d *download) finish() error {
	size, sum, err := digest(d.part())
	if err != nil {
		return err
	}
	if err := isZip(d.part()); err != nil {
		return d.discard(err)
	}
	if d.want != "" && d.want != sum {
		return d.discard(fail(trade.Unavailable, nil,
			fmt.Sprintf("SHA-256 berkas yang diunduh %s, seharusnya %s; berkas itu dibuang", sum, d.want),
			fmt.Sprintf("the SHA-256 of what was fetched is %s, it should be %s; it was thrown away", sum, d.want)))
	}
	d.known.Size, d.known.SHA256 = size, sum
	if err := writeJSON(d.beside(), d.known); err != nil {
		return err
	}
	if err := os.Rename(d.part(), d.name); err != nil {
		return err
	}
	d.tell(noteWhole(size, sum))
	return syncDir(d.o.Dir)
}

func (d *download) discard(err error) error {
	return errors.Join(err, os.Remove(d.part()))
}

// isZip reads the list at the end of an archive, which one that is cut off or
// a page of HTML does not have.
func isZip(name string) error {
	z, err := zip.OpenReader(name)
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fail(trade.Unavailable, err,
			fmt.Sprintf("%s bukan arsip ZIP yang utuh", filepath.Base(name)), fmt.Sprintf("%s is not a whole ZIP archive", filepath.Base(name)))
	}
	return nil
}

func noteWhole(size int64, sum string) trade.Text {
	return trade.Text{
		ID: fmt.Sprintf("utuh: %s bita, SHA-256 %s", grouped(size, "."), sum),
		EN: fmt.Sprintf("whole: %s bytes, SHA-256 %s", grouped(size, ","), sum),
	}
}
