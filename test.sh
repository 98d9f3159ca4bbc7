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

# Everything at once for one Umbraco major, the benchmarks too, which are not run. The tests below build nothing any more.
build_dotnet() {
  say "Build for Umbraco $1"
  dotnet build Umbraco.AutoTag.sln -c Release -p:UmbracoMajor="$1" --nologo -v q || { echo 'Nothing is tested that was not built.' >&2; exit 1; }
}

# dotnet test of one project, for one Umbraco major where the project is a host.
run_dotnet() {
  local project=$1 major=${2:-18} name
  name="$(basename "$project")-$major"
  say "$name"
  dotnet test "$project" -c Release -p:UmbracoMajor="$major" --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" || failed=1
}

# Node's own test runner, or vitest, in a folder with a package.json.
run_npm() {
  local folder=$1 name
  name=$(basename "$folder")
  say "$name (npm test)"
  (cd "$folder" && { [ -d node_modules ] || npm ci --no-audit --no-fund; } && npm test --silent) 2>&1 | tee "$results/$name.npm.log"
  [ "${PIPESTATUS[0]}" = 0 ] || failed=1
}

for major in 17 18; do build_dotnet "$major"; done
for project in Core Corridor Storage Providers ThirdParty Architecture Proof; do run_dotnet "tests/Umbraco.AutoTag.$project.Tests"; done
run_npm demo-site/vision-service
run_npm App_Plugins/AutoTag
for major in 17 18; do
  for project in '' .DemoSite .Integration .Browser; do run_dotnet "tests/Umbraco.AutoTag$project.Tests" "$major"; done
done
run_dotnet tests/Umbraco.AutoTag.Packaging.Tests

say 'Summary'
node tests/summary.mjs "$results" || failed=1
exit $failed
