import type { Estimate, Figures } from '../../core/benchmark/figures.ts';
import type { Metric } from './search.ts';

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

/** Whether it depends on the probability from which on a picture is called AI. */
export function dependsOnThreshold(metric: Metric): metric is keyof Figures['half'] {
  return metric === 'accuracy' || metric === 'balanced' || metric === 'real' || metric === 'ai';
}

export function estimateOf(figures: Figures, metric: Metric, own: boolean): Estimate | null {
  if (dependsOnThreshold(metric)) return (own ? figures.own : figures.half)[metric];
  return figures[metric];
}

/** How many pictures a figure rests on. */
export function imagesOf({ realCount, aiCount }: Figures, metric: Metric): number {
  if (metric === 'real') return realCount;
  return metric === 'ai' || metric === 'tpr5' ? aiCount : realCount + aiCount;
}

/** Rates in per cent, areas and errors as fractions, as papers print them. */
export function writeMetric(metric: Metric): (value: number) => string {
  return metric === 'auc' || metric === 'ap' || metric === 'ece'
    ? (value) => value.toFixed(3)
    : (value) => (value * 100).toFixed(1);
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
