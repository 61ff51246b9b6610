# De opdrachten van dit project. `make` zonder meer toont ze.

BIN := .venv/bin
# Python vertaalt zelf wat er gebruikt wordt; alles vooraf vertalen duurt even lang als het installeren.
PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq --no-compile --constraint constraints.txt
# Voor ontwikkelen zoekt en pakt uv uit in een derde van de tijd; waar het niets vindt, doet pip het.
SNEL := $(BIN)/uv pip install --quiet --python $(BIN)/python --constraint constraints.txt
# Op twee kernen niet meer: een browser heeft zelf ook een kern nodig.
PYTEST_ARGS ?= --numprocesses 2 --dist worksteal
ZADEN ?= 1
CHROMIUM := /usr/bin/chromium
ZONDER_VENSTER := /usr/bin/chromium-headless-shell
FIREFOX := /usr/bin/firefox-esr
LETTERS := /usr/share/fonts/truetype/liberation
# De rekenaar in de verkenner; visualizations/verken/page.py kent zijn hash.
HIGHS := highs@1.15.3
REKENAAR := visualizations/verken/$(subst @,-,$(HIGHS)).tgz
# De onderdelen van de werkbank; visualizations/werkbank/npm_packages.py noemt ze en kent hun hash.
ONDERDELEN := visualizations/werkbank/pakketten
HALEN := npm pack --silent --fetch-retries=1 --fetch-timeout=20000

.DEFAULT_GOAL := help
.PHONY: help run test tests waarborg mutatie check format bench gemeenten beelden wheel clean browsers rekenaar onderdelen
.DELETE_ON_ERROR:
# Twee tegelijk: de browser installeren terwijl pip bezig is, en controleren terwijl de tests lopen.
MAKEFLAGS += --jobs=2
# Wie dit aan heeft staan, laat elk van de vele processen in de tests alle code opnieuw vertalen.
unexport PYTHONDONTWRITEBYTECODE

help:  ## deze lijst
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/klaar-gebruik rekenaar onderdelen  ## het advies in de terminal; kaart, verkenner en werkbank in uit/
	@mkdir -p uit
	@$(BIN)/krachtenveld advies
	@$(BIN)/krachtenveld kaart --uit uit/kaart.html --force
	@$(BIN)/krachtenveld verken --uit uit/verkenner.html --force
	@$(BIN)/krachtenveld werkbank --uit uit/werkbank.html --force || true
	@echo
	@echo "In $(CURDIR)/uit staan kaart.html, verkenner.html en werkbank.html: open ze in een browser."
	@echo "Meer: $(BIN)/krachtenveld --help"

test: tests check  ## alle controles en alle tests; op twee vrije kernen ongeveer vijf minuten

# Naast de controles: de typen nakijken houdt anders een halve minuut lang maar één kern bezig.
tests: .venv/klaar-ontwikkeling browsers rekenaar onderdelen
	@echo "De controles en alle tests, ook die in een browser: op twee vrije kernen ongeveer vijf minuten."
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null 2>&1 || true  # alles één keer vertalen, en niet drie keer tegelijk
	$(BIN)/python -m pytest $(PYTEST_ARGS)

waarborg: .venv/klaar-ontwikkeling  ## is elke uitvoer nog byte voor byte wat hij was? de eerste keer bewaart
	@if [ -d .waarborg ]; then $(BIN)/python -m tests.guard vergelijk .waarborg; \
	else $(BIN)/python -m tests.guard bewaar .waarborg; fi

