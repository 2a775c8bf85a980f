/* global window, OffscreenCanvas, FileReader, ImageData */

/**
 * Runs in the page: defines `window.makePicture`, which answers a file in base64. Self-contained, because only its source text gets there.
 *
 * Pictures look like photographs to a codec: smooth light, edges, fractal texture at every scale and faint sensor
 * noise. Drawn by compositing a few tiles, since computing 600 megapixels one by one would take minutes. The same
 * seed gives the same pictures.
 */
export function installPictures() {
  const textureSidePx = 1024;

  /** Mulberry32: small, seeded, good enough for pictures. */
  function random(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  function canvasOf(widthPx, heightPx, data) {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (data) context.putImageData(new ImageData(data, widthPx, heightPx), 0, 0);
    return { canvas, context };
  }

  function noiseTile(sidePx, next) {
    const data = new Uint8ClampedArray(sidePx * sidePx * 4).fill(255);
    for (let i = 0; i < data.length; i++) if (i % 4 !== 3) data[i] = next() * 256;
    return canvasOf(sidePx, sidePx, data).canvas;
  }

  /** Octaves of coloured noise, each twice as fine and weaker: a spectrum like that of photographs. */
  function fractalTile(next) {
    const { canvas, context } = canvasOf(textureSidePx, textureSidePx);
    context.imageSmoothingQuality = 'high';
    for (let cells = 4, weight = 1; cells <= textureSidePx; cells *= 2, weight *= 0.72) {
      context.globalAlpha = weight;
      context.drawImage(noiseTile(cells, next), 0, 0, textureSidePx, textureSidePx);
    }
    return canvas;
  }

  const tileRandom = random(20_261_121);
  const textures = Array.from({ length: 4 }, () => fractalTile(tileRandom));
  const noises = [509, 613].map((sidePx) => noiseTile(sidePx, tileRandom));

  function colour(next, alpha) {
    return `hsl(${Math.floor(next() * 360)} ${Math.floor(20 + next() * 50)}% ${Math.floor(20 + next() * 60)}% / ${alpha})`;
  }

  function fillWithLight(context, widthPx, heightPx, next) {
    const gradient = context.createLinearGradient(0, 0, widthPx * next(), heightPx);
    for (const stop of [0, next(), 1]) gradient.addColorStop(stop, colour(next, 1));
    context.fillStyle = gradient;
    context.fillRect(0, 0, widthPx, heightPx);
  }

  function drawThings(context, widthPx, heightPx, next) {
    const sidePx = Math.min(widthPx, heightPx);
    for (let n = 0; n < 24; n++) {
      context.fillStyle = colour(next, 0.5 + next() / 2);
      context.beginPath();
      const [x, y] = [next() * widthPx, next() * heightPx];
      const [a, b] = [sidePx * (0.02 + next() * 0.2), sidePx * (0.02 + next() * 0.2)];
      if (n % 2) context.ellipse(x, y, a, b, next() * 3, 0, 2 * Math.PI);
      else context.rect(x - a / 2, y - b / 2, a, b);
      context.fill();
    }
  }

  function tileOver(context, tile, alpha, widthPx, heightPx, next) {
    const [x, y] = [Math.floor(next() * tile.width), Math.floor(next() * tile.height)];
    context.globalAlpha = alpha;
    context.fillStyle = context.createPattern(tile, 'repeat');
    context.translate(-x, -y);
    context.fillRect(x, y, widthPx, heightPx);
    context.translate(x, y);
    context.globalAlpha = 1;
  }

  function base64(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  }

  /** @param {{ type: string, quality: number, widthPx: number, heightPx: number, seed: number }} plan */
  window.makePicture = async ({ type, quality, widthPx, heightPx, seed }) => {
    const next = random(seed);
    const { canvas, context } = canvasOf(widthPx, heightPx);
    fillWithLight(context, widthPx, heightPx, next);
    const coarse = textures[Math.floor(next() * textures.length)];
    context.globalAlpha = 0.5;
    context.drawImage(coarse, 0, 0, widthPx, heightPx);
    context.globalAlpha = 1;
    drawThings(context, widthPx, heightPx, next);
    tileOver(context, textures[Math.floor(next() * textures.length)], 0.3, widthPx, heightPx, next);
    for (const noise of noises) tileOver(context, noise, 0.02, widthPx, heightPx, next);
    const blob = await canvas.convertToBlob({ type, quality });
    if (blob.type !== type) throw new Error(`this browser does not write ${type}`);
    return base64(blob);
  };
}
