import { useMemo, type ReactElement } from 'react';
import { zoo } from '../../services/zoo.ts';
import { useViewIntake, type ViewIntake } from '../../ui/view-intake.ts';
import { AddFiles, isCheckpointName } from './AddFiles.tsx';
import { modelFiles, takeModel } from './model-intake.ts';
import { OpenReport } from './OpenReport.tsx';
import styles from './OwnCheckpoints.module.css';

/** Opens checkpoints of other people's detectors. */
export function OwnCheckpoints(): ReactElement {
  useViewIntake(useDroppedCheckpoint());
  return (
    <section className={styles['section']} aria-labelledby="own-checkpoints">
      <h2 id="own-checkpoints">Your checkpoints</h2>
      <p className="prose">
        Have the weights of a published detector? Open the .pth, .pt or .safetensors file and it runs here.
        Give the files of one network together, as an image encoder and a head. Only numbers are read: code
        inside the file is never run, and nothing is uploaded. What you open stays in this browser, on the
        list above, until you delete it.
      </p>
      <div className={styles['open']}>
        <AddFiles look="primary" words="Open a checkpoint" />
        <span className={styles['drop']}>or drop it anywhere on this page</span>
      </div>
      <OpenReport entryId={null} />
    </section>
  );
}

function useDroppedCheckpoint(): ViewIntake {
  return useMemo(
    () => ({
      words: 'Drop a checkpoint or an ONNX model to open it, or pictures to judge',
      takeFolder: (files) => takeModel(files.map(({ path, file }) => ({ path, blob: file }))),
      take: (files) => {
        if (takeModel(modelFiles(files))) return true;
        const parts = files.filter(isCheckpointName);
        if (parts.length > 0) void zoo.open(parts);
        return parts.length > 0;
      },
    }),
    [],
  );
}
