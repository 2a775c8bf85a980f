import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

/** Why a published figure and one of these are two things. */
export function PublishedNote({ shown }: { readonly shown: boolean }): ReactElement {
  return (
    <p className="small quiet prose">
      {shown
        ? 'Published rows are GenImage’s, for detectors trained on its Stable Diffusion V1.4 pictures and tested on its own. Other pictures, other training, and as many real as generated ones: they are there to be looked at beside these, not to be compared with them.'
        : 'GenImage published no figures for these columns.'}{' '}
      <Link to="/benchmark/published">All published tables</Link>
    </p>
  );
}
