package site

import (
	"io"
	"net/http"
	"time"

	"muara/internal/site/ui"
	"muara/internal/trade"
)

// patience is how long an upload may stand still before it counts as cut off,
// and how long its answer may take to be read.
const patience = time.Minute

// maxForm is how large a form without files may be, in bytes.
const maxForm = 1 << 20

// takes reports whether a request is a form that a page takes.
func (s *site) takes(h *http.Request) bool {
	page, _, _, ok := ui.Nearest(h.URL.Path)
	return ok && h.Method == http.MethodPost && s.acts[page].Act != nil
}

// act returns what takes a form. A form that a page of another site sent is
// refused (https://pkg.go.dev/net/http#CrossOriginProtection), whoever the
// reader is.
func (s *site) act(w http.ResponseWriter, route ui.Route) ui.Handler {
	return func(r *ui.Request) (*ui.View, error) {
		if err := s.origin.Check(r.HTTP); err != nil {
			return nil, &trade.Error{Code: trade.Forbidden, Err: err, Text: trade.Text{
				ID: "Isian ini dikirim dari halaman situs lain, karena itu ditolak. Buka halamannya di situs ini, lalu ulangi.",
				EN: "This form was sent by a page of another site and is refused. Open the page on this site and try again.",
			}}
		}
		if route.Uploads {
			r.HTTP.Body = &patientBody{ReadCloser: r.HTTP.Body, control: http.NewResponseController(w)}
		} else {
			r.HTTP.Body = http.MaxBytesReader(w, r.HTTP.Body, maxForm)
		}
		return route.Act(r)
	}
}

// patientBody lets an upload take longer than the server lets other requests,
// as long as bytes keep coming.
type patientBody struct {
	io.ReadCloser
	control *http.ResponseController
}

// Read moves the ends of the connection before each piece. The wall clock is
// meant: these are times of sockets.
func (b *patientBody) Read(p []byte) (int, error) {
	// Writers that know no deadlines, as in tests, have none that could end.
	_ = b.control.SetReadDeadline(time.Now().Add(patience))
	n, err := b.ReadCloser.Read(p)
	_ = b.control.SetWriteDeadline(time.Now().Add(patience))
	return n, err
}
