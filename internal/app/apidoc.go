package app

import (
	"muara/internal/api"
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
