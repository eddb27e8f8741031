import { covers, type TerritoryPath } from '@ovoz/election-model';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { activeGrants } from '../../session/permissions.ts';
import { useSession } from '../../session/use-session.ts';
import { trailOf } from './trail-of.ts';

type Props = {
  readonly code: string;
  readonly territory: TerritoryPath;
  readonly contest: string | undefined;
};

/** Where the figures are from, and the way back up as far as the own territory reaches. */
export function TerritoryTrail({ code, territory, contest }: Props) {
  const t = useMessages();
  const { grants } = useSession();
  const placeName = usePlaceName();
  const own = activeGrants(grants).map(({ territoryPath }) => territoryPath);
  const steps = trailOf(territory).filter((path) => own.some((one) => covers(one, path)));
  const name = (path: TerritoryPath) => placeName({ territoryPath: path, territoryName: path });
  return (
    <nav aria-label={t('follow.trail')} className="ov-path">
      <ol>
        {steps.map((path) => (
          <li key={path}>
            {path === territory ? (
              <strong aria-current="page">{name(path)}</strong>
            ) : (
              <PageLink
                to="/count/$code"
                params={{ code }}
                search={{ territory: path, ...(contest === undefined ? {} : { contest }) }}
              >
                {name(path)}
              </PageLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
