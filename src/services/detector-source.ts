import type { DetectorSource } from '../contracts/zoo.ts';
import type { ZooState } from '../state/zoo-store.ts';
import { modelFolderUrl } from './model-catalogue.ts';
import { templateFolderUrl } from './template-catalogue.ts';

/** What this browser had no room for, by the id of its checkpoint or model; null where it is kept. */
export interface Unkept {
  readonly ofCheckpoint: (id: string) => Blob | null;
  readonly ofModel: (id: string) => readonly Blob[] | null;
}

/** What the worker needs to run the detector of this id; null where it is not here. */
export function detectorSource(
  {
    shipped,
    checkpoints,
    templates,
    models,
  }: Pick<ZooState, 'shipped' | 'checkpoints' | 'templates' | 'models'>,
  id: string,
  unkept: Unkept,
): DetectorSource | null {
  const card = shipped?.cards.find((each) => each.id === id);
  if (card) return { kind: 'shipped', card, folderUrl: modelFolderUrl(id) };
  const model = models?.find((each) => each.record.id === id)?.record;
  if (model) return { kind: 'model', record: model, unkept: unkept.ofModel(id) };
  const record = checkpoints?.find((each) => each.record.id === id)?.record;
  const template = templates?.find((each) => each.id === record?.templateId);
  if (!record || !template) return null;
  const folderUrl = templateFolderUrl(template.id);
  return { kind: 'checkpoint', record, template, folderUrl, unkept: unkept.ofCheckpoint(id) };
}
