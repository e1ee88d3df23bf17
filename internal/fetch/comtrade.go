package fetch

import (
	"context"
	"slices"

	"muara/internal/trade"
)

// Comtrade asks UN Comtrade and returns the files that hold records, those of
// earlier runs in the same folder included. Where it fails, what has been
// answered so far is returned with the error and stays in the folder.
func Comtrade(ctx context.Context, r ComtradeRequest, o Options) (files []string, err error) {
	c, err := newComtrade(r, o)
	if err != nil {
		return nil, err
	}
	sweep(c.o.Dir, c.o.Now())
	if err := claim(c.o.Dir, c.folder()); err != nil {
		return nil, err
	}
	w := &walk{comtrade: c, left: c.plan()}
	if c.o.Key == "" {
		w.tell(PreviewNotice())
	}
	for len(w.left) > 0 {
		if ctx.Err() != nil {
			return w.files, errStopped(ctx.Err())
		}
		if err := w.step(ctx); err != nil {
			return w.files, err
		}
	}
	return w.files, nil
}

func (c *comtrade) folder() folder {
	f := folder{Reporter: c.reporter, Class: c.class, Monthly: c.freq == "M", Limit: c.limit, Codes: join(c.codes), Partners: join(c.partners)}
	return f
}

func join(list []string) string {
	out := ""
	for i, s := range slices.Sorted(slices.Values(list)) {
		if i > 0 {
			out += ","
		}
		out += s
	}
	return out
}

// walk goes through the calls in order; a call that is split is replaced by
// its parts.
type walk struct {
	*comtrade
	left  []call
	files []string
	done  int64
	asked bool // a call was sent, so the next one waits
}

func (w *walk) tell(note trade.Text) { w.o.Progress(w.done, w.done+int64(len(w.left)), note) }

// step settles the first call: by the folder, by an answer, or by its parts.
func (w *walk) step(ctx context.Context) error {
	k := w.left[0]
	if w.hopeless(k) {
		return w.split(ctx, k)
	}
	name := w.file(k)
	r, known, err := recall(name, w.o.Now())
	if err != nil {
		return err
	}
	if !known {
		if w.asked {
			if err := w.o.Sleep(ctx, w.pause); err != nil {
				return errStopped(err)
			}
		}
		w.asked = true
		err := w.o.patiently(ctx, k.Flow+" "+k.Period+" "+k.label(), w.tell, func() (err error) {
			r, err = w.ask(ctx, k)
			return err
		})
		if err != nil {
			return err
		}
		w.o.Log.Info("comtrade answered", "period", k.Period, "flow", k.Flow, "codes", k.label(), "records", r.Records, "outcome", r.Outcome)
	}
	if r.Outcome == cut {
		return w.split(ctx, k)
	}
	w.left = w.left[1:]
	w.done++
	if r.Records > 0 {
		w.files = append(w.files, name)
	}
	w.tell(noteAnswer(k, r.Records))
	return nil
}

// hopeless calls are not put as they are, because the preview is sure to cut
// the answer off: a country's trade by heading or with every partner.
func (c *comtrade) hopeless(k call) bool {
	return c.o.Key == "" && (k.group() >= 4 || k.group() > 0 && len(c.partners) == 0)
}

// split replaces the first call by its parts.
func (w *walk) split(ctx context.Context, k call) error {
	var parts [][]string
	switch {
	case k.group() > 0:
		codes, err := w.codesOf(ctx, k.group(), w.tell)
		if err != nil {
			return err
		}
		parts = w.byChapter(codes, w.o.Key != "")
	case len(k.Codes) > 1:
		both := halves(k.Codes)
		parts = both[:]
	default:
		return errTooMuch(k, w.limit)
	}
	calls := make([]call, len(parts), len(parts)+len(w.left))
	for i, codes := range parts {
		calls[i] = call{k.Period, k.Flow, codes}
	}
	w.left = append(calls, w.left[1:]...)
	w.tell(noteSplit(k, len(parts)))
	return nil
}
