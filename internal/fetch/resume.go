package fetch

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"muara/internal/trade"
)

// spare is what a disk must have left beside the archive.
const spare = 64 << 20

// largestArchive is several times the largest release (2.4 GB).
const largestArchive = 64 << 30

// more asks for what is missing and adds it to the part. It returns nil once
// the part is as long as the server says the whole is.
func (d *download) more(ctx context.Context) error {
	switch {
	case d.have > 0 && d.have == d.known.Size:
		return nil // only the name was missing
	case d.have > 0 && (d.known.validator() == "" || d.known.Size >= 0 && d.have > d.known.Size):
		d.have, d.known = 0, partial{Size: -1}
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "muara")
	req.Header.Set("Accept-Encoding", "identity") // ranges count the bytes of the archive
	if d.have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", d.have))
		req.Header.Set("If-Range", d.known.validator())
	}
	res, err := d.o.Client.Do(req)
	if err != nil {
		return d.o.lost(err, errOfflineBACI(d.from.Host, err), errCut(d.from.Host, err))
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusPartialContent:
		if err := d.goesOn(res); err != nil {
			return err
		}
	case http.StatusOK: // the whole: it changed, or the server knows no ranges
		if err := d.afresh(res); err != nil {
			return err
		}
	case http.StatusRequestedRangeNotSatisfiable:
		if _, total, ok := contentRange(res.Header.Get("Content-Range")); ok && total == d.have && d.have == d.known.Size {
			return nil // nothing was missing
		}
		d.have, d.known = 0, partial{Size: -1}
		return &retryable{err: errCut(d.from.Host, nil)}
	default:
		return d.refusal(res)
	}
	return d.append(watch(res.Body, d.o.Stall, stop))
}

// goesOn checks that an answer continues what we have.
func (d *download) goesOn(res *http.Response) error {
	start, total, ok := contentRange(res.Header.Get("Content-Range"))
	now := partialOf(d.address, total, res.Header)
	// A server may leave out the date when the ETag decided.
	same := (now.ETag == "" || now.ETag == d.known.ETag) && (now.Modified == "" || now.Modified == d.known.Modified)
	if ok && start == d.have && (total == d.known.Size || d.known.Size < 0) && same && d.have > 0 {
		d.known.Size = total
		d.tell(trade.Text{
			ID: fmt.Sprintf("dilanjutkan dari %s bita", grouped(d.have, ".")), EN: fmt.Sprintf("going on from %s bytes", grouped(d.have, ",")),
		})
		return d.room()
	}
	d.have, d.known = 0, partial{Size: -1} // another file by now: the beginning is of no use
	return &retryable{err: errGarbled(d.from.Host, trade.Text{
		ID: "lanjutannya bukan dari berkas yang sama", EN: "what it goes on with is of another file",
	}, nil)}
}

// afresh prepares for the whole archive.
func (d *download) afresh(res *http.Response) error {
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if strings.HasPrefix(kind, "text/") {
		begin, _ := io.ReadAll(io.LimitReader(res.Body, 200))
		return &retryable{err: fail(trade.Unavailable, nil,
			fmt.Sprintf("%s menjawab dengan %s, bukan arsip%s. Unduh sendiri dari %s, lalu: muara import BERKAS.zip", d.from.Host, kind, quoted(string(begin)), baciPage),
			fmt.Sprintf("%s answered with %s, not an archive%s. Download it by hand from %s, then: muara import FILE.zip", d.from.Host, kind, quoted(string(begin)), baciPage))}
	}
	if d.have > 0 {
		d.tell(trade.Text{
			ID: "berkas di situs berubah atau tidak dapat dilanjutkan; mulai dari awal",
			EN: "the file on the site has changed or cannot be gone on with; starting over",
		})
	}
	d.have, d.known = 0, partialOf(d.address, res.ContentLength, res.Header)
	if err := d.room(); err != nil {
		return err
	}
	if err := os.Remove(d.part()); err != nil && !os.IsNotExist(err) {
		return err
	}
	return writeJSON(d.beside(), d.known)
}

