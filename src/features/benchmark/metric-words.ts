import type { Estimate } from '../../core/evaluation/estimate.ts';
import type { Measures } from '../../core/evaluation/measures.ts';
import type { Rates } from '../../core/evaluation/rates.ts';
import type { Metric } from './search.ts';
import type { PicturesAsked } from './open-pictures.ts';

export const metricNames: Readonly<Record<Metric, string>> = {
  accuracy: 'Accuracy',
  balanced: 'Balanced accuracy',
  real: 'Real ones right',
  ai: 'AI ones found',
  auc: 'AUC',
  ap: 'AP',
  tpr5: 'TPR at 5 % FPR',
  ece: 'ECE',
};

/** What a figure is, and which interval stands below it. */
export const metricNotes: Readonly<Record<Metric, string>> = {
  accuracy:
    'Share of pictures called rightly, in per cent. 95 % intervals by Wilson. All real pictures stand in every column, so that it is mostly about them: see balanced accuracy.',
  balanced:
    'Mean of the shares of real and of generated pictures called rightly, in per cent: the accuracy on as many of either, as papers print it. 95 % intervals from both Wilson intervals (MOVER).',
  real: 'Share of real pictures that are not called AI, in per cent. 95 % intervals by Wilson. Real pictures belong to no generator, so that they are the same in every column.',
  ai: 'Share of generated pictures that are called AI, in per cent. 95 % intervals by Wilson.',
  auc: 'How often a generated picture gets the higher score of a pair, whatever the threshold. 95 % intervals by DeLong on the logit scale.',
  ap: 'Average precision. It depends on the share of generated pictures: compare it within a column. 95 % intervals by its influence function, on the logit scale.',
  tpr5: 'Share of generated pictures found where at most 5 % of the real ones here are called AI, in per cent. The 95 % interval counts that the threshold is estimated, too.',
  ece: 'How far probabilities are from shares, on average over 15 bins: 0 is best. Few pictures alone make it larger than 0. 95 % intervals by standard errors.',
};

const rateOf = {
  accuracy: 'accuracy',
  balanced: 'balancedAccuracy',
  real: 'realAccuracy',
  ai: 'fakeAccuracy',
} as const satisfies Partial<Record<Metric, keyof Rates>>;

/** Whether it depends on the probability from which on a picture is called AI. */
export function dependsOnThreshold(metric: Metric): metric is keyof typeof rateOf {
  return metric in rateOf;
}

/** @param own by the operating point of the detector's card; at 0.5 where it has none */
export function estimateOf(figures: Measures, metric: Metric, own: boolean): Estimate | null {
  if (dependsOnThreshold(metric))
    return ((own ? figures.atOperatingPoint : null) ?? figures.atHalf)[rateOf[metric]];
  switch (metric) {
    case 'auc':
      return figures.auc;
    case 'ap':
      return figures.averagePrecision;
    case 'tpr5':
      return figures.recallAt5Percent;
    case 'ece':
      return figures.expectedCalibrationError;
    default:
      return metric satisfies never;
  }
}

/** Rates in per cent, areas and errors as fractions, as papers print them. */
export function writeMetric(metric: Metric): (value: number) => string {
  return isFraction(metric) ? (value) => value.toFixed(3) : (value) => (value * 100).toFixed(1);
}

export function isFraction(metric: Metric): boolean {
  return metric === 'auc' || metric === 'ap' || metric === 'ece';
}

/** From what guessing gives to what is perfect. */
export function shadeMetric(metric: Metric): (value: number) => number {
  switch (metric) {
    case 'accuracy':
    case 'balanced':
    case 'auc':
    case 'ap':
      return (value) => (value - 0.5) * 2;
    case 'real':
    case 'ai':
    case 'tpr5':
      return (value) => value;
    case 'ece':
      return (value) => 1 - value * 4;
    default:
      return metric satisfies never;
  }
}

/** The pictures that a figure is about: the rate of one class leaves the other out. */
export function picturesOf(metric: Metric): PicturesAsked['which'] {
  return metric === 'real' || metric === 'ai' ? metric : 'both';
}
