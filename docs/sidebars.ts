import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

const sidebars: SidebarsConfig = {
  course: [
    { type: 'doc', id: 'index' },
    { type: 'category', label: 'Lessons', collapsible: false, items: ['lessons/time-wait', 'lessons/close-wait'] },
    { type: 'category', label: 'Exercises', collapsible: false, items: ['exercises'] },
  ],
};

export default sidebars;