mutatie: .venv/klaar-ontwikkeling  ## vergissingen planten in regels en bestanden: wat merkt niemand op?
	$(BIN)/python -m tests.testing.mutanten --aantal 200 --zaad $(ZADEN)
	KRACHTENVELD_MUTATIES=2000 $(BIN)/python -m pytest -q -s tests/fouten/test_mutaties.py
	KRACHTENVELD_LIJSTEN=2000 $(BIN)/python -m pytest -q tests/importing/test_fuzz.py
	KRACHTENVELD_GEHEUGEN=500 $(BIN)/python -m pytest -q tests/test_memory.py -k accident
	KRACHTENVELD_LABELS=1000 $(BIN)/python -m pytest -q tests/labels
	$(BIN)/python -m pytest -q tests/inference/test_engines_agree.py --rulebooks 2000
	KRACHTENVELD_VEEL_FEITEN=100 $(BIN)/python -m pytest -q tests/inference/test_many_facts.py
	KRACHTENVELD_WAAROM_NIET=30 $(BIN)/python -m pytest -q tests/explain/test_whynot.py -k smallest
	KRACHTENVELD_VERVANGINGEN=200 $(BIN)/python -m pytest -q tests/register/test_untouched.py
	KRACHTENVELD_GEWICHTEN=600 $(BIN)/python -m pytest -q tests/robustness/test_matrix.py -k anew
	KRACHTENVELD_GRONDEN=1000 $(BIN)/python -m pytest -q tests/explain/test_footing.py
	KRACHTENVELD_AFBREKEN=100 $(BIN)/python -m pytest -q tests/werkbank/test_keeping.py
	KRACHTENVELD_VERDELING=3000 $(BIN)/python -m pytest -q tests/allocation/test_brute_force.py
	KRACHTENVELD_VOORBEELDEN=10 $(BIN)/python -m pytest $(PYTEST_ARGS) -q -m hypothesis
	KRACHTENVELD_VOORBEELDEN=8 $(BIN)/python -m pytest -q tests/explain/test_named_sources.py
	KRACHTENVELD_GEWICHTEN=600 $(BIN)/python -m pytest -q tests/verken/test_weights.py -k any_weights
	KRACHTENVELD_KEUZES=1 $(BIN)/python -m pytest -q tests/kaart/test_browser.py -k no_choice_moves
	KRACHTENVELD_VERDELINGEN=200 $(BIN)/python -m pytest -q tests/verken/test_division.py -k plan_of_the_command
	KRACHTENVELD_WEBKIT=1 KRACHTENVELD_ELDERS=40 $(BIN)/python -m pytest -q tests -k 'test_other_browsers or other_browsers_divide or advises_elsewhere'

check: .venv/klaar-ontwikkeling  ## stijl, opmaak, typen en de richting van imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/klaar-ontwikkeling  ## code opmaken en herstellen wat vanzelf kan
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/klaar-ontwikkeling  ## meten hoe snel alles is, in één tabel; GROOT=1 ook wat lang duurt
	@$(BIN)/python -m benchmarks $(if $(GROOT),--groot)

gemeenten: .venv/klaar-ontwikkeling  ## een nieuw dossier voor elke gemeente van Nederland, met controles en advies
	$(BIN)/python -m benchmarks.gemeenten
	$(BIN)/python -m benchmarks.gemeenten --dask
	$(BIN)/python -m benchmarks.gemeenten --geheugen

beelden: .venv/klaar-ontwikkeling browsers rekenaar onderdelen  ## de plaatjes in docs/beelden opnieuw maken (vraagt ook pdftoppm en LibreOffice)
	$(BIN)/python -m tests.testing.beelden

