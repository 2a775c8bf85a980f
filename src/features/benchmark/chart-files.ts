/** Pixels of a saved PNG for each pixel on the screen. */
const pngScale = 2;

/** Colours are tokens of the page; a file has to name them itself. Black on white, whatever the theme. */
export function svgFile(svg: SVGSVGElement): Promise<Blob> {
  return Promise.resolve(new Blob([textOf(svg)], { type: 'image/svg+xml' }));
}

export async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(await svgFile(svg));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const { width, height } = svg.viewBox.baseVal;
    const canvas = document.createElement('canvas');
    canvas.width = width * pngScale;
    canvas.height = height * pngScale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no canvas to draw on.');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('This browser could not write the PNG.'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The drawing with every token replaced by its value in the light theme. */
function textOf(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.style.fontFamily = 'system-ui, sans-serif';
  const light = lightTokens();
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/gu, (whole, token: string) => light.getPropertyValue(token).trim() || whole);
}

function lightTokens(): CSSStyleDeclaration {
  const root = document.documentElement;
  const theme = root.dataset['theme'];
  delete root.dataset['theme'];
  // Read at once, before the theme is put back: the declaration is live.
  const values = getComputedStyle(root);
  const copy = document.createElement('i').style;
  for (const token of tokens) copy.setProperty(token, values.getPropertyValue(token));
  if (theme !== undefined) root.dataset['theme'] = theme;
  return copy;
}

const tokens = [
  '--text',
  '--text-quiet',
  '--line',
  '--surface',
  '--focus',
  '--ai',
  '--camera',
  ...Array.from({ length: 9 }, (_, n) => `--group-${String(n)}`),
];
