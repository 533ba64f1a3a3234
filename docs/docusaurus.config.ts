/** The site: static, two languages, no request to any other origin. */
import type { Config, PluginModule } from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

/** The bundler reads the workspace's TypeScript itself, through the same export condition as tsc and vitest. */
const workspaceSource: PluginModule = () => ({
  name: 'workspace-source',
  configureWebpack: () => ({ resolve: { conditionNames: ['@lastack/source', '...'] } }),
});

const STYLES = [
  ...['tokens', 'type', 'frame', 'home'].map((name) => `./src/css/${name}.css`),
  ...['ladder', 'panels'].map((name) => require.resolve(`@lastack/widgets/${name}.css`)),
];

/** Commands and captures in the page's own ink, in both themes. */
const CODE = {
  plain: { color: 'var(--la-ink)', backgroundColor: 'var(--la-panel)' },
  styles: [{ types: ['comment'], style: { color: 'var(--la-muted)' } }],
};

const config: Config = {
  title: 'Last ACK',
  tagline: 'How TCP connections live and end',
  url: process.env.SITE_URL ?? 'https://last-ack.example',
  baseUrl: process.env.SITE_BASE ?? '/',
  trailingSlash: true,
  favicon: 'img/favicon.svg',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'zh-Hans'],
    localeConfigs: {
      en: { label: 'English', htmlLang: 'en' },
      'zh-Hans': { label: '简体中文', htmlLang: 'zh-Hans' },
    },
  },
  presets: [
    [
      'classic',
      {
        docs: { path: 'content', routeBasePath: '/', sidebarPath: './sidebars.ts', breadcrumbs: false },
        blog: false,
        pages: false,
        theme: { customCss: STYLES },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [workspaceSource],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      { hashed: true, language: ['en', 'zh'], docsRouteBasePath: '/', docsDir: 'content', indexBlog: false },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: false } },
    prism: { theme: CODE, darkTheme: CODE },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
    navbar: {
      title: 'Last ACK',
      logo: { alt: '', src: 'img/mark.svg', srcDark: 'img/mark-dark.svg', width: 26, height: 26 },
      items: [
        { to: '/time-wait/', label: 'Lessons', position: 'left', activeBaseRegex: '/(time|close)-wait/' },
        { to: '/exercises/', label: 'Exercises', position: 'left' },
        { type: 'localeDropdown', position: 'right' },
      ],
    },
    footer: {
      copyright:
        'Code under the MIT licence, lesson texts under CC BY 4.0. Every picture here is a run of the TCP state machine that also grades the exercises.',
    },
  } satisfies Preset.ThemeConfig,
};

export default config;
