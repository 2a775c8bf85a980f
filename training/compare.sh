#!/bin/sh
# The runs behind report/networks.md: families of networks, and what two ideas add. After retrain.sh, in the same WORK.
set -eu
images=${1:?the folder "set" that build_data wrote}
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONPATH="$here"
work=${WORK:-$here/runs}
run() { module=$1; shift; python -m "telltale_training.$module" "$@"; }
train() { name=$1; shift; run train --pool "$work/pool" --out "$work/$name.pt" --steps 600 "$@"; }

train backbone --branches backbone --freeze-stages 2
train residual --branches residual --lr 1e-3
train spectral --branches spectral --lr 1e-3
train consistent --branches backbone --freeze-stages 2 --consistency 0.5
for kind in transposed-convolution nearest-convolution sub-pixel-shuffle vector-quantised; do
  run generators.train_generators --data "$images" --out "$work/generators" --kinds $kind --steps 2500
done
run pool --data "$images" --regions "$work/pool/regions" --generators "$work/generators" \
  --out "$work/aligned" --pairs 4000
train aligned --branches backbone --freeze-stages 2 --aligned "$work/aligned"

run benchmark --crops "$work/bench" --scores "$work/scores" --most-crops 1 \
  --conditions "JPEG 95" "JPEG 75" "half size + JPEG 75" \
  backbone="$work/backbone.pt" residual="$work/residual.pt" spectral="$work/spectral.pt" \
  consistent="$work/consistent.pt" aligned="$work/aligned.pt"
run fuse --scores "$work/scores" backbone residual spectral
