package trade

import "errors"

// Text is a message in both languages of the site. Both must be set.
type Text struct{ ID, EN string }

// In returns the text in a language; anything but "en" is Indonesian.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ID
}

// Code says what kind of failure an error is, for callers that must answer it
// with a status or an exit code.
type Code string

// The codes. Everything that is not an *Error counts as Internal.
const (
	Invalid     Code = "invalid"
	NotFound    Code = "not-found"
	Forbidden   Code = "forbidden"
	Conflict    Code = "conflict"
	Unavailable Code = "unavailable"
	Internal    Code = "internal"
)

// Error is a failure that a person may read: a code and what to do, in both
// languages, perhaps with the cause behind it.
type Error struct {
	Code Code
	Text Text
	Err  error
}

// Error returns the English text and the cause; it is for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Text.EN + ": " + e.Err.Error()
	}
	return e.Text.EN
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of an error, Internal where it has none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// TextOf returns what to tell a person about an error.
func TextOf(err error) Text {
	var e *Error
	if errors.As(err, &e) {
		return e.Text
	}
	return Text{
		ID: "Terjadi gangguan di sisi kami. Coba lagi; bila berulang, hubungi pengelola.",
		EN: "Something went wrong on our side. Try again; if it happens again, tell the administrator.",
	}
}
