/** What of a picture is seen. Shared by pictures that are compared, whatever their sizes. */
export interface Zoom {
  /** Screen pixels of a picture's pixel; 0: as large as there is room. */
  readonly scale: number;
  /** What lies in the middle, as a fraction of the picture's width and height. */
  readonly x: number;
  readonly y: number;
}

export const fitting: Zoom = { scale: 0, x: 0.5, y: 0.5 };

const scales = [0.125, 0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16] as const;

export interface Box {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The scale at which a picture fills its frame without being cut, and no more than pixel by pixel. */
export function fitScale(picture: Box, frame: Box): number {
  if (picture.widthPx === 0 || frame.widthPx === 0) return 1;
  return Math.min(1, frame.widthPx / picture.widthPx, frame.heightPx / picture.heightPx);
}

export function scaleOf({ scale }: Zoom, picture: Box, frame: Box): number {
  return scale === 0 ? fitScale(picture, frame) : scale;
}

/** The next whole step in or out. Out of the smallest one comes 'fitting'. */
export function stepped(zoom: Zoom, by: 1 | -1, picture: Box, frame: Box): Zoom {
  const now = scaleOf(zoom, picture, frame);
  const next =
    by > 0 ? scales.find((scale) => scale > now * 1.01) : scales.findLast((scale) => scale < now * 0.99);
  if (next === undefined) return zoom;
  return next <= fitScale(picture, frame) && by < 0 ? fitting : { ...zoom, scale: next };
}

/** Moved so far on the screen, never so far that nothing of the picture is in the middle. */
export function panned(zoom: Zoom, byX: number, byY: number, picture: Box, frame: Box): Zoom {
  const scale = scaleOf(zoom, picture, frame);
  return {
    scale: zoom.scale,
    x: inside(zoom.x - byX / (picture.widthPx * scale)),
    y: inside(zoom.y - byY / (picture.heightPx * scale)),
  };
}

/** Zoomed so that what lies under a point of the frame (from its middle) stays there. */
export function zoomedAt(zoom: Zoom, by: 1 | -1, atX: number, atY: number, picture: Box, frame: Box): Zoom {
  const before = scaleOf(zoom, picture, frame);
  const next = stepped(zoom, by, picture, frame);
  if (next.scale === 0) return next;
  const move = (at: number, side: number): number => at / (side * before) - at / (side * next.scale);
  return {
    scale: next.scale,
    x: inside(zoom.x + move(atX, picture.widthPx)),
    y: inside(zoom.y + move(atY, picture.heightPx)),
  };
}

function inside(fraction: number): number {
  return Math.max(0, Math.min(1, fraction));
}
