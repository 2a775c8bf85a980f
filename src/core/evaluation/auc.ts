/**
 * Area under the ROC curve: how often an AI sample scores higher than a real one, ties counting half (the Mann-Whitney
 * U divided by the number of pairs; Hanley and McNeil 1982). null where one of the two is absent.
 *
 * @param isAi 1 or 0 a score
 */
export function auc(scores: Float64Array, isAi: Uint8Array): number | null {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let realBelow = 0;
  let aiCount = 0;
  let wins = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let tied = 0;
    let tiedAi = 0;
    for (end = start; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) {
      tied++;
      tiedAi += isAi[order[end]!]!;
    }
    const tiedReal = tied - tiedAi;
    wins += tiedAi * (realBelow + tiedReal / 2);
    realBelow += tiedReal;
    aiCount += tiedAi;
  }
  return aiCount === 0 || realBelow === 0 ? null : wins / (aiCount * realBelow);
}

/** Standard error of an AUC over so many real and AI samples (Hanley and McNeil 1982, equation 1). */
export function aucStandardError(value: number, realCount: number, aiCount: number): number {
  const q1 = value / (2 - value);
  const q2 = (2 * value * value) / (1 + value);
  const spread =
    value * (1 - value) + (aiCount - 1) * (q1 - value * value) + (realCount - 1) * (q2 - value * value);
  return Math.sqrt(Math.max(spread, 0) / (realCount * aiCount));
}
