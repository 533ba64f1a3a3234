/** A ladder by its scenario's name, in the page's language, remembered in the page's address. */
import { useMemo, type JSX } from 'react';
import { useHistory } from '@docusaurus/router';
import { Ladder as LadderWidget, type PageAddress } from '@lastack/widgets';
import { SCENARIOS, type ScenarioName } from '../scenarios';
import { useLanguage } from './useLanguage';

export interface Props {
  readonly scenario: ScenarioName;
  /** Where the cursor stands at first, in milliseconds; absent: at the end. */
  readonly start?: number;
  readonly autoplay?: boolean;
  readonly brief?: boolean;
}

export function Ladder({ scenario: name, ...rest }: Props): JSX.Element {
  const language = useLanguage();
  const address = usePageAddress();
  const { title, scenario, from } = SCENARIOS[name];
  const widget = { ...rest, name, title: title[language], scenario, from, language, address };
  return <LadderWidget {...widget} />;
}

/** Through the router, so that the switch of languages takes the query along. */
function usePageAddress(): PageAddress {
  const history = useHistory();
  return useMemo(
    () => ({
      read: () => history.location.search,
      replace: (search) => history.replace({ ...history.location, search }),
    }),
    [history],
  );
}
