# What a person types. The work stands in proof/setup/*.sh, proof/bites/run.sh and proof/journeys, each readable
# and runnable alone.
.PHONY: help demo test bench bites check journeys postgres
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: ## build what is needed and run the demonstration: three invented authorities in ./demo, links on the screen
	@proof/setup/install.sh demo
	@echo "== building liaison (the first time some minutes)" >&2
	cargo build --locked --bin liaison
	"$${CARGO_TARGET_DIR:-target}/debug/liaison" demo --folder demo

test: ## everything: format, lints, tidy, unit tests on both databases, documentation tests, browser journeys
	@proof/setup/test.sh

check: ## the quick part of `make test`: format, lints and house rules
	@proof/setup/test.sh format lints house

journeys: ## the browser journeys alone (ONLY=name for those whose file name contains it)
	@proof/setup/test.sh install journeys

bench: ## measurements on a release build, as JSON Lines (NAME=name for those whose name contains it)
	@cargo build --locked --release --quiet --bin liaison --bin bench
	@"$${CARGO_TARGET_DIR:-target}/release/bench" $(NAME)

bites: ## break each promise on purpose; the test that guards it must go red (NAME=name for some)
	@proof/bites/run.sh $(NAME)

postgres: ## start a throw-away PostgreSQL for tests run by hand (source what it prints)
	@proof/setup/postgres.sh start | sed 's/^/export /'
