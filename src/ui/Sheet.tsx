import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Covers a narrow screen. A modal <dialog> keeps the focus inside, and the phone's Back and Escape close it. */
export function Sheet({ title, onClose, children }: SheetProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles['sheet']}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // The browser may close it without asking; a late event of an earlier opening finds it open again.
        if (!event.currentTarget.open) onClose();
      }}
    >
      <header className={styles['header']}>
        <span className={styles['title']}>{title}</span>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </header>
      <div className={styles['content']}>{children}</div>
    </dialog>
  );
}
