import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { readBenchmarkSearch, readPublishedSearch } from '../features/benchmark/search.ts';
import { parseQuery, readRuntimeSearch, readViewSearch, writeQuery } from '../features/classify/search.ts';
import { readCompareSearch } from '../features/detectors/search.ts';
import { readExploreSearch } from '../features/explore/search.ts';
import { readReferenceSearch, readSpectraSearch } from '../features/spectra/search.ts';
import { Frame } from './Frame.tsx';
import { NotFound } from './NotFound.tsx';
import { RouteError } from './RouteError.tsx';

const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: RouteError,
  validateSearch: readRuntimeSearch,
  // Detector and backend go along from view to view.
  search: { middlewares: [retainSearchParams(['detector', 'backend', 'threads'])] },
});

const classifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readViewSearch,
  component: lazyRouteComponent(() => import('../features/classify/ClassifyPage.tsx'), 'ClassifyPage'),
});

const exploreRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/explore',
  validateSearch: readExploreSearch,
  component: lazyRouteComponent(() => import('../features/explore/ExplorePage.tsx'), 'ExplorePage'),
});

const detectorsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/detectors',
  component: lazyRouteComponent(() => import('../features/detectors/DetectorsPage.tsx'), 'DetectorsPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/detectors/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('../features/detectors/ComparePage.tsx'), 'ComparePage'),
});

const detectorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/detectors/$id',
  component: lazyRouteComponent(
    () => import('../features/detectors/DetectorCardPage.tsx'),
    'DetectorCardPage',
  ),
});

const spectraRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/spectra',
  validateSearch: readSpectraSearch,
  component: lazyRouteComponent(() => import('../features/spectra/SpectraPage.tsx'), 'SpectraPage'),
});

const benchmarkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/benchmark',
  validateSearch: readBenchmarkSearch,
  component: lazyRouteComponent(() => import('../features/benchmark/BenchmarkPage.tsx'), 'BenchmarkPage'),
});

const publishedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/benchmark/published',
  validateSearch: readPublishedSearch,
  component: lazyRouteComponent(() => import('../features/benchmark/PublishedPage.tsx'), 'PublishedPage'),
});

const referenceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/spectra/reference',
  validateSearch: readReferenceSearch,
  component: lazyRouteComponent(() => import('../features/spectra/ReferencePage.tsx'), 'ReferencePage'),
});

const aboutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/about',
  component: lazyRouteComponent(() => import('../features/about/AboutPage.tsx'), 'AboutPage'),
});

const base = import.meta.env.BASE_URL;

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    classifyRoute,
    exploreRoute,
    spectraRoute,
    referenceRoute,
    benchmarkRoute,
    publishedRoute,
    detectorsRoute,
    compareRoute,
    detectorRoute,
    aboutRoute,
  ]),
  // A relative base ('./') says nothing about the address of the page.
  basepath: base.startsWith('/') ? base : '/',
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
  parseSearch: parseQuery,
  stringifySearch: writeQuery,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
