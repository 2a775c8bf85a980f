/* global window, document, setTimeout, btoa */

/**
 * Runs in the page: defines `window.measureReference`. Self-contained, because only its source text gets there. Needs
 * `window.harness`, and the pictures in the page's file input.
 */
export function measureInPage() {
  const { createSpectraService, genImageRecipe, meanSpectrumRecipe, findPeaks, rightHalf, toNpy } =
    window.harness;
  const input = document.body.appendChild(document.createElement('input'));
  input.id = 'reference-files';
  input.type = 'file';
  input.multiple = true;
  const recipes = { genimage: genImageRecipe, 'mean-spectrum': meanSpectrumRecipe };

  const computed = (store) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const [group] = store.getState().groups;
        if (group.status === 'done') resolve(group);
        else if (group.status === 'failed' || group.status === 'empty') reject(new Error(group.status));
        else setTimeout(look, 50);
      };
      look();
    });

  /** Five digits, which JSON can hold; null where there is no band. */
  const digits = (values) =>
    Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(5)) : null));
  const profile = ({ decibel, low, high }) => ({
    decibel: digits(decibel),
    low: digits(low),
    high: digits(high),
  });

  function base64(bytes) {
    let text = '';
    for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
    return btoa(text);
  }

  window.referenceRecipes = recipes;
  window.measureReference = async () => {
    const measured = [];
    for (const [recipe, stages] of Object.entries(recipes)) {
      const service = createSpectraService();
      const id = service.addGroup('reference', [...input.files]);
      service.compute(stages);
      const group = await computed(service.store);
      const picture = service.picture(id);
      service.leave();
      const { sizePx, images, power, radial, sectors } = picture;
      measured.push({
        recipe,
        npy: base64(toNpy(rightHalf(power, sizePx), [sizePx, sizePx / 2 + 1])),
        facts: {
          ...{ images, tooSmall: group.tooSmall, unreadable: group.unreadable },
          radial: profile(radial),
          sectors: profile(sectors),
          peaks: findPeaks(picture, null, stages.average).map((peak) => ({
            across: peak.across,
            down: peak.down,
            periodPx: peak.periodPx,
            prominenceDecibel: Number(peak.prominenceDecibel.toFixed(2)),
            z: Number(peak.z.toFixed(1)),
          })),
        },
      });
    }
    return measured;
  };
}
