const smallestMegapixels = 0.2;
const largestMegapixels = 12;
const aspects = [1, 4 / 3, 3 / 2, 16 / 9, 3 / 4, 2 / 3, 9 / 16];

/**
 * Sizes spread evenly over the logarithm from the smallest to the largest; each size once as JPEG and once as PNG,
 * so that neither format gets the large ones. The order is scattered but always the same.
 */
export function photographPlans(count) {
  const sizes = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, i) => {
    const step = Math.floor(i / 2);
    const megapixels =
      smallestMegapixels * (largestMegapixels / smallestMegapixels) ** ((step + 0.5) / sizes);
    const aspect = aspects[(step * 5 + (i % 2)) % aspects.length] ?? 1;
    const widthPx = Math.round(Math.sqrt(megapixels * 1e6 * aspect));
    const heightPx = Math.round((megapixels * 1e6) / widthPx);
    const quality = (75 + ((step * 7) % 21)) / 100;
    const [type, ending] = i % 2 ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
    return { ending, type, quality, widthPx, heightPx, seed: i + 1 };
  })
    .map((plan) => ({ plan, key: Math.imul(plan.seed, 2_654_435_761) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ plan }) => plan);
}

/** As many squares of one size, in turn JPEG and PNG. */
export function squarePlans(count, sidePx) {
  return Array.from({ length: count }, (_, i) => {
    const [type, ending] = i % 2 ? ['image/png', 'png'] : ['image/jpeg', 'jpg'];
    const quality = (75 + (i % 21)) / 100;
    return { ending, type, quality, widthPx: sidePx, heightPx: sidePx, seed: 20_000 + i };
  });
}
