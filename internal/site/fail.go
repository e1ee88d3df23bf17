package site

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"muara/internal/i18n"
	"muara/internal/site/ui"
	"muara/internal/trade"
)

// statusOf is the HTTP status of an error's code.
func statusOf(code trade.Code) int {
	switch code {
	case trade.Invalid:
		return http.StatusBadRequest
	case trade.NotFound:
		return http.StatusNotFound
	case trade.Forbidden:
		return http.StatusForbidden
	case trade.Conflict:
		return http.StatusConflict
	case trade.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail answers an error: a page in the reader's language, or a line of text
// where a file was asked for. Only faults of our own are logged.
func (s *site) fail(w http.ResponseWriter, r *ui.Request, err error) {
	code := trade.CodeOf(err)
	status := statusOf(code)
	if status == http.StatusInternalServerError {
		code = trade.Internal
		s.log.Error("answer", "path", r.HTTP.URL.Path, "err", err)
	}
	key := "common.error." + string(code)
	s.explain(w, r, status, r.T(key+".title"), sentence(r.Text(trade.TextOf(err))), r.T(key+".do"))
}

// sentence writes the text of an error, which also serves after "muara: " in a
// terminal, as one that stands alone.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if size > 0 && first != utf8.RuneError {
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune("\")", last) {
		text += "."
	}
	return text
}

// explain writes an error page with what happened and what to do.
func (s *site) explain(w http.ResponseWriter, r *ui.Request, status int, title, text, do string) {
	if extension(r.HTTP) != "" {
		w.Header().Del("Content-Disposition")
		http.Error(w, text, status)
		return
	}
	s.render(w, r, &ui.View{Title: title, NoIndex: true, Body: ui.ErrorBody(r, title, text, do)}, status)
}

// stranger decodes a request that no page answers, as far as it goes.
func (s *site) stranger(h *http.Request) *ui.Request {
	lang := i18n.ID
	switch {
	case h.URL.Path == "/en" || strings.HasPrefix(h.URL.Path, "/en/"):
		lang = i18n.EN
	case h.URL.Path == "/id" || strings.HasPrefix(h.URL.Path, "/id/"):
	default:
		lang = preferred(h)
	}
	r, _ := ui.Decode(s.office, s.shared, lang, "", h) // an error page needs no valid query
	return r
}

// missing answers addresses that no page has: with the page that was meant,
// where that is plain, or with an error.
func (s *site) missing(w http.ResponseWriter, h *http.Request) {
	if meant := s.meant(h.URL.EscapedPath(), extension(h)); meant != "" && meant != h.URL.EscapedPath() {
		redirect(w, h, meant, http.StatusMovedPermanently)
		return
	}
	s.fail(w, s.stranger(h), &trade.Error{Code: trade.NotFound, Text: trade.Text{
		ID: i18n.Printer{Lang: i18n.ID}.T("common.error.not-found.text"),
		EN: i18n.Printer{Lang: i18n.EN}.T("common.error.not-found.text"),
	}})
}

// meant returns the address of the page that a path nearly names: with a slash
// too many, in capitals, or in one language after the sign of the other. It is
// built anew from the page, never from the text of the path: a path such as
// //elsewhere.example would lead away from the site.
func (s *site) meant(path, ext string) string {
	page, lang, params, ok := ui.Nearest(path)
	if !ok || page != ui.Overview && !s.pages[page] {
		return ""
	}
	href := ui.Href(lang, page, params...)
	if ext != "" {
		href = ui.Suffix(href, ext)
	}
	return href
}

// front sends the reader to the front page in the language of the browser,
// Indonesian where it names neither.
func (s *site) front(w http.ResponseWriter, h *http.Request) {
	w.Header().Set("Vary", "Accept-Language")
	redirect(w, h, ui.Href(preferred(h), ui.Overview), http.StatusFound)
}

func redirect(w http.ResponseWriter, h *http.Request, path string, status int) {
	if h.URL.RawQuery != "" {
		path += "?" + h.URL.RawQuery
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, h, path, status)
}

// preferred is the better of our languages for a browser.
func preferred(h *http.Request) i18n.Lang {
	matcher := language.NewMatcher([]language.Tag{language.Indonesian, language.English})
	wanted, _, err := language.ParseAcceptLanguage(h.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return i18n.ID
	}
	if _, i, confidence := matcher.Match(wanted...); i == 1 && confidence > language.No {
		return i18n.EN
	}
	return i18n.ID
}
