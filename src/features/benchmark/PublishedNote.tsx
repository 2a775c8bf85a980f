import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

const aboutTables: Readonly<Record<number, string>> = {
  2: 'for ResNet-50 trained on one generator after the other',
  3: 'for detectors trained on its Stable Diffusion V1.4 pictures',
  4: 'averaged over trainings on each of its eight generators',
  5: 'for detectors trained on its Stable Diffusion V1.4 pictures, after each degradation',
};

interface PublishedNoteProps {
  /** Whether the table has figures for these columns. */
  readonly shown: boolean;
  readonly number: number | null;
}

/** Why a published figure and one of these are two things. */
export function PublishedNote({ shown, number }: PublishedNoteProps): ReactElement {
  return (
    <p className="small quiet prose">
      {shown && number !== null
        ? `Published rows are GenImage’s, ${aboutTables[number] ?? ''} and tested on its own pictures, as many real as generated: its accuracy is what is called balanced accuracy here. Where a detector here has the name or architecture of a published one, the paper’s figure and how far this one lies from it stand below. Other pictures and other training explain most of a difference.`
        : 'GenImage published no figures for these columns.'}{' '}
      <Link to="/benchmark/published">All published tables</Link>
    </p>
  );
}
