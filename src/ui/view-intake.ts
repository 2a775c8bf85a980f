import { useEffect } from 'react';
import { create } from 'zustand';

/** What a view does with files that are dropped or pasted while it is open; without one they go to be judged. */
export interface ViewIntake {
  /** Said while files are dragged over the window. */
  readonly words: string;
  /** Answers whether it takes them. */
  readonly take: (files: readonly File[]) => boolean;
  /** Whether it takes everything in dropped folders, each file with its path; without it folders go to be judged. */
  readonly takeFolder?: (files: readonly { readonly path: string; readonly file: File }[]) => boolean;
}

const useIntake = create<{ readonly intake: ViewIntake | null }>()(() => ({ intake: null }));

/** Holds as long as the view is there; memoise it. */
export function useViewIntake(intake: ViewIntake): void {
  useEffect(() => {
    useIntake.setState({ intake });
    return () => {
      useIntake.setState({ intake: null });
    };
  }, [intake]);
}

export function viewIntake(): ViewIntake | null {
  return useIntake.getState().intake;
}

export function useIntakeWords(): string | null {
  return useIntake(({ intake }) => intake?.words ?? null);
}
