/** The pieces of a page's text that Markdown has no sign for. */
import type { JSX, ReactNode } from 'react';

export const Lead = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <div className="la-lead">{children}</div>
);

export const Aside = ({ label, children }: { readonly label: string; readonly children: ReactNode }): JSX.Element => (
  <aside className="la-aside" aria-label={label}>
    <p className="la-aside-label">{label}</p>
    {children}
  </aside>
);
