/** What a page may use without importing it. */
import MDXComponents from '@theme-original/MDXComponents';
import { Answer, OnCall, Symptoms } from '@site/src/components/OnCall';
import { Claim, Claims } from '@site/src/components/Claims';
import { Aside, Lead } from '@site/src/components/Prose';
import { Door, Doors, Hero } from '@site/src/components/Hero';
import { Ladder } from '@site/src/components/Ladder';
import { Predict } from '@site/src/components/Predict';

export default {
  ...MDXComponents,
  Answer,
  Aside,
  Claim,
  Claims,
  Door,
  Doors,
  Hero,
  Ladder,
  Lead,
  OnCall,
  Predict,
  Symptoms,
};
