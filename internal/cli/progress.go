package cli

import (
	"fmt"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"muara/internal/jobs"
	"muara/internal/trade"
)

// progress shows how far a long command is, on the standard error: a bar with
// the notes above it on a terminal, plain lines anywhere else.
type progress struct {
	s     *session
	bytes bool // what is counted are bytes, otherwise calls
	all   *mpb.Progress
	bar   *mpb.Bar
	tenth int64 // of the last plain line on bytes
	stage trade.Text
}

func (s *session) progress(bytes bool) *progress {
	p := &progress{s: s, bytes: bytes, tenth: -1}
	if !isTerminal(s.Stderr) {
		return p
	}
	p.all = mpb.New(mpb.WithOutput(s.Stderr), mpb.WithWidth(40))
	p.bar = p.all.New(0, mpb.BarStyle().Lbound("[").Filler("=").Tip(">").Padding(" ").Rbound("]"),
		mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.Any(func(d decor.Statistics) string { return " " + p.amount(d.Current, d.Total) })))
	return p
}

// amount says 3 of 12 calls, or 40 of 2,400 MB; how many MB in all may be
// unknown.
func (p *progress) amount(done, total int64) string {
	const mega = 1_000_000
	switch {
	case p.stage != (trade.Text{}) && !p.bytes:
		return p.s.Count(int(done)) + " / " + p.s.Count(int(total))
	case !p.bytes:
		return p.s.T("fetch.calls", p.s.Count(int(done)), p.s.Count(int(total)))
	case total <= 0:
		return p.s.T("fetch.megabytes_so_far", p.s.Count(int(done/mega)))
	}
	return p.s.T("fetch.megabytes", p.s.Count(int(done/mega)), p.s.Count(int((total+mega-1)/mega)))
}

// tell is a fetch.Progress.
func (p *progress) tell(done, total int64, note trade.Text) {
	if p.bar == nil {
		p.line(done, total, note)
		return
	}
	if note != (trade.Text{}) {
		fmt.Fprintln(p.all, p.s.Text(note))
	}
	p.bar.SetTotal(total, false)
	p.bar.SetCurrent(done)
}

// line writes every note, and of bytes every tenth.
func (p *progress) line(done, total int64, note trade.Text) {
	if note != (trade.Text{}) {
		fmt.Fprintf(p.s.Stderr, "%s  %s\n", p.amount(done, total), p.s.Text(note))
		return
	}
	if total <= 0 || done*10/total == p.tenth {
		return
	}
	p.tenth = done * 10 / total
	fmt.Fprintln(p.s.Stderr, p.amount(done, total))
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.all.Wait()
	}
}

// step shows the progress of a job: its stage once, and how far it is.
func (p *progress) step(j jobs.Progress) {
	p.bytes = j.Unit == jobs.Bytes
	note := trade.Text{}
	if j.Stage != p.stage {
		p.stage, p.tenth, note = j.Stage, -1, j.Stage
	}
	if p.bar == nil && note != (trade.Text{}) {
		fmt.Fprintln(p.s.Stderr, p.s.Text(note))
		return
	}
	if p.bar == nil && !p.bytes {
		return
	}
	p.tell(j.Done, j.Total, note)
}
