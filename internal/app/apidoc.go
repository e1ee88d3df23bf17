package app

import (
	"strconv"
	"strings"

	"muara/internal/api"
	"muara/internal/nomen"
	"muara/internal/site/apidoc"
	"muara/internal/site/ui"
)

// apiPage is the page about the API, with the operations that it has.
func apiPage() []ui.Route {
	var groups []apidoc.Group
	for _, tag := range api.Tags() {
		g := apidoc.Group{Title: tag.Words}
		for _, op := range api.Operations() {
			if op.Tag == tag.Name {
				g.Operations = append(g.Operations, apidoc.Operation{Method: op.Method, Path: op.Path, Summary: op.Summary, Scope: string(op.Scope)})
			}
		}
		groups = append(groups, g)
	}
	return apidoc.Routes(api.Prefix, groups)
}

// namesVersion changes whenever the lists that name codes do. Where they cannot
// be read nobody is named by them either.
func namesVersion(lists *nomen.Store) string {
	if lists == nil {
		return ""
	}
	infos, err := lists.Lists()
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, i := range infos {
		b.WriteString(i.ID + " " + strconv.Itoa(i.Version) + " " + i.Origin.SHA256 + "\n")
	}
	return b.String()
}
