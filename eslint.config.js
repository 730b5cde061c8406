import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import rooms from './scripts/eslint-rooms.mjs';

/** Functions whose last bits differ between JavaScript engines. */
const INEXACT = 'sin cos tan asin acos atan atan2 sinh cosh tanh exp expm1 log log2 log10 log1p pow cbrt hypot'.split(' ');

const RANDOM = {
  object: 'Math',
  property: 'random',
  message: 'It cannot be seeded: take a Stream of core/random, so that the link reproduces the run.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 400],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'object-shorthand': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess asks for it in every loop over typed arrays
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['src/**', 'workers/**'], plugins: { rooms }, rules: { 'rooms/arrows': 'error' } },
  {
    files: ['src/{core,tricks,models,data,kernels,export,diagnose,lab}/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['window', 'document', 'navigator', 'location', 'localStorage', 'sessionStorage', 'indexedDB', 'fetch', 'process'].map((name) => ({
          name,
          message: 'This room is pure: it runs in the page, in a worker, in tests and on the command line alike. Let the caller pass in what is needed.',
        })),
      ],
    },
  },
  { files: ['src/{core,tricks,models,data,kernels,export,engine,diagnose,lab}/**'], rules: { 'no-restricted-properties': ['error', RANDOM] } },
  {
    files: ['src/data/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        RANDOM,
        ...INEXACT.map((property) => ({
          object: 'Math',
          property,
          message: 'Its last bits differ between browsers, and generated data is part of the result: use core/exact-math.',
        })),
      ],
    },
  },
  { files: ['src/ui/**'], extends: [reactHooks.configs.flat.recommended] },
  { files: ['scripts/screenshot.mjs'], languageOptions: { globals: { document: 'readonly' } } }, // in functions that run in the page
  { files: ['scripts/**', '*.config.js'], languageOptions: { globals: globals.node }, rules: { 'no-console': 'off' } },
  { files: ['src/cli/**', 'tests/**'], rules: { 'no-console': 'off' } },
  { files: ['public/*.js'], languageOptions: { globals: globals.serviceworker } },
);
