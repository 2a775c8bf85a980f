/*
 * A bare page that hands the services to tests and benchmarks, so that workers can be cancelled, crashed and
 * measured without the views. Built apart from the app and never shipped.
 */
import { createBenchmarkService } from '../../src/services/benchmark-service.ts';
import { createClassifyService } from '../../src/services/classify-service.ts';
import { DatasetClient } from '../../src/services/dataset-client.ts';
import { InferenceClient } from '../../src/services/inference-client.ts';
import { loadModelCard, loadModelIndex, modelFolderUrl } from '../../src/services/model-catalogue.ts';
import { PreparePool } from '../../src/services/prepare-pool.ts';
import { templateFolderUrl } from '../../src/services/template-catalogue.ts';
import { createSpectraService } from '../../src/services/spectra-service.ts';
import { SpectrumPool } from '../../src/services/spectrum-pool.ts';
import { ZooClient } from '../../src/services/zoo-client.ts';
import { RealFft2 } from '../../src/core/spectrum/real-fft2.ts';
import { findPeaks } from '../../src/core/spectrum/peaks.ts';
import { toNpy } from '../../src/core/spectrum/npy.ts';
import { rightHalf } from '../../src/core/spectrum/right-half.ts';
import { genImageRecipe, meanSpectrumRecipe } from '../../src/core/spectrum/recipe.ts';
import { mostCrops } from '../../src/core/detector/crop-weights.ts';
import { decodeBothWays } from './decode-both-ways.ts';
import { fastWorkbench } from '../../src/worker-host/fast-workbench.ts';
import { loadFftRivals } from './fft-rivals.ts';
import { seededWeights } from '../../src/core/zoo/seeded-weights.ts';

const harness = {
  createBenchmarkService,
  createClassifyService,
  DatasetClient,
  InferenceClient,
  PreparePool,
  loadModelCard,
  mostCrops,
  loadModelIndex,
  modelFolderUrl,
  ZooClient,
  createSpectraService,
  SpectrumPool,
  genImageRecipe,
  meanSpectrumRecipe,
  RealFft2,
  findPeaks,
  rightHalf,
  toNpy,
  loadFftRivals,
  decodeBothWays,
  fastWorkbench,
  seededWeights,
  templateFolderUrl,
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;
