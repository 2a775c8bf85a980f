import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { referenceKinds, type ReferenceIndex, type ReferenceRecipe } from '../../core/spectrum/reference.ts';
import { Chips } from '../../ui/Chips.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ReferenceCard } from './ReferenceCard.tsx';
import { recipeSentence } from './recipe-words.ts';
import { kindWords, recipeNames } from './reference-words.ts';
import { useReferenceIndex } from './use-references.ts';
import styles from './ReferencePage.module.css';

/** What was measured of every source whose pictures are to be had: numbers, and what limits them. */
export function ReferencePage(): ReactElement {
  useTitle('Reference spectra');
  const index = useReferenceIndex();
  return (
    <div className={styles['page']}>
      <p className="small">
        <Link to="/spectra">Spectra</Link>
      </p>
      <div className={styles['intro']}>
        <h1>Reference spectra</h1>
        <p className="prose">
          Averaged noise spectra of public pictures whose source is known, measured with this page. Here are
          the numbers only, no pictures.
        </p>
        <p className="prose small quiet">
          A spectrum shows everything that was done to the pictures, not only how they were made. Most of
          these were resized or saved as JPEG after they were made or taken, and then what is seen may be
          that. Each note says what is known; where nothing is said of a generator&apos;s settings, they are
          not known.
        </p>
      </div>
      {index.status === 'loading' ? <p role="status">Loading</p> : null}
      {index.status === 'failed' ? <p role="alert">{index.message}</p> : null}
      {index.status === 'ready' ? <Measured index={index.value} /> : null}
    </div>
  );
}

function Measured({ index }: { readonly index: ReferenceIndex }): ReactElement {
  const { recipe = 'genimage' } = useSearch({ from: '/spectra/reference' });
  const navigate = useNavigate({ from: '/spectra/reference' });
  return (
    <>
      <Chips<ReferenceRecipe>
        name="Recipe"
        value={recipe}
        choices={[
          { key: 'genimage', label: recipeNames.genimage },
          { key: 'mean-spectrum', label: recipeNames['mean-spectrum'] },
        ]}
        onChange={(key) => {
          void navigate({
            search: (search) => ({ ...search, recipe: key === 'genimage' ? undefined : key }),
            replace: true,
            resetScroll: false,
          });
        }}
      />
      <p className="small quiet">
        {recipeSentence(index.recipes[recipe], null)}. Each panel has a scale of its own.
      </p>
      {referenceKinds.map((kind) => (
        <section key={kind} aria-label={kindWords[kind]}>
          <h2>{kindWords[kind]}</h2>
          <ul className={styles['grid']}>
            {index.references
              .filter((entry) => entry.kind === kind)
              .map((entry) => (
                <li key={entry.id} className={styles['card']} data-testid="reference-card" data-id={entry.id}>
                  <ReferenceCard entry={entry} recipe={recipe} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
