import { expose } from 'comlink';
import { holdLifeLock } from '../src/worker-host/life-lock.ts';
import { createThumbnailApi } from '../src/worker-host/thumbnail-api.ts';

holdLifeLock();
expose(createThumbnailApi());
