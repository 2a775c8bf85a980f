import { compact } from '../../ui/format.ts';
import { colourTable } from './colour-maps.ts';
import { frameOf, frequencyLabel, ticksOf } from './frame-of.ts';
import { paint, unitOf } from './shown-values.ts';
import type { Figure, PanelData } from './use-figure.ts';

/** Sizes in pixels of the picture. */
const gap = 24;
const panelSide = 512;
const axis = 40;
const titleHeight = 34;
const barWidth = 18;
const barRoom = 84;
const mostColumns = 3;

/** The figure on white, with colour bar, axes and the recipe below, as it may go into a paper. */
export async function figurePng(figure: Figure, recipe: string): Promise<Blob> {
  const { panels } = figure;
  const columns = Math.min(mostColumns, panels.length);
  const rows = Math.ceil(panels.length / columns);
  const cellWidth = panelSide + axis + barRoom + gap;
  const cellHeight = panelSide + axis + titleHeight + gap;
  const canvas = document.createElement('canvas');
  canvas.width = columns * cellWidth + gap;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas');
  context.font = font(16);
  const words = wrapped(context, recipe, canvas.width - 2 * gap);
  canvas.height = rows * cellHeight + gap + words.length * 22 + gap;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  panels.forEach((panel, n) => {
    const x = gap + (n % columns) * cellWidth;
    const y = gap + Math.floor(n / columns) * cellHeight;
    drawPanel(context, panel, figure, x, y);
  });
  context.fillStyle = '#222';
  context.font = font(16);
  context.textAlign = 'left';
  words.forEach((line, n) => {
    context.fillText(line, gap, gap + rows * cellHeight + 16 + n * 22);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the picture could not be written'));
    }, 'image/png');
  });
}

function font(size: number): string {
  return `${String(size)}px system-ui, sans-serif`;
}

function drawPanel(
  context: CanvasRenderingContext2D,
  { group, picture, shown, range }: PanelData,
  { view }: Figure,
  x: number,
  y: number,
): void {
  const left = x + axis;
  const top = y + titleHeight;
  const table = colourTable(view.show === 'power' ? view.map : 'diverging');
  context.fillStyle = '#222';
  context.font = font(18);
  context.textAlign = 'left';
  context.fillText(`${group.name}, n = ${String(picture.images)}`, left, y + 22, panelSide);
  const frame = frameOf(view);
  const plane = canvasOf(paint(shown.values, range, table), shown.sizePx, shown.sizePx);
  const at = (frequency: number) => (frequency + 0.5) * shown.sizePx;
  const seen = frame.side * shown.sizePx;
  context.imageSmoothingEnabled = false;
  context.drawImage(plane, at(frame.left), at(frame.top), seen, seen, left, top, panelSide, panelSide);
  context.font = font(14);
  for (const tick of ticksOf(frame.left, frame.side)) {
    const place = left + ((tick - frame.left) / frame.side) * panelSide;
    context.textAlign = 'center';
    context.fillText(frequencyLabel(tick), place, top + panelSide + 20);
  }
  for (const tick of ticksOf(frame.top, frame.side)) {
    const place = top + ((tick - frame.top) / frame.side) * panelSide;
    context.textAlign = 'right';
    context.fillText(frequencyLabel(tick), left - 5, place + 5);
  }
  context.textAlign = 'center';
  context.fillText('cycles/px', left + panelSide / 2, top + panelSide + 37);
  drawBar(context, table, range, unitOf(view), left + panelSide + 8, top);
}

function drawBar(
  context: CanvasRenderingContext2D,
  table: Uint32Array,
  range: { readonly low: number; readonly high: number },
  unit: string,
  x: number,
  y: number,
): void {
  const upwards = Uint32Array.from(table).reverse();
  const ramp = canvasOf(new Uint8ClampedArray(upwards.buffer), 1, table.length);
  context.drawImage(ramp, x, y, barWidth, panelSide);
  context.textAlign = 'left';
  context.fillText(compact(range.high), x + barWidth + 4, y + 12);
  context.fillText(compact(range.low), x + barWidth + 4, y + panelSide);
  context.save();
  context.translate(x + barWidth + 18, y + panelSide / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(unit, 0, 0);
  context.restore();
}

function canvasOf(pixels: ImageDataArray, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
