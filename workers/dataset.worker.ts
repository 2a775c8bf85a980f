import { expose } from 'comlink';
import { createDatasetApi } from '../src/worker-host/dataset-api.ts';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';

holdLifeLock();
expose(createDatasetApi());
