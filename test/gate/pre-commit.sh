#!/usr/bin/env bash
# Installs this repository's hooks with the real pre-commit into a contract repo of its own, as a user would, and commits there.
# bash test/gate/pre-commit.sh FOLDER: works in FOLDER, which must be empty; needs python3, git, npm, and a Node of any age on PATH.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(cd "$1" && pwd)
# The Node that the machine has, not the one of our own packages.
PATH=$(echo "$PATH" | tr : '\n' | grep -v "^$root/" | paste -sd:)
export PRE_COMMIT_HOME=$work/home GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
echo "Node on PATH: $(node --version)"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit
pre_commit=$work/venv/bin/pre-commit
"$pre_commit" --version
"$pre_commit" validate-manifest "$root/.pre-commit-hooks.yaml"

# Hooks are installed from a commit: the last one, whatever stands in the work tree.
git clone --quiet "$root" "$work/dq"

mkdir "$work/shop"
cd "$work/shop"
git init --quiet --initial-branch=main
git config user.name t
git config user.email t@example.com
cp -r "$root/contracts" contracts
echo 'version: 1' >dq.yaml
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/dq
    rev: $(git -C "$work/dq" rev-parse HEAD)
    hooks: [{ id: dq-contract-check }, { id: dq-contract-validate }]
YAML
git add --all
"$pre_commit" install --install-hooks
git commit --quiet --message 'Contracts'
echo 'ok: sound contracts are committed'

sed -i.before 's/"name": "order_id", "type": "string"/"name": "order_ref", "type": "string"/' contracts/events/order.created.avsc
rm contracts/events/order.created.avsc.before
git add --all
if git commit --quiet --message 'Rename the key' >"$work/said" 2>&1; then
  cat "$work/said"
  echo 'FAILED: a breaking change was committed' >&2
  exit 1
fi
grep -q 'avro-missing-default' "$work/said" || { cat "$work/said"; echo 'FAILED: the hook said something else' >&2; exit 1; }
echo 'ok: a breaking change is not committed, and the hook says why'
