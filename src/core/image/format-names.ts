import type { ImageFormat } from './facts.ts';

const formats: ReadonlyMap<string, ImageFormat> = new Map([
  ['jpg', 'jpeg'],
  ['jpeg', 'jpeg'],
  ['jpe', 'jpeg'],
  ['jfif', 'jpeg'],
  ['png', 'png'],
  ['apng', 'png'],
  ['webp', 'webp'],
  ['avif', 'avif'],
  ['gif', 'gif'],
  ['bmp', 'bmp'],
  ['dib', 'bmp'],
]);

/** The format that a file's ending promises; null where it promises no picture that can be read here. */
export function formatByName(name: string): ImageFormat | null {
  return formats.get(endingOf(name)) ?? null;
}

/** In lower case, without the dot; '' where there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
