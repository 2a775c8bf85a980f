import { useId, useState, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { modelFiles, openModel } from './model-intake.ts';
import { useZoo } from './zoo.ts';
import styles from './AddModel.module.css';

/** Three ways to give a model: files, a folder, an address. */
export function AddModel(): ReactElement {
  const busy = useZoo((state) => state.adding.status === 'working');
  const field = useId();
  const [address, setAddress] = useState('');
  const open = (list: FileList | null): void => {
    openModel(modelFiles(list ?? []));
  };
  return (
    <div className={styles['ways']}>
      <div className={styles['files']}>
        <FileTrigger allowsMultiple onSelect={open}>
          <Button isDisabled={busy}>Open ONNX files</Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={open}>
          <Button isDisabled={busy}>Open a folder</Button>
        </FileTrigger>
      </div>
      <form
        className={styles['address']}
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') void zoo.models.lookUp(address);
        }}
      >
        <label htmlFor={field}>Hugging Face address</label>
        <input
          id={field}
          value={address}
          placeholder="owner/name"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
          }}
        />
        <Button type="submit" isDisabled={busy}>
          Look it up
        </Button>
      </form>
    </div>
  );
}
