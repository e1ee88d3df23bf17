package cli

import (
	"fmt"
	"net"
	"os"

	"muara/internal/i18n"
	"muara/internal/pack"
	"muara/internal/trade"
)

// doctorCmd is "muara doctor".
type doctorCmd struct{}

// Help names the longer help text.
func (doctorCmd) Help() string { return "cli.detail.doctor" }

// verdict is what one check came to.
type verdict string

// The verdicts. A warning does not fail the command.
const (
	fine   verdict = "ok"
	warned verdict = "warn"
	failed verdict = "fail"
)

// finding is one line of the doctor, and what to do about it.
type finding struct {
	verdict verdict
	subject string // catalogue key
	text    string
	remedy  string
}

// Run checks what the program needs, says what to do about each lack, and
// fails if it could not serve.
func (doctorCmd) Run(s *session) error {
	bad := 0
	for _, check := range []func(*session) finding{
		checkSettings, checkLanguage, checkClock, checkFolder, checkPack, checkBundle, checkAddress,
	} {
		f := check(s)
		fmt.Fprintf(s.Stdout, "%-4s  %-12s  %s\n", f.verdict, s.T(f.subject), f.text)
		if f.remedy != "" {
			fmt.Fprintf(s.Stdout, "%20s→ %s\n", "", f.remedy)
		}
		if f.verdict == failed {
			bad++
		}
	}
	if bad > 0 {
		fmt.Fprintln(s.Stdout, s.Plural("cli.doctor.bad", bad))
		return exitError(exitFailed)
	}
	fmt.Fprintln(s.Stdout, s.T("cli.doctor.good"))
	return nil
}

func checkSettings(s *session) finding {
	f := finding{verdict: fine, subject: "cli.doctor.settings", text: s.T("cli.doctor.settings.none")}
	if file := s.source.File(); file != "" {
		f.text = s.T("cli.doctor.settings.file", file)
	}
	return f
}

func checkLanguage(s *session) finding {
	f := finding{verdict: fine, subject: "cli.doctor.language", text: s.Lang.LangName()}
	if err := i18n.Check(); err != nil {
		f.verdict, f.text, f.remedy = failed, err.Error(), s.T("cli.doctor.rebuild")
	}
	return f
}

// checkClock compares the clock with the date of the pack, which was certainly
// in the past: a clock before it has lost its battery or its network.
func checkClock(s *session) finding {
	now := s.Now()
	today := trade.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
	f := finding{verdict: fine, subject: "cli.doctor.clock", text: s.Date(today)}
	p, err := s.pack()
	if err == nil && today.Ordinal() < (trade.Date{Year: p.Compiled.Year, Month: p.Compiled.Month, Day: max(p.Compiled.Day, 1)}).Ordinal() && p.Compiled.Month > 0 {
		f.verdict, f.remedy = warned, s.T("cli.doctor.clock.behind", s.Date(p.Compiled))
	}
	return f
}

// checkFolder tries the working folder, where statements are written.
func checkFolder(s *session) finding {
	dir, err := os.Getwd()
	f := finding{verdict: fine, subject: "cli.doctor.folder", text: s.T("cli.doctor.folder.writable", dir)}
	if err == nil {
		var file *os.File
		if file, err = os.CreateTemp(dir, ".muara-*"); err == nil {
			err = file.Close()
			if e := os.Remove(file.Name()); err == nil {
				err = e
			}
		}
	}
	if err != nil {
		f.verdict, f.text, f.remedy = warned, err.Error(), s.T("cli.doctor.folder.remedy")
	}
	return f
}

func checkPack(s *session) finding {
	f := finding{verdict: fine, subject: "cli.doctor.pack"}
	root, slug, err := s.PackFS(s.settings.Pack)
	if err != nil {
		f.verdict, f.text = failed, s.Text(trade.TextOf(err))
		return f
	}
	p, faults := pack.Read(root, slug)
	if p == nil {
		f.verdict, f.text = failed, s.Plural("cli.pack.faults", len(faults))
		f.remedy = s.T("cli.doctor.pack.remedy", s.settings.Pack)
		return f
	}
	f.text = s.T("cli.doctor.pack.read", p.Slug, p.Version, s.Count(len(p.Figures)))
	if len(p.Figures) == 0 {
		f.verdict, f.remedy = warned, s.T("cli.doctor.pack.empty")
	}
	return f
}

func checkBundle(s *session) finding {
	if s.Bundle() {
		return finding{verdict: fine, subject: "cli.doctor.bundle", text: s.T("cli.doctor.bundle.built")}
	}
	return finding{verdict: failed, subject: "cli.doctor.bundle", text: s.T("cli.doctor.bundle.missing"), remedy: s.T("cli.doctor.bundle.remedy")}
}

func checkAddress(s *session) finding {
	f := finding{verdict: fine, subject: "cli.doctor.address", text: s.T("cli.doctor.address.free", s.settings.Listen)}
	l, err := net.Listen("tcp", s.settings.Listen)
	if err != nil {
		f.verdict, f.text, f.remedy = failed, err.Error(), s.T("cli.doctor.address.remedy")
		return f
	}
	l.Close()
	return f
}
