import { create } from 'zustand';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** index.html reads the same key before the first paint. */
const storageKey = 'telltale-theme';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

export const useTheme = create<{ readonly choice: ThemeChoice }>()(() => ({ choice: storedChoice() }));

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  useTheme.setState({ choice });
  apply(choice);
}

/** Follows the system while nothing else is chosen. */
export function followSystemTheme(): void {
  systemDark.addEventListener('change', () => {
    apply(useTheme.getState().choice);
  });
}

function apply(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && systemDark.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

function storedChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return themeChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
