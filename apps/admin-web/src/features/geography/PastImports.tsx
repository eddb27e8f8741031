import { Details } from '@digdir/designsystemet-react';
import { listGeographyImports } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { ReportView } from '../../imports/ReportView.tsx';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';

/** Earlier imports with what was wrong in them. */
export function PastImports({ pack }: { readonly pack: string }) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const may = useMay();
  const { data } = useQuery({
    ...reading(listGeographyImports, { params: { pack } }),
    enabled: may(listGeographyImports),
  });
  if (data === undefined || data.imports.length === 0) return null;
  return (
    <Section title={t('geography.past-imports')}>
      {data.imports.map((one) => (
        <Details key={one.id}>
          <Details.Summary>
            {ownTime(one.at)} – {one.by}:{' '}
            {one.version === null
              ? t('geography.import-refused', { errors: one.report.errors })
              : t('geography.import-made', { version: one.version })}
          </Details.Summary>
          <Details.Content>
            <p>{one.reason}</p>
            <ReportView
              report={one.report}
              applied={one.version !== null}
              fileName={`${pack}-import-${one.id}.csv`}
            />
          </Details.Content>
        </Details>
      ))}
    </Section>
  );
}
