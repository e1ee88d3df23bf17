package app

import (
	"bytes"
	"mime"
	"net/http"
	"strings"

	"muara/internal/chart"
	"muara/internal/chart/draw"
	"muara/internal/report"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// downloads are the files that every chart can become, by extension.
func downloads() map[string]ui.Download {
	out := map[string]ui.Download{"svg": picture}
	for _, f := range report.Formats() {
		out[f] = table
	}
	return out
}

// table writes the chart that the query names as CSV, XLSX or JSON.
func table(w http.ResponseWriter, r *ui.Request, v *ui.View, ext string) error {
	c, err := chosen(r, v)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	err = report.Write(&body, ext, report.Table{
		Chart: c, Printer: r.Printer, Pack: r.Office.Pack(), AsOf: r.AsOf, Made: r.Now, Base: r.Absolute(""),
	})
	if err != nil {
		return err
	}
	return send(w, r, c, ext, report.ContentType(ext), body.Bytes())
}

// picture writes the chart that the query names as a drawing.
func picture(w http.ResponseWriter, r *ui.Request, v *ui.View, ext string) error {
	c, err := chosen(r, v)
	if err != nil {
		return err
	}
	svg := draw.SVG(c, draw.Options{Printer: r.Printer, Origin: r.Absolute(""), Licence: r.Office.Pack().Licence})
	return send(w, r, c, ext, "image/svg+xml", svg)
}

// chosen returns the chart that the query names, or the first.
func chosen(r *ui.Request, v *ui.View) (chart.Chart, error) {
	id := r.Query.Get(ui.KeyChart)
	if id == "" {
		return v.Charts[0], nil
	}
	for _, c := range v.Charts {
		if c.ID == id {
			return c, nil
		}
	}
	return chart.Chart{}, &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: "Tidak ada grafik itu pada tampilan ini. Kembali ke halamannya dan unduh lagi.",
		EN: "There is no such chart in this view. Go back to the page and download it again.",
	}}
}

func send(w http.ResponseWriter, r *ui.Request, c chart.Chart, ext, contentType string, body []byte) error {
	name := "muara-" + strings.ToLower(r.Office.Pack().Slug) + "-" + c.ID + "." + ext
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(body) // the reader may have gone
	return nil
}
