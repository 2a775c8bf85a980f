import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { chooseTheme, themeChoices, useTheme, type ThemeChoice } from './theme.ts';

const words: Record<ThemeChoice, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** One button that goes round the three choices; its label says which one holds. */
export function ThemeSwitch(): ReactElement {
  const choice = useTheme((state) => state.choice);
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  return (
    <Button
      look="quiet"
      aria-label={`Theme: ${words[choice]}. Switch to ${words[next]}`}
      onPress={() => {
        chooseTheme(next);
      }}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle
          cx="8"
          cy="8"
          r="6.25"
          fill={choice === 'dark' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.5"
        />
        {choice === 'system' ? <path d="M8 1.75a6.25 6.25 0 0 0 0 12.5z" fill="currentColor" /> : null}
      </svg>
      <span data-wide="" className="small">
        {words[choice]}
      </span>
    </Button>
  );
}
