import { messageOf } from '../core/error-message.ts';
import { parseTemplate, parseTemplateIndex, type Template } from '../core/zoo/template.ts';
import { fetchJson } from './model-catalogue.ts';

/** Absolute address of the folder of a template, ending in a slash. */
export function templateFolderUrl(id: string): string {
  return new URL(`${import.meta.env.BASE_URL}templates/${encodeURIComponent(id)}/`, location.origin).href;
}

/** The architectures that this page can run, in the order in which they are tried. Rejects with an Error to show. */
export async function loadTemplates(): Promise<readonly Template[]> {
  const index = new URL(`${import.meta.env.BASE_URL}templates/index.json`, location.origin).href;
  const { templates } = read(parseTemplateIndex, await fetchJson(index), 'templates/index.json');
  return Promise.all(
    templates.map(async (id) => {
      const file = `${templateFolderUrl(id)}template.json`;
      return read(parseTemplate, await fetchJson(file), `templates/${id}/template.json`);
    }),
  );
}

function read<T>(parse: (json: unknown) => T, json: unknown, file: string): T {
  try {
    return parse(json);
  } catch (cause) {
    throw new Error(`${file} does not fit its schema: ${messageOf(cause)}`, { cause });
  }
}
