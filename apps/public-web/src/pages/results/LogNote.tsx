import { usePage } from '../../site/page-context.tsx';

/** Places of the figures in the sentence, which the page fills in as it is read. */
const PLACES = {
  size: '{size}',
  public: '{public}',
  cosigned: '{cosigned}',
  registered: '{registered}',
} as const;

/** How far the public log is public. The page is older than the log, so the browser asks for the figures. */
export function LogNote() {
  const { t } = usePage();
  return (
    <p
      className="ov-as-of"
      hidden
      data-log-state="/published/log/state.json"
      data-log-public={t('log.public', PLACES)}
      data-log-waiting={t('log.waiting', PLACES)}
    />
  );
}
