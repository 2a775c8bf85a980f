import type { Peak } from '../../core/spectrum/peaks.ts';

/*
 * What a period usually comes from. A period proves nothing: several causes share it, and a group's pictures may have
 * a pattern of their own.
 */

const causes: Readonly<Record<number, string>> = {
  2: 'consistent with enlarging by 2 (transposed convolution, sub-pixel or nearest neighbour), or with a colour filter array',
  4: 'consistent with two doublings, enlarging by 4',
  8: 'consistent with JPEG blocks of 8 px, or with three doublings as in decoders of latent diffusion',
  14: 'consistent with patches of 14 px',
  16: 'consistent with chroma blocks of JPEG 4:2:0 (16 px), four doublings, or patches of 16 px',
  32: 'consistent with five doublings',
};

export function periodWords({ periodPx }: Pick<Peak, 'periodPx'>): string {
  if (periodPx === null) return 'no whole period up to 32 px; no usual cause known here';
  return causes[periodPx] ?? `repeats every ${String(periodPx)} px; no usual cause known here`;
}

/** '8 × 4 px', with a dash where the pattern does not change in that direction. */
export function periodText({ across, down }: Pick<Peak, 'across' | 'down'>): string {
  return `${length(across)} × ${length(down)}`;
}

function length(frequency: number): string {
  return frequency === 0 ? '–' : `${Number((1 / Math.abs(frequency)).toPrecision(3)).toString()} px`;
}
