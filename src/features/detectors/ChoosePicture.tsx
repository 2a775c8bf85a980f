import { useMemo, type ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { integer } from '../../ui/format.ts';
import { imageFailureSentence } from '../../ui/image-failure-words.ts';
import { useViewIntake, type ViewIntake } from '../../ui/view-intake.ts';
import { useZoo } from './zoo.ts';
import { judgeSentence } from './zoo-words.ts';
import styles from './ChoosePicture.module.css';

/** The picture that is compared: chosen, dropped or pasted. */
export function ChoosePicture(): ReactElement {
  const picture = useZoo((state) => state.picture);
  useViewIntake(useDroppedPicture());
  return (
    <div
      className={styles['zone']}
      data-empty={picture === null ? '' : undefined}
      data-testid="compare-picture"
    >
      {picture === null ? (
        <p className={styles['drop']}>Drop or paste a picture, or</p>
      ) : (
        <p className={styles['name']}>
          {picture.name}
          {picture.size ? (
            <span className="quiet numbers">
              , {integer(picture.size.widthPx)} × {integer(picture.size.heightPx)}&nbsp;px
            </span>
          ) : null}
        </p>
      )}
      <FileTrigger
        acceptedFileTypes={['image/*']}
        onSelect={(list) => {
          const file = list?.[0];
          if (file) void zoo.choosePicture(file);
        }}
      >
        <Button look={picture === null ? 'primary' : 'plain'}>
          {picture === null ? 'Choose a picture' : 'Choose another'}
        </Button>
      </FileTrigger>
      {picture?.failure ? (
        <p role="alert" className={styles['failure']}>
          {picture.failure.code === 'worker-died'
            ? judgeSentence(picture.name, picture.failure)
            : imageFailureSentence(picture.name, picture.failure)}
        </p>
      ) : null}
    </div>
  );
}

function useDroppedPicture(): ViewIntake {
  return useMemo(
    () => ({
      words: 'Drop a picture to compare detectors on it',
      take: ([file]) => {
        if (file) void zoo.choosePicture(file);
        return file !== undefined;
      },
    }),
    [],
  );
}
