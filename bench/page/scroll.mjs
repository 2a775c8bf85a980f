/* global document, requestAnimationFrame, setTimeout */

/**
 * Runs in the page: moves the grid's scroller evenly from one place of its bar to another, and times every frame. Self-contained,
 * because only its source text gets there.
 *
 * @param {{ seconds: number, from: number, to: number }} move places as fractions of the bar; or pixels below `from` where `to`
 *   is above 1
 * @returns {Promise<number[]>} milliseconds between frames
 */
export async function scrollInPage({ seconds, from, to }) {
  const scroller = document.querySelector('[data-testid="sample-grid"]');
  const bar = scroller.scrollHeight - scroller.clientHeight;
  const start = from * bar;
  const end = to > 1 ? start + to : to * bar;
  scroller.scrollTop = start;
  // What a jump costs is not part of it.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const frames = [];
  await new Promise((resolve) => {
    let began = 0;
    let before = 0;
    const step = (now) => {
      if (began === 0) began = now;
      else frames.push(now - before);
      before = now;
      const share = Math.min(1, (now - began) / (seconds * 1000));
      scroller.scrollTop = start + share * (end - start);
      if (share < 1) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
  return frames;
}

/** Runs in the page: whether the last sample of all has a tile. */
export function isAtEndInPage() {
  const tiles = document.querySelectorAll('[data-testid="sample-grid"] [role="option"]');
  return [...tiles].some((tile) => tile.getAttribute('aria-posinset') === tile.getAttribute('aria-setsize'));
}

/** Runs in the page: whether every tile on screen is drawn. */
export function isDrawnInPage() {
  const canvases = document.querySelectorAll('[data-testid="sample-grid"] canvas');
  return canvases.length > 0 && [...canvases].every(({ dataset }) => dataset.ready === 'true');
}

/** Runs in the page: a screen further down. */
export function pageDownInPage() {
  const scroller = document.querySelector('[data-testid="sample-grid"]');
  scroller.scrollTop += scroller.clientHeight;
}
