import { createExploreService } from './explore-service.ts';

/** The only instance: what is open outlives every view, and several features look at it. Its workers start with the first call. */
export const explore = createExploreService();
