/** The rules of the house. The words and tables are in scripts/lint/; scripts/test/lint.test.mjs proves that they bite. */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { GENERATED } from './scripts/lint/generated.mjs';
import { RUNS_ANYWHERE } from './scripts/lint/houses.mjs';
import { fileNames, importArrows } from './scripts/lint/import-arrows.mjs';
import {
  EVERYWHERE,
  PURE_GLOBALS,
  PURE_PROPERTIES,
  PURE_SYNTAX,
  SEQUENCE_NUMBERS,
} from './scripts/lint/restrictions.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.mts', '**/*.tsx'];
const PURE = RUNS_ANYWHERE.map((name) => `packages/${name}/src/**/*.ts`);
const SOURCES = ['packages/*/src/**/*.{ts,tsx}', 'docs/src/**/*.{ts,tsx}'];

export default defineConfig(
  globalIgnores(GENERATED),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strict],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // The compiler does these (noUnusedLocals), with a way out by `_`.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // noUncheckedIndexedAccess makes `array[i]!` the way to say "i is inside"; the compiler checks the rest.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `() => number | void` says that an answer is welcome and not needed.
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-undef': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,ts,mts,tsx}'],
    plugins: { lastack: { rules: { 'import-arrows': importArrows, 'file-names': fileNames } } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'lastack/import-arrows': 'error',
      'lastack/file-names': 'error',
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...SEQUENCE_NUMBERS],
    },
  },
  {
    files: SOURCES,
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': ['error', { globals: PURE_GLOBALS, checkGlobalObject: true }],
      'no-restricted-properties': ['error', ...PURE_PROPERTIES],
      'no-restricted-syntax': ['error', ...EVERYWHERE, ...SEQUENCE_NUMBERS, ...PURE_SYNTAX],
    },
  },
  {
    files: ['packages/tcp/src/sequence.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EVERYWHERE, ...PURE_SYNTAX] },
  },
  {
    files: ['packages/widgets/**/*.{ts,tsx}', 'docs/**/*.{ts,mts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', fetch: 'readonly', URL: 'readonly' } },
  },
  {
    // React components read better whole: their markup counts as lines.
    files: ['**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Starters and wrong answers are allowed to be what they teach: unused parameters and all.
    files: ['exercises/*/src/**', 'solutions/**'],
    rules: { '@typescript-eslint/no-unused-vars': 'off', 'no-restricted-syntax': ['error', ...EVERYWHERE] },
  },
);
