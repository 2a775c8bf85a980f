import { byteLengthBin, qualityBinCount } from '../dataset/bins.ts';
import { binOf, formatBinCount, groups } from '../dataset/facet-groups.ts';
import { unknownByteLength } from '../dataset/sample-batch.ts';
import type { SampleIndex } from '../dataset/sample-index.ts';

/** What of a file may give its label away although it says nothing of the picture. */
export const biasFeatures = ['format', 'size', 'quality', 'byteLength'] as const;
export type BiasFeature = (typeof biasFeatures)[number];

/** The value of a feature where it is not known. */
export const unknownValue = -1;
const jpeg = 0;

/**
 * A feature's value by id: the format's number; width * 65536 + height, exact; the JPEG quality, 0 for files that are
 * no JPEG; the bin of the file's size (core/dataset/bins.ts).
 */
export function featureOf(index: SampleIndex, feature: BiasFeature): (id: number) => number {
  const { origin, file } = index.codes;
  const formatOf = (id: number) => binOf(groups.origin, 3, origin[id]!);
  switch (feature) {
    case 'format':
      return (id) => (formatOf(id) === formatBinCount - 1 ? unknownValue : formatOf(id));
    case 'size': {
      const { width, height } = index.sidesPx;
      return (id) => (width[id] === 0 || height[id] === 0 ? unknownValue : width[id]! * 65_536 + height[id]!);
    }
    case 'quality':
      return (id) => {
        const quality = binOf(groups.file, 0, file[id]!);
        if (quality < qualityBinCount - 1) return quality;
        const format = formatOf(id);
        return format === jpeg || format === formatBinCount - 1 ? unknownValue : 0;
      };
    case 'byteLength': {
      const { byteLengths } = index;
      return (id) => (byteLengths[id] === unknownByteLength ? unknownValue : byteLengthBin(byteLengths[id]!));
    }
    default:
      return feature satisfies never;
  }
}
