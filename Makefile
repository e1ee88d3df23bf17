# What people do here. A fresh machine needs Go and Node, nothing else; what is
# already built is not built again.

SHELL       := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help

GO      ?= go
NPM     ?= npm
VERSION := $(shell git describe --tags --dirty 2>/dev/null || echo dev)
COMMIT  := $(shell git rev-parse --short HEAD 2>/dev/null)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

# Tools of the checks, pinned; go builds them once and keeps them.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

BUNDLE  := web/dist/manifest.json
MODULES := web/node_modules/.installed
SOURCES := $(shell find web/src -type f 2>/dev/null) web/build.mjs web/package.json web/tsconfig.json

.PHONY: help run build bundle test e2e check format vet lint generate generated vulnerabilities bench clean

help: ## show this list
	@echo "make TARGET, where TARGET is one of"
	@grep -E '^[a-z0-9]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z0-9]+):.*## (.*)/  \1\t\2/' | expand -t 20

run: build ## build what is stale, then serve the site and open it
	@exec ./bin/muara serve --open

build: $(BUNDLE) ## build ./bin/muara with the site's scripts and styles in it
	@$(GO) build -buildvcs=false -trimpath -ldflags '$(LDFLAGS)' -o bin/muara ./cmd/muara

bundle: $(BUNDLE) ## build the site's scripts and styles

$(BUNDLE): $(MODULES) $(SOURCES)
	@echo "bundle: scripts, styles and fonts"
	@cd web && $(NPM) run --silent build

$(MODULES): web/package-lock.json
	@echo "npm: packages of the bundle"
	@cd web && $(NPM) ci --silent --no-audit --no-fund --fetch-timeout=60000 --fetch-retries=4
	@touch $@

# Without Node the tests run all the same; those that need the bundle say that
# they are skipped.
.PHONY: bundle-if-node
bundle-if-node:
	@if command -v $(NPM) >/dev/null; then $(MAKE) bundle; else echo "Node is missing: the bundle is not built, tests that need it are skipped"; fi

test: bundle-if-node vet ## run all tests and sum them up
	@$(GO) test -json ./... | $(GO) run ./internal/tools/testsum $(if $(TALLY),-tally $(TALLY))

e2e: $(BUNDLE) ## walk through the site in a headless browser (needs Chromium)
	@$(GO) test -json -count=1 -tags e2e ./internal/e2e/... | $(GO) run ./internal/tools/testsum $(if $(TALLY),-tally $(TALLY))

check: format vet lint generated vulnerabilities test ## everything that a change must pass

format:
	@unformatted=$$(gofmt -l cmd internal packs web/*.go); \
	if [ -n "$$unformatted" ]; then echo "not formatted (run gofmt -w):"; echo "$$unformatted"; exit 1; fi

vet:
	@$(GO) vet ./...
	@$(GO) vet -tags e2e ./internal/e2e/...

lint: $(MODULES)
	@$(GO) run $(STATICCHECK) ./...
	@cd web && $(NPM) run --silent check

generate: ## compile the templates (*.templ) to Go
	@$(GO) tool templ generate -log-level error

# Generated code is committed: it must be what its sources say. It is compared
# beside the tree, and without the paths in it, which depend on where in the
# tree the generator was called.
generated:
	@dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	find internal -name '*.templ' | tar -cf - go.mod -T - | tar -xf - -C "$$dir"; \
	$(GO) tool templ generate -path "$$dir" -log-level error; \
	plain() { sed -E 's/FileName: `[^`]*\//FileName: `/' "$$1"; }; \
	stale=0; \
	for f in $$(cd "$$dir" && find internal -name '*_templ.go'; find internal -name '*_templ.go'); do \
		cmp -s <(plain "$$f" 2>/dev/null) <(plain "$$dir/$$f" 2>/dev/null) || { echo "stale: $$f"; stale=1; }; \
	done; \
	if [ $$stale = 1 ]; then echo "run make generate, look at the change and commit it"; exit 1; fi

# Known vulnerabilities that the program can reach (exit code 3). A laptop
# without a network has done what it can.
vulnerabilities:
	@mkdir -p bin
	@if ! GOBIN=$(CURDIR)/bin $(GO) install $(GOVULNCHECK) 2>bin/govulncheck.log; then \
		echo "vulnerabilities: not checked, govulncheck could not be fetched"; exit 0; fi; \
	code=0; ./bin/govulncheck ./... >bin/govulncheck.log 2>&1 || code=$$?; \
	case $$code in \
	0) echo "vulnerabilities: none that the program can reach" ;; \
	3) cat bin/govulncheck.log; exit 3 ;; \
	*) if grep -qE 'dial tcp|no such host|timeout|connection re|TLS|proxy|HTTP GET|fetching' bin/govulncheck.log; then \
		echo "vulnerabilities: not checked, their database cannot be reached"; \
	   else cat bin/govulncheck.log; exit $$code; fi ;; \
	esac

# Imports and views need real files, which MUARA_TEST_DATA names; look-ups are
# measured in a hundred million made-up rows (some minutes and 3 GB of disk).
bench: ## measure what must stay fast, beside its baseline
	@MUARA_BENCH_ROWS=$${MUARA_BENCH_ROWS:-100000000} $(GO) test -run '^$$' -bench . -benchmem -timeout 90m ./... | sed -E '/^(PASS$$|ok |\?|goos|goarch|pkg)/d'

clean: ## remove everything that was built
	@rm -rf bin web/node_modules web/dist/*
	@git checkout -q -- web/dist/KEEP 2>/dev/null || true
