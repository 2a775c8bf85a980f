import { useCallback, useEffect, useState } from 'react';
import { addNotice } from '../../state/classify-store.ts';
import { integer, plural } from '../../ui/format.ts';
import { viewIntake } from '../../ui/view-intake.ts';
import { fromDrop, fromFileList, holdsFolder, picturesOf, type Incoming } from '../../ui/incoming-files.ts';
import { useClassifyService } from './service-context.ts';
import { messageOf } from '../../core/error-message.ts';

export function useAddIncoming(): (incoming: Incoming) => void {
  const service = useClassifyService();
  return useCallback(
    ({ files, skipped, unreadable }: Incoming) => {
      if (files.length > 0) service.add(files);
      if (unreadable.length > 0)
        addNotice(service.store, `The browser could not open ${someOf(unreadable)}. The others were taken.`);
      if (skipped > 0)
        addNotice(
          service.store,
          `${plural(skipped, 'file')} of the folder left out: no pictures by their names.`,
        );
      else if (files.length === 0) addNotice(service.store, 'The folder holds no pictures.');
    },
    [service],
  );
}

/** The first names of a list that may be long. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${integer(names.length - 3)} more` : shown;
}

/**
 * Takes pictures dropped or pasted anywhere in the window, whatever view is open, unless that view takes them
 * itself; `onTaken` leads to the list. Answers whether files are being dragged over the window.
 */
export function useWindowIntake(onTaken: () => void): boolean {
  const service = useClassifyService();
  const addToList = useAddIncoming();
  const add = useCallback(
    (incoming: Incoming) => {
      addToList(incoming);
      if (incoming.files.length > 0) onTaken();
    },
    [addToList, onTaken],
  );
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    // Without a dragover that is prevented, the browser would leave the page and open the dropped file.
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setDragging(true);
    };
    const enter = (event: DragEvent): void => {
      if (carriesFiles(event.dataTransfer) && !viewIntake()) service.warmUp();
    };
    const leave = (event: DragEvent): void => {
      // No element is entered instead: the pointer has left the window.
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      setDragging(false);
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      const intake = viewIntake();
      const whole = intake?.takeFolder && holdsFolder(event.dataTransfer) ? intake.takeFolder : null;
      if (!whole && intake?.take(Array.from(event.dataTransfer.files))) return;
      fromDrop(event.dataTransfer).then(
        (dropped) => {
          if (!whole?.(dropped.files)) add(picturesOf(dropped));
        },
        (error: unknown) => {
          addNotice(service.store, `What was dropped could not be read: ${messageOf(error)}`);
        },
      );
    };
    const paste = (event: ClipboardEvent): void => {
      const files = event.clipboardData?.files;
      if (files && files.length > 0) {
        event.preventDefault();
        if (!viewIntake()?.take(Array.from(files))) add(fromFileList(files));
      } else if (!takesText(event.target)) {
        addNotice(service.store, 'The clipboard holds no picture. Copy the picture itself, not its address.');
      }
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [service, add]);
  return dragging;
}

function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
