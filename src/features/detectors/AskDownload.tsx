import { useState, type ReactElement } from 'react';
import { pageUrl, type HubAddress } from '../../core/hub/address.ts';
import { downloadPlan, planBytes } from '../../core/hub/download-plan.ts';
import { graphChoices } from '../../core/hub/graph-choice.ts';
import type { HubListing } from '../../core/hub/listing.ts';
import { mostModelBytes } from '../../core/onnx/limits.ts';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';
import styles from './OpenReport.module.css';

interface AskDownloadProps {
  readonly address: HubAddress;
  readonly listing: HubListing;
}

/** Says what would be downloaded, from where and how much, before anything is. */
export function AskDownload({ address, listing }: AskDownloadProps): ReactElement {
  const graphs = graphChoices(listing.files.map(({ path }) => path));
  const named = graphs.find(({ path }) => path === address.path) ?? graphs[0];
  const [chosen, setChosen] = useState(named?.path ?? '');
  const count = planBytes(downloadPlan(listing, chosen));
  const size = sizeWords(count);
  const tooLarge = count !== null && count > mostModelBytes;
  const name = `${address.owner}/${address.name}`;
  const graph = graphs.find(({ path }) => path === chosen);
  return (
    <>
      <h3>Download {name}?</h3>
      <p className="small">
        {size} from{' '}
        <a href={pageUrl(address)} rel="noreferrer">
          huggingface.co
        </a>
        , commit <code>{listing.commit.slice(0, 7)}</code>.{' '}
        {listing.licence === null
          ? 'Its page states no licence: ask its authors before you use it.'
          : `Licence as its page states it: ${listing.licence}.`}{' '}
        Hugging Face learns your address on the network, and nothing of your pictures.
      </p>
      {graphs.length > 1 ? (
        <div className={styles['choice']}>
          <span aria-hidden="true">Which of {graphs.length} files</span>
          <Select
            framed
            label="Which of its ONNX files"
            testId="graph"
            value={chosen}
            options={graphs.map(({ path, precision }) => ({
              key: path,
              name: path,
              note: `${precision}, ${sizeWords(planBytes(downloadPlan(listing, path)))}`,
            }))}
            onChange={setChosen}
          />
        </div>
      ) : (
        <p className="small quiet">
          {chosen}, {graph?.precision}
        </p>
      )}
      {tooLarge ? (
        <p role="alert">That is more than can be run in a browser, {bytes(mostModelBytes)} at most.</p>
      ) : null}
      <div className={styles['line']}>
        <Button look="primary" isDisabled={tooLarge} onPress={() => void zoo.models.download(chosen)}>
          Download {size}
        </Button>
        <Button
          onPress={() => {
            zoo.models.dismiss();
          }}
        >
          Cancel
        </Button>
      </div>
    </>
  );
}

function sizeWords(count: number | null): string {
  return count === null ? 'an unknown size' : bytes(count);
}
