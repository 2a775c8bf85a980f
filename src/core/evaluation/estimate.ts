/** A figure with its 95 % interval and how many samples it stands on. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** The 97.5 % point of the normal distribution: what a two-sided 95 % interval reaches in standard errors. */
export const z95 = 1.959963984540054;
