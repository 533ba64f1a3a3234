/** A question before its answer, in the page's language. */
import type { JSX } from 'react';
import { Predict as PredictWidget, type PredictProps } from '@lastack/widgets';
import { useLanguage } from './useLanguage';

export const Predict = (props: Omit<PredictProps, 'language'>): JSX.Element => (
  <PredictWidget {...props} language={useLanguage()} />
);