wheel: .venv/klaar-ontwikkeling rekenaar onderdelen  ## een installeerbaar pakket in dist/
	@rm -rf dist
	@$(BIN)/python -m build --outdir dist
	@ls dist/*.whl

clean:  ## alles weghalen wat gemaakt is, ook .venv
	rm -rf .venv uit build dist *.egg-info visualizations/verken/*.tgz $(ONDERDELEN)
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── de omgeving ──────────────────────────────────────────────────────────────────────────────────────

# durable-rules werkt op Python 3.11 en 3.12; die gaan voor. Nieuwer mag ook: dan rekent clingo.
define KIES_PYTHON
minstens() { command -v "$$1" >/dev/null 2>&1 && "$$1" -c "import sys; sys.exit(not $$2)" >/dev/null 2>&1; }; \
gekozen=; \
for naam in $(PYTHON); do ! minstens "$$naam" "sys.version_info >= (3, 11)" || gekozen=$$naam; done; \
for naam in python3 python3.12 python3.11; do \
    [ -n "$$gekozen" ] || ! minstens "$$naam" "(3, 11) <= sys.version_info < (3, 13)" || gekozen=$$naam; \
done; \
for naam in python3 python3.13 python3.14 python3.15 python; do \
    [ -n "$$gekozen" ] || ! minstens "$$naam" "sys.version_info >= (3, 11)" || gekozen=$$naam; \
done
endef

define GEEN_PYTHON

Geen Python 3.11 of nieuwer gevonden.
Installeer Python 3.12 (Debian en Ubuntu: apt install python3 python3-venv python3-dev),
of wijs er een aan: make run PYTHON=/pad/naar/python3.12

endef

define GEEN_VENV

Python kon geen eigen omgeving (.venv) maken; de reden staat hierboven.
Debian en Ubuntu hebben daarvoor het pakket python3-venv nodig: apt install python3-venv

endef

define INSTALLATIE_MISLUKT

De installatie is mislukt; de reden staat hierboven. De twee gewone oorzaken:
- geen verbinding met de plek waar pip zijn pakketten haalt;
- geen C-compiler of geen Python-headers: durable-rules wordt bij het installeren gecompileerd.
  Debian en Ubuntu: apt install gcc python3-dev      macOS: xcode-select --install
  Lukt dat niet, neem dan Python 3.13 of nieuwer: dan rekent clingo en is geen compiler nodig:
  make clean, en daarna make run PYTHON=python3.13

endef
export GEEN_PYTHON GEEN_VENV INSTALLATIE_MISLUKT

.venv/bin/python:
	@$(KIES_PYTHON); \
	[ -n "$$gekozen" ] || { echo "$$GEEN_PYTHON" >&2; exit 1; }; \
	echo "Omgeving maken in .venv met $$($$gekozen --version)."; \
	"$$gekozen" -m venv .venv || { rm -rf .venv; echo "$$GEEN_VENV" >&2; exit 1; }; \
	$(PIP) pip || true  # die bij een oudere Python hoort, zoekt twee keer zo lang

.venv/klaar-gebruik: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Pakketten installeren (de eerste keer duurt dat een minuut)."
	@$(PIP) --editable . || { echo "$$INSTALLATIE_MISLUKT" >&2; exit 1; }
	@touch $@

.venv/klaar-ontwikkeling: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Pakketten voor ontwikkelen installeren (de eerste keer duurt dat een minuut of twee)."
	@$(PIP) uv || true
	@$(SNEL) --editable '.[dev]' 2>/dev/null || $(PIP) --editable '.[dev]' || { echo "$$INSTALLATIE_MISLUKT" >&2; exit 1; }
	@touch $@ .venv/klaar-gebruik

# De browsertests gebruiken Chromium en Firefox van Debian, en npm haalt wat er in de pagina's gaat. Zonder worden ze overgeslagen.
browsers:
	@if [ -x $(CHROMIUM) ] && [ -x $(ZONDER_VENSTER) ] && [ -x $(FIREFOX) ] && [ -d $(LETTERS) ] && command -v npm >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
	    echo "Chromium, Firefox en npm installeren voor de browsertests."; \
	    export DEBIAN_FRONTEND=noninteractive; \
	    { apt-get update -qq && \
	      apt-get install -y -qq --no-install-recommends chromium chromium-headless-shell firefox-esr fonts-liberation \
	          $$(command -v npm >/dev/null || echo npm); } \
	        </dev/null >/dev/null || true; \
	fi; \
	for browser in $(CHROMIUM) $(FIREFOX); do \
	    [ -x $$browser ] || echo "!!! GEEN $$browser: DE TESTS IN DIE BROWSER LOPEN NIET !!!"; \
	done

# Waarmee de verkenner zelf uitrekent wie welke zetel neemt. Zonder toont zij wat vooraf is uitgerekend, en zegt dat.
rekenaar:
	@[ ! -e $(REKENAAR) ] || exit 0; \
	! command -v npm >/dev/null 2>&1 || \
	    (cd $(dir $(REKENAAR)) && $(HALEN) $(HIGHS)) >/dev/null 2>&1 || true; \
	[ -e $(REKENAAR) ] || echo "!!! GEEN $(REKENAAR) (npm haalt hem): DE VERKENNER VERDEELT NIET MEE MET DE SCHUIVEN !!!"

# Python voor de browser en de bewerker van de werkbank. Zonder is er geen werkbank; al het andere werkt.
onderdelen: | .venv/bin/python
	@mkdir -p $(ONDERDELEN); nodig=$$($(BIN)/python -m visualizations.werkbank.npm_packages); \
	[ -n "$$nodig" ] || exit 0; \
	! command -v npm >/dev/null 2>&1 || (cd $(ONDERDELEN) && $(HALEN) $$nodig) >/dev/null 2>&1 || true; \
	[ -z "$$($(BIN)/python -m visualizations.werkbank.npm_packages)" ] || \
	    echo "!!! DE ONDERDELEN VAN DE WERKBANK ONTBREKEN (npm haalt ze): krachtenveld werkbank WERKT HIER NIET !!!"

# Wie de tests draait, krijgt npm van dezelfde plek als de browsers, en dus eerst.
rekenaar onderdelen: | $(if $(filter test tests,$(MAKECMDGOALS)),browsers)
