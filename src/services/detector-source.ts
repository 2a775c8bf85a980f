import type { DetectorSource } from '../contracts/zoo.ts';
import type { ZooState } from '../state/zoo-store.ts';
import { modelFolderUrl } from './model-catalogue.ts';
import { templateFolderUrl } from './template-catalogue.ts';

/**
 * What the worker needs to run the detector of this id; null where it is not here.
 *
 * @param unkept weights for which the browser had no room
 */
export function detectorSource(
  { shipped, checkpoints, templates }: Pick<ZooState, 'shipped' | 'checkpoints' | 'templates'>,
  id: string,
  unkept: (id: string) => Blob | null,
): DetectorSource | null {
  const card = shipped?.cards.find((each) => each.id === id);
  if (card) return { kind: 'shipped', card, folderUrl: modelFolderUrl(id) };
  const record = checkpoints?.find((each) => each.record.id === id)?.record;
  const template = templates?.find((each) => each.id === record?.templateId);
  if (!record || !template) return null;
  const folderUrl = templateFolderUrl(template.id);
  return { kind: 'checkpoint', record, template, folderUrl, unkept: unkept(id) };
}
