import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/Button.tsx';
import { fromFileList } from '../../ui/incoming-files.ts';
import { useAddIncoming } from './use-incoming.ts';
import styles from './PickButtons.module.css';

interface PickButtonsProps {
  /** On the first screen choosing is what the view is for. */
  readonly prominent?: boolean;
}

export function PickButtons({ prominent = false }: PickButtonsProps): ReactElement {
  const add = useAddIncoming();
  const take = (list: FileList | null): void => {
    if (list) add(fromFileList(list));
  };
  return (
    <>
      <FileTrigger allowsMultiple acceptedFileTypes={['image/*']} onSelect={take}>
        <Button look={prominent ? 'primary' : 'plain'}>
          {prominent ? 'Choose pictures' : <Short word="Add" rest=" pictures" />}
        </Button>
      </FileTrigger>
      <FileTrigger acceptDirectory onSelect={take}>
        <Button>{prominent ? 'Choose a folder' : <Short before="Add a " word="folder" />}</Button>
      </FileTrigger>
    </>
  );
}

interface ShortProps {
  readonly before?: string;
  readonly word: string;
  readonly rest?: string;
}

/** On a narrow screen only the word is seen; the name of the button stays whole. */
function Short({ before = '', word, rest = '' }: ShortProps): ReactElement {
  return (
    <span className={styles['short']}>
      <span>{before}</span>
      {word}
      <span>{rest}</span>
    </span>
  );
}
