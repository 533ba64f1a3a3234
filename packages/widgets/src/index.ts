/** The React components of the site. */
export { Ladder, type LadderProps } from './ladder/Ladder.tsx';
export type { PageAddress } from './ladder/useAddress.ts';
export { Predict, type PredictProps } from './predict/Predict.tsx';
