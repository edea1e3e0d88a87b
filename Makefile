# soralib: `make demo` shows the main job, `make test` proves it; `make help` lists the rest.

SWIFT ?= swift
PREFIX ?= /usr/local
DEMO ?= .build/demo
# One self-contained program that starts in milliseconds: no Swift library is looked for at run time.
# The C++ library that Swift's runtime needs is linked in too, and symbols are left out: a third less to
# load and to relocate at each start. No library is looked for beside the program.
RELEASE = -c release --static-swift-stdlib --disable-local-rpath -Xlinker -L$(CURDIR)/.build/static -Xlinker -s
PROGRAMS = soralib soralib-media soralib-simulator
SOURCES = Package.swift Sources Tests Resources

.PHONY: help demo test torture cuts fuzz damaged families weeks outside build format check docs pictures bench install uninstall deb deb-test clean packages

help:
	@echo 'make demo      build, then queue, sync, download, probe and judge clips of the simulator'
	@echo 'make test      build for debugging and run every test'
	@echo 'make torture   kill soralib in every way and at every moment, and check what is left'
	@echo 'make cuts      cut media files at each 1 KiB, and count who notices; see docs/verify.md'
	@echo 'make fuzz      feed random bytes to all that reads them, for SECONDS each; see docs/reliability.md'
	@echo 'make damaged   damage media files in every way, and compare with ffprobe; see docs/verify.md'
	@echo 'make families  take a thousand random families through dump, load and rebuild, and draw large ones; see docs/lineage.md'
	@echo 'make weeks     live through simulated weeks of a schedule, with sleep, gaps in the network and crashes; see docs/automation.md'
	@echo 'make outside   build a program of another package with SoraLibrary, and run it'
	@echo 'make build     build the three programs into .build/release/'
	@echo 'make check     format, warnings, layers, documents, names and what SoraLibrary offers, as CI does'
	@echo 'make format    rewrite the sources in the one format'
	@echo 'make docs      renew docs/reference.md and docs/providers.md'
	@echo 'make pictures  renew the recording in README.md, the picture of docs/lineage.md, with graphviz, and of docs/export.md, with Chromium'
	@echo 'make bench     measure beside peers, and write docs/benchmarks.md'
	@echo 'make install   install below PREFIX=$(PREFIX)'
	@echo 'make uninstall remove what install put there'
	@echo 'make deb       make a Debian package in .build/deb/'
	@echo 'make deb-test  install it on a fresh Debian without Swift, and run the demo there'

packages:
	@.ci/packages build

demo: build
	@rm -rf '$(DEMO)' '$(DEMO)-reel'
	@.build/release/soralib demo '$(DEMO)'

build: packages
	@mkdir -p .build/static
	@library=$$(gcc -print-file-name=libstdc++.a 2> /dev/null); \
		if [ -f "$$library" ]; then ln -sf "$$library" .build/static/libstdc++.a; fi
	$(SWIFT) build $(RELEASE)

test: packages
	@.ci/packages test
	$(SWIFT) build --build-tests
	@.ci/test

# TORTURE='--only random --seed 7 --runs 10000' chooses; see docs/reliability.md. Optimised, so that a
# run costs little, and with failpoints and planted bugs, which a release does not have.
torture: packages
	$(SWIFT) build -c release --scratch-path .build/torture -Xswiftc -DSORALIB_FAULTS
	@.build/torture/release/soralib-torture --folder .build/torture/runs $(TORTURE)

# Every kind of file, cut at each 1 KiB; `make test` has a short form.
cuts: packages
	@.ci/packages test
	$(SWIFT) build --build-tests
	@SORALIB_ALL_CUTS=1 .ci/test --filter 'CutTests|file that is cut'

# libFuzzer with AddressSanitizer, each target for SECONDS; `make test` has a short form without it.
SECONDS ?= 60
fuzz: packages
	@.ci/fuzz $(SECONDS) $(TARGETS)

# Every size and count of eight files, and their cuts; `make test` has a short form.
damaged: packages
	@.ci/packages test
	$(SWIFT) build --build-tests
	@SORALIB_ALL_DAMAGE=1 .ci/test --no-parallel --filter 'SoraMediaTests.*A damaged file'

# WEEKS simulated weeks of a schedule, each from its own seed; `make test` has two days of one.
WEEKS ?= 3
weeks: packages
	@.ci/packages test
	$(SWIFT) build --build-tests
	@SORALIB_WEEKS=$(WEEKS) .ci/test --filter 'A week of a schedule'

# FAMILIES random families, each from its own seed, and families of 10,000; `make test` has a short form.
FAMILIES ?= 1000
families: packages
	@.ci/packages test
	$(SWIFT) build --build-tests
	@SORALIB_FAMILIES=$(FAMILIES) .ci/test --filter 'A random family|A large family'

# A package of its own that imports SoraLibrary. Not in `make test`, for it builds the library a second time;
# there, the same program is built inside this package.
outside: packages
	$(SWIFT) build --product soralib-simulator
	$(SWIFT) build --product soralib-media
	@.ci/outside .build/debug

format:
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

check: packages
	@.ci/packages check
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@.ci/check-layers
	@.ci/check-documents
	@.ci/check-names
	$(SWIFT) build --build-tests --scratch-path .build/check -Xswiftc -warnings-as-errors \
		--explicit-target-dependency-import-check error
	@.ci/check-library .build/check

docs: packages
	$(SWIFT) build --build-tests
	@SORALIB_UPDATE_DOCUMENTS=1 .ci/test --filter "ReferenceTests|JobTests"

pictures: build
	@.ci/pictures

bench: build
	@.ci/packages bench
	@.ci/bench

install: build
	@.ci/install put '$(DESTDIR)$(PREFIX)'

uninstall:
	@.ci/install remove '$(DESTDIR)$(PREFIX)'

deb: build
	@.ci/packages package
	@.ci/deb .build/deb

# BASE=FOLDER is a Debian that debootstrap made before, so that none has to be fetched.
deb-test: deb
	@.ci/packages package-test
	@.ci/deb-test .build/deb/soralib_*.deb $(BASE)

clean:
	$(SWIFT) package clean
	rm -rf .build/check .build/outside .build/demo .build/demo-reel .build/torture .build/fuzz .build/deb
