package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"muara/internal/auth"
	"muara/internal/trade"
)

// tokenCmd is "muara token".
type tokenCmd struct {
	NewCmd    tokenNewCmd    `cmd:"" name:"new" help:"token.cmd.new"`
	ListCmd   tokenListCmd   `cmd:"" name:"list" help:"token.cmd.list"`
	RevokeCmd tokenRevokeCmd `cmd:"" name:"revoke" help:"token.cmd.revoke"`
}

// tokens opens the tokens of the data folder.
func (s *session) tokens() (*auth.Store, error) {
	if s.DataDir == nil || s.Random == nil {
		return nil, &trade.Error{Code: trade.Unavailable, Text: trade.Text{
			ID: "program ini dibangun tanpa folder data", EN: "this build of the program has no data folder",
		}}
	}
	dir, err := s.DataDir(s.settings)
	if err != nil {
		return nil, err
	}
	return auth.Open(dir, s.Now), nil
}

// tokenNewCmd is "muara token new NAME".
type tokenNewCmd struct {
	Name  string   `arg:"" help:"token.arg.name"`
	Scope []string `placeholder:"SCOPE" default:"import" help:"token.flag.scope"`
	Days  int      `placeholder:"N" default:"365" help:"token.flag.days"`
}

// maxDays is a hundred years.
const maxDays = 36500

// Run makes a token and shows it, this once.
func (c tokenNewCmd) Run(s *session) error {
	if c.Days < 0 || c.Days > maxDays {
		return &trade.Error{Code: trade.Invalid, Text: trade.Text{
			ID: fmt.Sprintf("--days %d tidak dapat dipakai; tulis 0 (tanpa batas) sampai %d", c.Days, maxDays),
			EN: fmt.Sprintf("--days cannot be %d; write 0 (no end) to %d", c.Days, maxDays),
		}}
	}
	store, err := s.tokens()
	if err != nil {
		return err
	}
	var scopes []auth.Scope
	for _, name := range c.Scope {
		scopes = append(scopes, auth.Scope(strings.TrimSpace(name)))
	}
	text, t, err := auth.New(s.Random, c.Name, scopes, s.Now(), time.Duration(c.Days)*24*time.Hour)
	if err != nil {
		return err
	}
	if err := store.Add(t); err != nil {
		return err
	}
	// The token alone goes to the standard output, so that a script can keep it.
	fmt.Fprintln(s.Stdout, text)
	fmt.Fprintln(s.Stderr, s.T("token.made", t.Name, words(t.Scopes), s.end(t)))
	return nil
}

// end says how long a token is valid.
func (s *session) end(t auth.Token) string {
	if t.Expires.IsZero() {
		return s.T("token.endless")
	}
	return t.Expires.Local().Format(time.DateOnly)
}

func words(scopes []auth.Scope) string {
	out := make([]string, len(scopes))
	for i, x := range scopes {
		out[i] = string(x)
	}
	return strings.Join(out, ",")
}

// tokenListCmd is "muara token list".
type tokenListCmd struct {
	JSON bool `name:"json" help:"token.flag.json"`
}

// tokenJSON is a token as --json writes it.
type tokenJSON struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Scopes  []auth.Scope `json:"scopes"`
	Created time.Time    `json:"created"`
	Expires *time.Time   `json:"expires"` // null: never
	Used    *time.Time   `json:"used"`    // to within an hour; null: never
	Valid   bool         `json:"valid"`
}

// Run lists the tokens; what they are is not known to anybody.
func (c tokenListCmd) Run(s *session) error {
	store, err := s.tokens()
	if err != nil {
		return err
	}
	all, err := store.List()
	if err != nil {
		return err
	}
	if c.JSON {
		out := []tokenJSON{}
		for _, t := range all {
			out = append(out, tokenJSON{t.ID, t.Name, t.Scopes, t.Created, timeOrNull(t.Expires), timeOrNull(t.Used), !t.Expired(s.Now())})
		}
		return json.NewEncoder(s.Stdout).Encode(out)
	}
	if len(all) == 0 {
		fmt.Fprintln(s.Stdout, s.T("token.none"))
		return nil
	}
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.T("token.head"))
	for _, t := range all {
		used := s.T("token.unused")
		if !t.Used.IsZero() {
			used = t.Used.Local().Format("2006-01-02 15:04")
		}
		end := s.end(t)
		if t.Expired(s.Now()) {
			end += " " + s.T("token.expired")
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.ID, t.Name, words(t.Scopes), end, used)
	}
	return w.Flush()
}

func timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// tokenRevokeCmd is "muara token revoke NAME".
type tokenRevokeCmd struct {
	Token string `arg:"" help:"token.arg.which"`
}

// Run revokes a token: from now on it is refused.
func (c tokenRevokeCmd) Run(s *session) error {
	store, err := s.tokens()
	if err != nil {
		return err
	}
	t, err := store.Revoke(c.Token)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.T("token.revoked", t.Name))
	return nil
}
