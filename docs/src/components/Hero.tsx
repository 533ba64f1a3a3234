/** The start page above the fold: what this is, two ways in, and a connection that closes before your eyes. */
import type { JSX, ReactNode } from 'react';
import Link from '@docusaurus/Link';

interface HeroProps {
  readonly headline: ReactNode;
  /** The ladder. */
  readonly picture: ReactNode;
  readonly children: ReactNode;
}

export const Hero = ({ headline, picture, children }: HeroProps): JSX.Element => (
  <div className="la-hero">
    <div className="la-hero-words">
      <h1>{headline}</h1>
      {children}
    </div>
    <div className="la-hero-picture">{picture}</div>
  </div>
);

export const Doors = ({ children }: { readonly children: ReactNode }): JSX.Element => (
  <div className="la-doors">{children}</div>
);

interface DoorProps {
  readonly to: string;
  readonly title: string;
  readonly children: ReactNode;
}

export const Door = ({ to, title, children }: DoorProps): JSX.Element => (
  <Link className="la-door" to={to}>
    <strong>{title}</strong>
    <div>{children}</div>
  </Link>
);
