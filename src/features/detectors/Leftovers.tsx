import type { ReactElement } from 'react';
import { keptName } from '../../core/detector/kept-weights.ts';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes } from '../../ui/format.ts';
import { useLeftovers } from './installed.ts';
import styles from './Models.module.css';

/** Copies that an earlier version of this page left in the browser; nothing would ever ask for them again. */
export function Leftovers(): ReactElement | null {
  const files = useLeftovers();
  if (files.length === 0) return null;
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    <div className={styles['leftovers']} data-testid="leftovers">
      <div>
        <p>Left over from earlier versions of this page: {bytes(total)} that nothing uses any more.</p>
        <p className="small quiet">
          {files.map(({ key, bytes: size }) => `${keptName(key)} (${bytes(size)})`).join(', ')}
        </p>
      </div>
      <Button
        onPress={() => {
          void zoo.dropFiles(files.map(({ key }) => key));
        }}
      >
        Delete them
      </Button>
    </div>
  );
}
