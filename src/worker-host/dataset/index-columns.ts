/** The notes and columns of a saved index. A version that is read here stays readable. */
export const savedNote = 'telltale-index';
export const savedVersion = '1';
/** What the index was made of, as JSON: kind and name. Absent in indices of earlier days. */
export const savedOfNote = 'telltale-index-of';

export const savedColumns = {
  path: 'path',
  label: 'label',
  generator: 'generator',
  class: 'class',
  split: 'split',
  format: 'format',
  byteLength: 'byte_length',
  widthPx: 'width',
  heightPx: 'height',
  jpegQuality: 'jpeg_quality',
} as const;

/** Followed by the name of the detector. */
export const scorePrefix = 'score: ';
export const verdictPrefix = 'verdict: ';
