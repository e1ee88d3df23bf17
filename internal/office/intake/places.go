package intake

import (
	"strings"

	"muara/internal/facts"
	"muara/internal/ingest"
	"muara/internal/refdata"
)

// World is the code of a partner that stands for all of them.
const World = "WLD"

// places resolves places as files state them. Files repeat themselves, so the
// last answer is tried first, then a table of all answers.
type places struct {
	last  ingest.Place
	code  string
	known map[ingest.Place]string
}

// resolve returns the code of a place; "" where the file names none, and
// facts.Unspecified where no list of ours has it.
func (p *places) resolve(at ingest.Place) string {
	if at == p.last && p.code != "" {
		return p.code
	}
	code, ok := p.known[at]
	if !ok {
		if p.known == nil {
			p.known = map[ingest.Place]string{}
		}
		code = lookUp(at)
		at = ingest.Place{System: ingest.System(strings.Clone(string(at.System))), Code: strings.Clone(at.Code), Name: strings.Clone(at.Name)}
		p.known[at] = code
	}
	p.last, p.code = at, code
	return code
}

func lookUp(at ingest.Place) string {
	if at == (ingest.Place{}) {
		return ""
	}
	if at.Code != "" && at.System != ingest.PlaceNamed {
		if p, ok := refdata.PlaceBy(string(at.System), at.Code); ok {
			return p.Code
		}
	}
	for _, name := range []string{at.Name, at.Code} {
		if name == "" {
			continue
		}
		if p, ok := refdata.PlaceNamed(name); ok {
			return p.Code
		}
	}
	if p, ok := refdata.PlaceBy("iso3", at.Name); ok {
		return p.Code
	}
	return facts.Unspecified
}

// label writes a place for a report.
func label(at ingest.Place) string {
	switch {
	case at.Name != "" && at.Code != "":
		return at.Code + " " + at.Name
	case at.Name != "":
		return at.Name
	case at.Code != "":
		return at.Code
	}
	return "-"
}
