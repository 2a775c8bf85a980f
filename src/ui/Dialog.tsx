import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** Escape, the phone's Back, or a button of the content. */
  readonly onClose: () => void;
  /** For tables. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Asks before something happens, or shows what has no room in the view. A modal <dialog> keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
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
      className={`${styles['dialog'] ?? ''} ${wide ? (styles['wide'] ?? '') : ''}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // The browser may close it without asking; a late event of an earlier opening finds it open again.
        if (!event.currentTarget.open) onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}