// room checks the disk before anything is written to it.
func (d *download) room() error {
	free, err := d.o.Free(d.o.Dir)
	if err != nil {
		d.o.Log.Warn("free space is not known", "error", err)
		return nil
	}
	if d.known.Size > largestArchive {
		return errGarbled(d.from.Host, trade.Text{ID: "lebih besar dari 64 GB", EN: "it is larger than 64 GB"}, nil)
	}
	if need := max(d.known.Size, 0) - d.have + spare; free < need {
		return errFull(d.o.Dir, need, free)
	}
	return nil
}

// append writes what comes to the end of the part.
func (d *download) append(body io.Reader) error {
	f, err := os.OpenFile(d.part(), os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Truncate(d.have); err != nil {
		return err
	}
	if _, err := f.Seek(d.have, io.SeekStart); err != nil {
		return err
	}
	in := &source{Reader: body}
	_, err = io.Copy(&counter{f: f, d: d}, io.LimitReader(in, largestArchive-d.have+1))
	if syncErr := f.Sync(); err == nil {
		err = syncErr
	}
	switch {
	case in.err != nil:
		return &retryable{err: errCut(d.from.Host, in.err)}
	case err != nil: // our own disk
		return fmt.Errorf("cannot write %s: %w", d.part(), err)
	case d.have > largestArchive:
		return errGarbled(d.from.Host, trade.Text{ID: "lebih besar dari 64 GB", EN: "it is larger than 64 GB"}, nil)
	case d.known.Size >= 0 && d.have < d.known.Size:
		return &retryable{err: errCut(d.from.Host, io.ErrUnexpectedEOF)}
	}
	d.known.Size = d.have
	return nil
}

// counter counts what was written, and tells it from time to time.
type counter struct {
	f    *os.File
	d    *download
	told time.Time
}

// Write writes.
func (c *counter) Write(p []byte) (int, error) {
	n, err := c.f.Write(p)
	c.d.have += int64(n)
	if now := c.d.o.Now(); now.Sub(c.told) >= 200*time.Millisecond {
		c.told = now
		c.d.tell(trade.Text{})
	}
	return n, err
}

func (d *download) refusal(res *http.Response) error {
	err := errStatus(d.from.Host, res.StatusCode, "")
	switch {
	case passing(res.StatusCode):
		return &retryable{err: err, after: retryAfter(res.Header, d.o.Now())}
	case res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		return fail(trade.NotFound, nil,
			fmt.Sprintf("%s tidak ada. Lihat edisi dan versi yang tersedia di %s", d.address, baciPage),
			fmt.Sprintf("%s does not exist. See the editions and versions there are at %s", d.address, baciPage))
	}
	return fail(trade.Unavailable, nil,
		fmt.Sprintf("%s menolak permintaan (HTTP %d). Unduh sendiri dari %s, lalu: muara import BERKAS.zip", d.from.Host, res.StatusCode, baciPage),
		fmt.Sprintf("%s refuses the request (HTTP %d). Download it by hand from %s, then: muara import FILE.zip", d.from.Host, res.StatusCode, baciPage))
}

// contentRange reads "bytes 100-199/200" and "bytes */200", where start is -1.
//
// Source: RFC 9110, section 14.4.
func contentRange(value string) (start, total int64, ok bool) {
	rest, found := strings.CutPrefix(value, "bytes ")
	span, size, both := strings.Cut(rest, "/")
	if !found || !both {
		return 0, 0, false
	}
	total, err := strconv.ParseInt(size, 10, 64)
	if err != nil || total < 0 {
		return 0, 0, false
	}
	if span == "*" {
		return -1, total, true
	}
	first, _, _ := strings.Cut(span, "-")
	start, err = strconv.ParseInt(first, 10, 64)
	return start, total, err == nil && start >= 0
}
