/** Which of the course's two languages to speak. Next: refusal.ts */
import type { Language } from '@lastack/exercise-kit';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the locale of this machine says, in POSIX's order of precedence (locale(7)). */
function locale(env: Environment): string {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  if (named) return named;
  // Windows has none of the three; elsewhere their absence means the C locale.
  return process.platform === 'win32' ? new Intl.DateTimeFormat().resolvedOptions().locale : 'C';
}

/** LASTACK_LANG before the locale; Chinese for every `zh…`, English for all the rest. */
export function languageOf(env: Environment): Language {
  return (env['LASTACK_LANG'] || locale(env)).toLowerCase().startsWith('zh') ? 'zh-Hans' : 'en';
}
