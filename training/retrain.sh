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
models=$here/../public/models
reports=$here/report
every=1
part=1
if [ -n "${QUICK:-}" ]; then
  models=$work/models
  reports=$work/report
  every=20
  part=200
  mkdir -p "$models" "$reports"
  cp "$here"/report/*.md "$reports"
fi
# How many of so many pairs or steps.
of() { echo $((($1 + part - 1) / part)); }

run build_data --mirrors "$mirrors" --manifests "$@" --out "$work/set"
run further_photographs --mirrors "$mirrors" --set "$work/set" --out "$work/further"
run pool --data "$work/set" --out "$work/pool" --pairs "$(of 24000)"
run pool --data "$work/set" "$work/further" --out "$work/pool-2" --pairs "$(of 36000)" --seed 2
run pool --data "$work/set" "$work/further" --regions "$work/pool-2/regions" --out "$work/pool-3" --pairs "$(of 16000)" --seed 3 \
  --aged 0.2 --photograph-power 0.3
# The same again, for the runs that leave a generator out.
run pool --data "$work/set" "$work/further" --regions "$work/pool-2/regions" --out "$work/pool-4" --pairs "$(of 24000)" --seed 4 \
  --aged 0.2 --photograph-power 0.3
run benchmark_crops --data "$work/set" --out "$work/bench" --most 60 --every $every \
  --also dalle-2 midjourney gpt-image stable-diffusion-1

# Two runs at a time, one core each: that is faster than two cores for one run, and their mean is as good as the better one.
export OMP_NUM_THREADS=1
train() { name=$1; from=$2; shift 2; run train --threads 1 --pool "$work/$from" --out "$work/$name.pt" "$@"; }
# `wait` alone would forget that one of them failed.
both() { wait "$1" && wait "$2"; }

train lite-frozen pool --branches backbone --freeze-stages 2 --steps "$(of 2000)" & a=$!
train shallow-start pool --branches shallow --freeze-stages 1 --steps "$(of 600)" --family-weight 0 & b=$!
both $a $b
train lite-start pool --branches backbone --start-from "$work/lite-frozen.pt" --steps "$(of 700)" --lr 2e-4
for seed in 2 3; do
  train "deep-$seed" pool-2 --branches backbone --start-from "$work/lite-start.pt" --steps "$(of 3000)" --lr 5e-4 --grey 0.08 \
    --seed $seed & eval "p$seed=\$!"
done
both $p2 $p3
run soup --out "$work/deep.pt" "$work/deep-2.pt" "$work/deep-3.pt"
# Old and toned pictures, and sources that weigh more alike. The shipped run had 36 minutes, which were 1,392
# steps, and started from the same weights, read back from the file of lite-crops-3 (recover.py).
train lite-aged pool-3 --branches backbone --start-from "$work/deep.pt" --freeze-stages 2 --steps "$(of 1392)" --lr 2e-4 --grey 0.05 --seed 4
# Named twice, it weighs two thirds.
run soup --out "$work/lite-mixed.pt" "$work/lite-aged.pt" "$work/lite-aged.pt" "$work/deep.pt"
train lite-longer pool-4 --branches backbone --start-from "$work/lite-mixed.pt" --steps "$(of 1500)" --lr 4e-4 --grey 0.05 --seed 7
run soup --out "$work/lite.pt" "$work/lite-longer.pt" "$work/lite-mixed.pt"

train shallow pool-2 --branches shallow --start-from "$work/shallow-start.pt" --steps "$(of 1500)" --grey 0.08 --seed 2 \
  --family-weight 0 & a=$!
# Runs that leave a generator out, each a quarter as long as the shipped one: early layers kept first, then all of them twice.
without() {
  train "without-$1-start" pool-4 --branches backbone --freeze-stages 2 --steps "$(of 1300)" --grey 0.05 --leave-out "$1"
  train "without-$1-middle" pool-4 --branches backbone --start-from "$work/without-$1-start.pt" --steps "$(of 600)" --lr 3e-4 --grey 0.05 \
    --seed 2 --leave-out "$1"
  train "without-$1" pool-4 --branches backbone --start-from "$work/without-$1-middle.pt" --steps "$(of 1000)" --lr 5e-4 --grey 0.05 \
    --seed 3 --leave-out "$1"
}
without pixel-diffusion & b=$!
both $a $b
without gpt-image & a=$!
without midjourney & b=$!
both $a $b
without stable-diffusion-1

beside=
if [ -n "${FERRETNET:-}" ]; then
  run benchmark --crops "$work/bench" --scores "$work/scores" "ferretnet-s=$FERRETNET"
  beside="--beside $work/scores/ferretnet-s.npz"
fi
release() { id=$1; shift; run release --about "$here/detectors/$id.json" --data "$work/set" "$work/further" --crops "$work/bench" \
  --models "$models" --report "$reports/$id.md" $beside "$@"; }
left_out=
for name in pixel-diffusion gpt-image midjourney stable-diffusion-1; do
  left_out="$left_out $name=$work/without-$name.pt"
done
release lite-crops-7 --checkpoint "$work/lite.pt" --left-out $left_out
release shallow-2 --checkpoint "$work/shallow.pt"
