#!/bin/sh
# Rebuild the data and retrain every shipped detector from scratch:
#   ./retrain.sh MIRRORS MANIFESTS... with MIRRORS a folder for repositories (cloned where they are missing) and
#   MANIFESTS the folders of the earlier collection of crops (manifest.csv and files). WORK says where everything else
#   goes (default: training/runs). FERRETNET may name the public FerretNet-S checkpoint, to be measured beside ours.
set -eu
mirrors=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONPATH="$here"
work=${WORK:-$here/runs}
mkdir -p "$work"
run() { module=$1; shift; python -m "telltale_training.$module" "$@"; }

run build_data --mirrors "$mirrors" --manifests "$@" --out "$work/set"
run pool --data "$work/set" --out "$work/pool" --pairs 24000
run benchmark_crops --data "$work/set" --out "$work/bench" --most 60 \
  --also dalle-2 midjourney gpt-image stable-diffusion-1

train() { name=$1; shift; run train --pool "$work/pool" --out "$work/$name.pt" "$@"; }
train lite-frozen --branches backbone --freeze-stages 2 --steps 2000
train lite --branches backbone --start-from "$work/lite-frozen.pt" --steps 700 --lr 2e-4
train shallow --branches shallow --freeze-stages 1 --steps 600 --family-weight 0
# Runs that leave generators out; two at a time, which is harder than one.
train without-a --branches backbone --freeze-stages 2 --steps 600 --leave-out pixel-diffusion gpt-image
train without-b --branches backbone --freeze-stages 2 --steps 600 --leave-out midjourney stable-diffusion-1

beside=
if [ -n "${FERRETNET:-}" ]; then
  run benchmark --crops "$work/bench" --scores "$work/scores" "ferretnet-s=$FERRETNET"
  beside="--beside $work/scores/ferretnet-s.npz"
fi
release() { id=$1; shift; run release --about "$here/detectors/$id.json" --data "$work/set" --crops "$work/bench" \
  --models "$here/../public/models" --report "$here/report/$id.md" $beside "$@"; }
release lite-crops-2 --checkpoint "$work/lite.pt" --left-out \
  "pixel-diffusion=$work/without-a.pt" "gpt-image=$work/without-a.pt" \
  "midjourney=$work/without-b.pt" "stable-diffusion-1=$work/without-b.pt"
release shallow-1 --checkpoint "$work/shallow.pt"
