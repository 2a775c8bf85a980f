import { useEffect } from 'react';

export const searchFieldId = 'explore-search';

/** '/' leads to the search field, as it does in many tools for large collections. */
export function useSlash(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      const field = document.getElementById(searchFieldId);
      if (!field) return;
      event.preventDefault();
      field.focus();
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
    };
  }, []);
}

function writes(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
