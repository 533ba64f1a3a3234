/** The rules that need types, apart from the rest because they take the compiler's time: `npm run lint` runs both. */
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { GENERATED } from './scripts/lint/generated.mjs';

export default defineConfig(globalIgnores(GENERATED), {
  files: ['packages/*/src/**/*.{ts,tsx}', 'docs/src/**/*.{ts,tsx}'],
  // Named, not used: directives in the sources speak of its rules.
  plugins: { '@typescript-eslint': tseslint.plugin, 'react-hooks': reactHooks },
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  // Directives are for eslint.config.js, whose rules are not loaded here.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  rules: {
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/only-throw-error': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
});
