#!/bin/sh
# Retrain the first detector from scratch: ./retrain.sh DIR [DIR ...]
set -eu
cd "$(dirname "$0")"
mkdir -p runs
python -m telltale_training.train --data "$@" --out runs/weights.pt --steps 1053 --lr 8e-4
python -m telltale_training.release --data "$@" --checkpoint runs/weights.pt \
  --models ../public/models --report report/first-detector.md
