import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { modelFiles, takeModel } from './model-intake.ts';

const endings = ['.pth', '.pt', '.safetensors', '.ckpt', '.bin', '.pkl', '.th'];

export function isCheckpointName({ name }: File): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending));
}

interface AddFilesProps {
  readonly look: 'primary' | 'plain';
  readonly words: string;
}

/** The button that chooses the files of a checkpoint. */
export function AddFiles({ look, words }: AddFilesProps): ReactElement {
  return (
    <FileTrigger
      allowsMultiple
      acceptedFileTypes={endings}
      onSelect={(list) => {
        const files = [...(list ?? [])];
        // Whoever chooses an ONNX model here means to open it all the same.
        if (files.length > 0 && !takeModel(modelFiles(files))) void zoo.open(files);
      }}
    >
      <Button look={look}>{words}</Button>
    </FileTrigger>
  );
}
