#!/usr/bin/env bash
# Runs every test: rules, stores, providers, the package on both Umbraco majors, the demo site, the extension, the browser.
# Needs the .NET 10 SDK and Node 20; installs Debian's Chromium and PostgreSQL where none is found.
set -uo pipefail
cd "$(dirname "$0")"

results="$PWD/artifacts/test-results"
rm -rf "$results" && mkdir -p "$results"
failed=0

say() { printf '\n== %s\n' "$1"; }

need() {
  command -v "$1" >/dev/null 2>&1 || { printf '%s is missing. %s\n' "$1" "$2" >&2; exit 1; }
}

need dotnet 'Install the .NET 10 SDK: https://dotnet.microsoft.com/download'
need node 'Install Node 20 or later: https://nodejs.org'

find_chromium() {
  for candidate in "${AUTOTAG_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$candidate" ] && command -v "$candidate" 2>/dev/null && return 0
  done
  return 1
}

find_postgres() {
  for folder in "${AUTOTAG_POSTGRES:-}" /usr/lib/postgresql/*/bin ${PATH//:/ }; do
    [ -x "$folder/initdb" ] && return 0
  done
  return 1
}

install() {
  say "Installing $1"
  root=''; [ "$(id -u)" = 0 ] || root='sudo'
  $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

find_chromium >/dev/null || install chromium
find_postgres || install postgresql
find_postgres || { echo 'No PostgreSQL server was found and none could be installed. Set AUTOTAG_POSTGRES to the folder of its initdb.' >&2; exit 1; }
AUTOTAG_CHROMIUM=$(find_chromium) || { echo 'No Chromium was found and none could be installed. Set AUTOTAG_CHROMIUM to one.' >&2; exit 1; }
export AUTOTAG_CHROMIUM

# One compiler serves all projects, and what it runs is not optimised by how often it was run: tests end before that pays.
export UseSharedCompilation=true DOTNET_TieredPGO=0

# Everything for the newest major, with the benchmarks, which are not run; for the other one what is compiled against Umbraco. The tests build nothing.
build_dotnet() {
  local major=$1 what=$2
  say "Build for Umbraco $major"
  dotnet build "$what" -c Release -p:UmbracoMajor="$major" --nologo -v q "${@:3}" || { echo 'Nothing is tested that was not built.' >&2; exit 1; }
}

# dotnet test of one project, for one Umbraco major where the project is a host; of one category of its tests where one is named.
# Suites share two cores with each other: a few tests that failed are run once more, and the summary tells which and why; not with AUTOTAG_ONCE=1.
test_dotnet() {
  local project=$1 major=${2:-18} category=${3:-} name tests again
  name="$(basename "$project")-$major${category:+-$category}"
  tests='TestCategory!=RealTime'
  [ "$major" = 18 ] || [ "${AUTOTAG_EACH_MAJOR:-}" = 1 ] || tests+='&TestCategory!=OneMajor'
  [ -z "$category" ] || tests="TestCategory=$category"
  run_dotnet "$project" "$major" "$tests" "$name" && return
  [ "${AUTOTAG_ONCE:-}" != 1 ] && again=$(node tests/again.mjs "$results/$name.trx") && AUTOTAG_AGAIN=1 run_dotnet "$project" "$major" "($tests)&($again)" "$name-again"
}

run_dotnet() {
  local project=$1 major=$2 tests=$3 name=$4
  dotnet test "$project" -c Release -p:UmbracoMajor="$major" --no-build --nologo --filter "$tests" \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1
  told "$name" $?
}

# Node's own test runner, or vitest, in a folder with a package.json.
test_npm() {
  local folder=$1 name
  name=$(basename "$folder")
  (cd "$folder" && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && npm test --silent) >"$results/$name.npm.log" 2>&1
  told "$name.npm" $?
}

# What a suite printed, in one piece though another one runs beside it.
told() {
  printf '\n== %s\n%s\n' "$1" "$(cat "$results/$1.log")"
  return "$2"
}

# A suite beside others, as many at a time as $at_once.
beside() {
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n || failed=1; done
  "$@" &
}

finish() {
  while [ -n "$(jobs -p)" ]; do wait -n || failed=1; done
}

build_dotnet 18 Umbraco.AutoTag.sln
build_dotnet 17 Umbraco.AutoTag.Hosts.slnf -p:RunAnalyzers=false
dotnet build-server shutdown --vbcscompiler >/dev/null

# What measures real time runs with nothing beside it.
test_dotnet tests/Umbraco.AutoTag.Proof.Tests 18 RealTime || failed=1

# These compute.
at_once=2
for project in Proof Storage Providers Corridor Core ThirdParty Architecture; do beside test_dotnet "tests/Umbraco.AutoTag.$project.Tests"; done
for folder in demo-site/vision-service App_Plugins/AutoTag; do beside test_npm "$folder"; done
finish

# These mostly wait: for a page, a look, a moment.
at_once=3
for project in .Browser .Integration .DemoSite ''; do
  for major in 18 17; do beside test_dotnet "tests/Umbraco.AutoTag$project.Tests" "$major"; done
done
beside test_dotnet tests/Umbraco.AutoTag.Packaging.Tests
finish

say 'Summary'
node tests/summary.mjs "$results" || failed=1
exit $failed
