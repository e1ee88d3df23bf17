package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muara/internal/trade"
)

// Settings is everything that can be set, for every command. The help tags
// are catalogue keys; a command's own flags are not settings and live with the
// command.
type Settings struct {
	Pack        string `group:"settings" placeholder:"DIR" help:"cli.flag.pack"`
	Data        string `group:"settings" placeholder:"DIR" help:"lake.flag.data"`
	Listen      string `group:"settings" placeholder:"HOST:PORT" default:"127.0.0.1:8080" help:"cli.flag.listen"`
	Write       string `group:"settings" placeholder:"local|token|off" default:"local" help:"token.flag.write"`
	UploadLimit int    `group:"settings" placeholder:"MB" default:"2048" help:"load.flag.upload_limit"`
	BaseURL     string `name:"base-url" group:"settings" placeholder:"URL" help:"cli.flag.base_url"`
	Lang        string `group:"settings" placeholder:"id|en" help:"cli.flag.lang"`
	LogLevel    string `group:"settings" placeholder:"LEVEL" default:"info" help:"cli.flag.log_level"`
	LogFormat   string `group:"settings" placeholder:"text|json" default:"text" help:"cli.flag.log_format"`
	Open        bool   `group:"settings" negatable:"" help:"cli.flag.open"`
	ComtradeURL string `name:"comtrade-url" group:"settings" placeholder:"URL" default:"https://comtradeapi.un.org" help:"fetch.flag.comtrade_url"`
	ComtradeKey Secret `group:"settings" placeholder:"KEY" help:"fetch.flag.comtrade_key"`
	BACIURL     string `name:"baci-url" group:"settings" placeholder:"URL" default:"https://www.cepii.fr/DATA_DOWNLOAD/baci/data" help:"fetch.flag.baci_url"`
	Config      string `group:"settings" placeholder:"FILE" help:"cli.flag.config"`
}

// Secret is a setting that must not be printed: however it is written, it
// shows as stars. string(s) is what it is.
type Secret string

// String hides the text.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the text from %#v.
func (s Secret) GoString() string { return s.String() }

// Group is the kong group of the settings, which tells them from the flags of
// single commands.
const Group = "settings"

// Languages, levels and formats that the settings accept.
var (
	languages = []string{"id", "en"}
	levels    = []string{"debug", "info", "warn", "error"}
	formats   = []string{"text", "json"}
	writers   = []string{"local", "token", "off"} // those of auth.Modes
)

// Check reports the first setting that cannot be, as an Invalid trade.Error.
func (s Settings) Check() error {
	if err := oneOf("lang", s.Lang, languages); err != nil {
		return err
	}
	if err := oneOf("log-level", s.LogLevel, levels); err != nil {
		return err
	}
	if err := oneOf("log-format", s.LogFormat, formats); err != nil {
		return err
	}
	if s.Write != "" { // the usual one
		if err := oneOf("write", s.Write, writers); err != nil {
			return err
		}
	}
	if err := checkBaseURL(s.BaseURL); err != nil {
		return err
	}
	if s.UploadLimit < 0 {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("--upload-limit %d tidak dapat dipakai; tulis berapa MB yang boleh dikirim sekaligus, misalnya 2048", s.UploadLimit),
			EN: fmt.Sprintf("--upload-limit cannot be %d; write how many MB may be sent at once, such as 2048", s.UploadLimit),
		}}
	}
	return checkListen(s.Listen)
}

func checkBaseURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsAny(u.Host, "\"'<>\\^`{|} ") &&
		u.Path == "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil {
		return nil
	}
	return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("--base-url %q bukan alamat situs; tulis seperti https://muara.example.go.id, tanpa garis miring di akhir", address),
		EN: fmt.Sprintf("--base-url %q is not the address of a site; write it like https://muara.example.go.id, without a slash at the end", address),
	}}
}

func oneOf(name, value string, allowed []string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return &trade.Error{Code: trade.Invalid, Text: trade.Text{
		ID: fmt.Sprintf("--%s %q tidak dikenal; pilih salah satu: %s", name, value, strings.Join(allowed, ", ")),
		EN: fmt.Sprintf("--%s cannot be %q; choose one of: %s", name, value, strings.Join(allowed, ", ")),
	}}
}

func checkListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		if n, e := strconv.Atoi(port); e == nil && n >= 0 && n <= 65535 {
			return nil
		}
	}
	return &trade.Error{Code: trade.Invalid, Err: err, Text: trade.Text{
		ID: fmt.Sprintf("--listen %q bukan alamat; tulis seperti 127.0.0.1:8080 atau :8080", address),
		EN: fmt.Sprintf("--listen %q is not an address; write it like 127.0.0.1:8080 or :8080", address),
	}}
}
