/** What nobody wrote: never linted. */
export const GENERATED = [
  '**/node_modules/',
  '**/dist/',
  '**/build/',
  '**/.docusaurus/',
  '**/.turbo/',
  '**/test-results/',
  '**/playwright-report/',
  '**/.lastack/',
  '**/coverage/',
];
