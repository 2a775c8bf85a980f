import type { ModelReport, ModelSource } from '../contracts/onnx.ts';
import { configPath } from '../core/hub/graph-choice.ts';
import { readImageProcessor } from '../core/hub/image-processor.ts';
import { usualPx } from '../core/hub/processor-place.ts';
import { readLabels } from '../core/hub/labels.ts';
import { failed, success } from '../core/result.ts';
import type { TemplatePreprocessing } from '../core/zoo/template.ts';
import { bytesAt, type Outcome } from './onnx-read.ts';

type Beside = Pick<ModelReport, 'preprocessing' | 'preprocessingFrom' | 'notes' | 'labels'>;

/** What config.json and preprocessor_config.json say; without them, what most networks do. */
export async function readConfigs(
  source: ModelSource,
  graphPath: string,
  graphSidePx: number | null,
): Promise<Outcome<Beside>> {
  const paths = source.files.map(({ path }) => path);
  const labelsPath = configPath(paths, graphPath, 'config.json');
  const labels = labelsPath === null ? null : readLabels(await jsonAt(source, labelsPath));
  if (labels === 'damaged')
    return failed({
      code: 'config',
      path: labelsPath ?? '',
      detail: 'it does not name classes as it should',
    });
  const preprocessingFrom = configPath(paths, graphPath, 'preprocessor_config.json');
  if (preprocessingFrom === null)
    return success({ preprocessing: usualPlan(graphSidePx), preprocessingFrom, notes: [], labels });
  const read = readImageProcessor(await jsonAt(source, preprocessingFrom), graphSidePx);
  if (!read.ok) return failed({ code: 'config', path: preprocessingFrom, detail: read.failure });
  const { plan: preprocessing, notes } = read.value;
  return success({ preprocessing, preprocessingFrom, notes, labels });
}

/** undefined where it is no JSON; the readers refuse that. */
async function jsonAt(source: ModelSource, path: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await bytesAt(source, path)));
  } catch {
    return undefined;
  }
}

function usualPlan(graphSidePx: number | null): TemplatePreprocessing {
  const sizePx = graphSidePx ?? usualPx;
  return {
    resize: { rule: 'both-sides', sidePx: sizePx, filter: 'bilinear' },
    crop: { sizePx },
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  };
}
