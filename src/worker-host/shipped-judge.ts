import type { DetectorSource } from '../contracts/zoo.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { mostCrops } from '../core/detector/crop-weights.ts';
import { prepareCrops } from '../core/detector/prepare-crops.ts';
import { patternTensor, selfTestTensor } from '../core/detector/self-test.ts';
import { judge } from '../core/detector/verdict.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { failed, success } from '../core/result.ts';
import type { Judge, PreparedPicture, Probe } from './judge.ts';
import { fetchModel } from './model-store.ts';
import type { OutputEnd } from './ort-network.ts';
import { endsOf, runDetector } from './ort-runtime.ts';

/** A detector of this page: crops, calibration and self-test of its card. */
export function shippedJudge({ card, folderUrl }: Extract<DetectorSource, { kind: 'shipped' }>): Judge {
  const { file, bytes, sha256 } = card.weights;
  const ends = endsOf(card);
  return {
    key: `${card.id} ${sha256}`,
    probe: probeOf(card),
    load: loadOf(card),
    async files(onProgress) {
      const model = await fetchModel({ url: folderUrl + file, bytes, sha256 }, (done) => {
        onProgress(done, bytes);
      });
      return model.ok
        ? success({ graph: model.value.bytes, external: [] })
        : failed({ code: 'load', failure: model.failure });
    },
    prepare: (source) => prepare(source, card),
    async answer(network, { tensor, weights, sizePx }) {
      const { logits } = await runDetector(network, ends, tensor, weights.length, sizePx);
      const verdict = judge(logits, weights, card.calibration, card.operatingPoint);
      return { score: { kind: 'verdict', verdict }, outputs: [{ name: card.output.name, values: logits }] };
    },
  };
}

function probeOf(card: ModelCard): Probe {
  const { shape, logits, familyLogits, maxAbsDifference } = card.selfTest;
  return {
    input: { name: card.input.name, type: 'float32' },
    tensor: () => selfTestTensor(card),
    dims: shape,
    outputs: outputsOf(card, shape[0]),
    expected: [...logits, ...(familyLogits ?? [])],
    allowed: (backend) => maxAbsDifference[backend],
  };
}

/** The pattern of the self-test with as many crops as a picture has at most. */
function loadOf(card: ModelCard): Judge['load'] {
  const { crops } = card.preprocessing;
  const most = mostCrops(crops);
  const dims = [most, 3, crops.sizePx, crops.sizePx] as const;
  return {
    tensor: () => patternTensor([...dims], card.preprocessing),
    dims,
    outputs: outputsOf(card, most),
  };
}

function outputsOf(card: ModelCard, crops: number): readonly OutputEnd[] {
  const { output, family } = endsOf(card);
  const families = family ? [{ name: family.output, count: crops * family.families }] : [];
  return [{ name: output, count: crops }, ...families];
}

function prepare(source: PixelSource, { preprocessing: plan }: ModelCard): PreparedPicture {
  const { widthPx, heightPx } = source;
  const { tensor, weights, content, rects, places, shrunkWidthPx, shrunkHeightPx } = prepareCrops(
    source,
    plan,
  );
  return {
    tensor,
    weights,
    looked: {
      widthPx,
      heightPx,
      resizedWidthPx: shrunkWidthPx,
      resizedHeightPx: shrunkHeightPx,
      squarePx: plan.crops.sizePx,
      rects,
      inOtherSizes: places.filter(({ resizedWidthPx }) => resizedWidthPx !== shrunkWidthPx).length,
    },
    refused: content.judgeable ? null : content,
  };
}
