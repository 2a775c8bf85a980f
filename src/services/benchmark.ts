import { createBenchmarkService } from './benchmark-service.ts';
import { explore } from './explore.ts';
import { zoo } from './zoo.ts';

/** The only instance: a job goes on while other views are looked at. Its workers start with the first job. */
export const benchmark = createBenchmarkService(explore, (id) => zoo.source(id));
