import type { DetectorSource } from '../contracts/zoo.ts';
import { checkpointJudge } from './checkpoint-judge.ts';
import type { Judge } from './judge.ts';
import { onnxJudge } from './onnx-judge.ts';
import { shippedJudge } from './shipped-judge.ts';

export function judgeOf(detector: DetectorSource): Judge {
  switch (detector.kind) {
    case 'shipped':
      return shippedJudge(detector);
    case 'checkpoint':
      return checkpointJudge(detector);
    case 'model':
      return onnxJudge(detector);
    default:
      return detector satisfies never;
  }
}
