import type { ReactElement } from 'react';
import { messageOf } from '../../core/error-message.ts';
import { spectra } from '../../services/spectra.ts';
import { Button } from '../../ui/Button.tsx';
import { downloadBlob, downloadText } from '../../ui/download.ts';
import { figureJson, npyOf, profilesCsv } from './exports.ts';
import { figurePng } from './figure-png.ts';
import { openFigure } from './open-figure.ts';
import { recipeSentence } from './recipe-words.ts';
import { degradationOf } from './search.ts';
import { say, useChangeSearch, useSpectraSearch } from './spectra.ts';
import type { Figure } from './use-figure.ts';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import styles from './ExportBar.module.css';

/** The figure as picture and numbers. */
export function ExportBar({ figure }: { readonly figure: Figure }): ReactElement {
  const search = useSpectraSearch();
  const change = useChangeSearch();
  const degradation = degradationOf(search);
  const png = async (): Promise<void> => {
    try {
      downloadBlob('spectra.png', await figurePng(figure, recipeSentence(figure.recipe, degradation)));
    } catch (error) {
      say(`The picture could not be saved: ${messageOf(error)}.`);
    }
  };
  return (
    <div className={styles['bar']} role="group" aria-label="Export">
      <Button onPress={() => void png()}>Save as PNG</Button>
      <Button
        onPress={() => {
          for (const panel of figure.panels) downloadBlob(`${fileName(panel.group.name)}.npy`, npyOf(panel));
        }}
      >
        Power as .npy
      </Button>
      <Button
        onPress={() => {
          downloadText('spectra-profiles.csv', 'text/csv;charset=utf-8', profilesCsv(figure));
        }}
      >
        Profiles as CSV
      </Button>
      <Button
        onPress={() => {
          const { groups } = spectra.store.getState();
          figureJson(figure, groups, degradation, location.pathname + location.search).then(
            (json) => {
              downloadText('spectra.json', 'application/json', json);
            },
            (error: unknown) => {
              say(`The recipe could not be saved: ${messageOf(error)}.`);
            },
          );
        }}
      >
        Recipe as JSON
      </Button>
      <FileTrigger
        acceptedFileTypes={['application/json']}
        onSelect={(list) => {
          const file = list?.[0];
          if (!file) return;
          void openFigure(file).then((opened) => {
            if (opened.ok) change(opened.value);
            else say(opened.failure);
          });
        }}
      >
        <Button look="quiet">Open a recipe</Button>
      </FileTrigger>
    </div>
  );
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^-+|-+$/gu, '') || 'spectrum';
}
