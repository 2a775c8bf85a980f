import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Layer -> the layers it may import from; docs/architecture.md says why. Features never import each other. */
const layers = {
  core: ['core'],
  contracts: ['contracts', 'core'],
  'worker-host': ['worker-host', 'contracts', 'core'],
  workers: ['worker-host'],
  state: ['state', 'contracts', 'core'],
  services: ['services', 'state', 'contracts', 'core'],
  ui: ['ui', 'core'],
  features: ['ui', 'state', 'services', 'contracts', 'core'],
  app: ['app', 'features', 'ui', 'state', 'services', 'contracts', 'core'],
};

const dependencyRules = Object.entries(layers).map(([from, allowed]) => ({
  from: { element: { type: from } },
  allow: { to: { element: { type: allowed } } },
}));

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-harness/',
      'dev-dist/',
      'node_modules/',
      'public/',
      'training/',
      'test-results/',
      'playwright-report/',
      'bench/out/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.worker.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'workers/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/include': ['src/**/*', 'workers/**/*'],
      'boundaries/elements': [
        ...Object.keys(layers)
          .filter((layer) => layer !== 'features' && layer !== 'workers')
          .map((layer) => ({ type: layer, pattern: `src/${layer}` })),
        { type: 'features', pattern: 'src/features/*', capture: ['feature'] },
        { type: 'workers', pattern: 'workers' },
      ],
      // Our imports carry their extension, so resolving is looking the file up.
      'import/resolver': { node: { extensions: ['.ts', '.tsx'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            ...dependencyRules,
            {
              from: { element: { type: 'features' } },
              allow: {
                to: { element: { type: 'features', captured: { feature: '{{from.captured.feature}}' } } },
              },
            },
          ],
        },
      ],
    },
  },
  {
    // Hot loops over typed arrays: an index that the loop bounds is inside, and a check would cost time.
    files: ['src/core/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['src/**/*.tsx'],
    ...jsxA11y.flatConfigs.strict,
  },
  {
    files: ['src/{app,features,ui}/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      parserOptions: { project: false, projectService: false, program: null },
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', performance: 'readonly' },
    },
  },
  {
    // Command-line programs talk to the console.
    files: ['scripts/**', 'bench/**', 'e2e/**', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
);
