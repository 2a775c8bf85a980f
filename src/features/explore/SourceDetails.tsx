import type { ReactElement } from 'react';
import type { OpenReport } from '../../contracts/dataset-sources.ts';
import type { FolderMeaning, LayoutId, PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { Recognition } from '../../core/dataset/layout/recognise.ts';
import { explore } from '../../services/explore.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { downloadBlob } from '../../ui/download.ts';
import { integer, percent, plural } from '../../ui/format.ts';
import { Facts } from '../../ui/Facts.tsx';
import { JoinButton } from './JoinTable.tsx';
import { failureSentence, skippedWords } from './source-words.ts';
import styles from './SourceDetails.module.css';

const layoutWords: Readonly<Record<LayoutId, string>> = {
  genimage: 'GenImage: generator, split, ai or nature',
  cnnspot: 'CNNSpot: 0_real and 1_fake',
  'label-folders': 'Folders for real and generated',
  'generator-class': 'Generator, then class',
  imagenet: 'ImageNet: a folder a class',
  'class-folders': 'A folder a class',
  flat: 'One folder',
};

const surenessWords: Readonly<Record<Recognition['sureness'], string>> = {
  certain: 'certain: nearly every path says what it is',
  likely: 'likely: most paths say what they are',
  guess: 'a guess: look at it and correct it below',
};

interface SourceDetailsProps {
  readonly report: OpenReport;
  /** There is no room for all buttons in the bar above. */
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** What was recognised, what was left out and why; and what can be done with the whole set. */
export function SourceDetails({ report, narrow, onClose }: SourceDetailsProps): ReactElement {
  const { recognition, skipped, empty, problems } = report;
  const { counts } = recognition;
  const share = (count: number): string => (counts.paths === 0 ? '–' : percent(count / counts.paths));
  return (
    <Dialog title={report.name} onClose={onClose}>
      <Facts
        facts={[
          ['Samples', integer(report.samples)],
          ['Recognised as', layoutWords[recognition.mapping.layout]],
          ['How sure', surenessWords[recognition.sureness]],
          ['Label known of', share(counts.label)],
          ['Generator known of', share(counts.generator)],
          ['Class known of', share(counts.class)],
          ['Split known of', share(counts.split)],
          ['Left out', skipped.files > 0 ? skippedWords(skipped.files, skipped.endings) : null],
          [
            'Empty files',
            empty.files > 0
              ? `${integer(empty.files)}${empty.asPublished > 0 ? `, ${integer(empty.asPublished)} of them published like that` : ''}`
              : null,
          ],
        ]}
      />
      {problems.count > 0 ? (
        <section>
          <h3>{plural(problems.count, 'problem')}</h3>
          <ul className={styles['problems']}>
            {problems.first.map((failure, i) => (
              <li key={i}>{failureSentence(failure)}</li>
            ))}
          </ul>
          {problems.count > problems.first.length ? (
            <p className="small quiet">and {integer(problems.count - problems.first.length)} more</p>
          ) : null}
        </section>
      ) : null}
      <FolderMeanings recognition={recognition} />
      <div className={styles['actions']}>
        {narrow && report.samples > 0 ? <JoinButton look="plain" onChoose={onClose} /> : null}
        <Button
          onPress={() => {
            void explore.measure();
            onClose();
          }}
        >
          Look into all files
        </Button>
        <Button
          onPress={() => {
            onClose();
            void explore.save().then((blob) => {
              if (blob) downloadBlob(`${report.name.replace(/[^\w.-]+/gu, '-')}.parquet`, blob);
            });
          }}
        >
          Save the index
        </Button>
      </div>
      <p className="small quiet">
        Looking into all files reads the first bytes of each for its size in pixels, its format and its JPEG
        quality. The saved index opens again without walking through the folders.
      </p>
      <div>
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

const meaningKeys = ['automatic', 'real', 'ai', 'generator', 'class', 'nothing'] as const;
type MeaningKey = (typeof meaningKeys)[number];

const meaningWords: Readonly<Record<MeaningKey, string>> = {
  automatic: 'As recognised',
  real: 'Real',
  ai: 'AI-generated',
  generator: 'A generator of this name',
  class: 'A class of this name',
  nothing: 'Nothing',
};

/** The last name of each folder, which a person may read otherwise. */
function FolderMeanings({ recognition }: { readonly recognition: Recognition }): ReactElement | null {
  const { mapping, folders } = recognition;
  const names = [
    ...new Set(folders.flatMap(({ folder }) => folder.split('/')).filter((name) => name !== '')),
  ].slice(0, 60);
  if (names.length === 0) return null;
  const set = (name: string, key: MeaningKey): void => {
    const rest = Object.fromEntries(
      Object.entries(mapping.folders).filter(([folder]) => folder !== name.toLowerCase()),
    );
    const meaning = meaningOf(key, name);
    void explore.remap({
      ...mapping,
      folders: meaning ? { ...rest, [name.toLowerCase()]: meaning } : rest,
    });
  };
  return (
    <details className={styles['meanings']}>
      <summary>What the folders mean</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Folder</th>
            <th scope="col">Means</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <select
                  aria-label={`Meaning of the folder ${name}`}
                  value={keyOf(mapping.folders[name.toLowerCase()])}
                  onChange={(event) => {
                    set(name, meaningKeys.find((key) => key === event.currentTarget.value) ?? 'automatic');
                  }}
                >
                  {meaningKeys.map((key) => (
                    <option key={key} value={key}>
                      {key === 'automatic'
                        ? `${meaningWords[key]}: ${recognisedWords(name, folders)}`
                        : meaningWords[key]}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function meaningOf(key: MeaningKey, name: string): FolderMeaning | null {
  switch (key) {
    case 'automatic':
      return null;
    case 'real':
    case 'ai':
      return { kind: 'label', label: key };
    case 'generator':
      return { kind: 'generator', generator: name };
    case 'class':
      return { kind: 'class', className: name };
    case 'nothing':
      return { kind: 'nothing' };
    default:
      return key satisfies never;
  }
}

function keyOf(meaning: FolderMeaning | undefined): MeaningKey {
  if (!meaning) return 'automatic';
  return meaning.kind === 'label' ? meaning.label : meaning.kind === 'split' ? 'automatic' : meaning.kind;
}

/** What is known of the files below a folder of this name. */
function recognisedWords(name: string, folders: Recognition['folders']): string {
  const below = folders.filter(({ folder }) => folder.split('/').includes(name)).map(({ facts }) => facts);
  const words = [
    common(below, ({ label }) => (label === 'ai' ? 'AI-generated' : label)),
    common(below, ({ generator }) => generator),
    common(below, ({ className }) => className),
    common(below, ({ split }) => split),
  ].filter((word) => word !== null);
  return words.length === 0 ? 'nothing in common' : words.join(', ');
}

function common(facts: readonly PathFacts[], read: (facts: PathFacts) => string | null): string | null {
  const [first] = facts;
  if (!first) return null;
  const value = read(first);
  return facts.every((each) => read(each) === value) ? value : null;
}
