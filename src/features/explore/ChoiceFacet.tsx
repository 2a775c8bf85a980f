import { useState, type ReactElement } from 'react';
import { integer } from '../../ui/format.ts';
import styles from './Facets.module.css';
import { MoreChoices } from './MoreChoices.tsx';

export interface FacetChoice {
  readonly bin: number;
  readonly name: string;
  /** A second name to search by, such as a wnid. */
  readonly id?: string;
  readonly count: number;
}

interface ChoiceFacetProps {
  readonly title: string;
  readonly choices: readonly FacetChoice[];
  readonly chosen: readonly number[];
  /** With many choices: a field to find one by name. */
  readonly searchable?: boolean;
  readonly onChange: (bins: readonly number[]) => void;
}

const shownAtFirst = 12;
const shownFound = 50;

/** Values with their counts; those that are checked pass, and none checked means all. */
export function ChoiceFacet({
  title,
  choices,
  chosen,
  searchable = false,
  onChange,
}: ChoiceFacetProps): ReactElement {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const found = choices.filter(
    ({ bin, name, id, count }) =>
      chosen.includes(bin) ||
      (text === ''
        ? count > 0
        : name.toLowerCase().includes(text.toLowerCase()) || (id?.startsWith(text.toLowerCase()) ?? false)),
  );
  const limit = text === '' && !all ? shownAtFirst : shownFound;
  // What is chosen stays in sight, whatever is searched for.
  const sorted = [
    ...found.filter(({ bin }) => chosen.includes(bin)),
    ...found.filter(({ bin }) => !chosen.includes(bin)),
  ];
  const shown = found.length <= limit ? found : sorted.slice(0, limit);
  return (
    <fieldset className={styles['facet']}>
      <legend>{title}</legend>
      {searchable ? (
        <input
          className={styles['search']}
          type="search"
          aria-label={`Find: ${title}`}
          placeholder="Find by name or id"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
      ) : null}
      <ul className={styles['choices']}>
        {shown.map(({ bin, name, count }) => (
          <li key={bin}>
            <label className={styles['choice']}>
              <input
                type="checkbox"
                checked={chosen.includes(bin)}
                onChange={(event) => {
                  onChange(
                    event.currentTarget.checked ? [...chosen, bin] : chosen.filter((each) => each !== bin),
                  );
                }}
              />
              <span className={styles['choiceName']} title={name}>
                {name}
              </span>
              <span className="small quiet numbers">{integer(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      <MoreChoices
        left={found.length - shown.length}
        onMore={
          text === '' && !all
            ? () => {
                setAll(true);
              }
            : null
        }
      />
      {found.length === 0 ? <p className="small quiet">None in this view</p> : null}
    </fieldset>
  );
}
