import {
  DEFINITION_FINDINGS,
  type DefinitionFindingCode,
  IMPORT_FINDINGS,
  type ImportFindingCode,
} from '@ovoz/election-model';
import { useTranslator } from '../language.ts';

type Props = { readonly code: string; readonly reason: string };

/** Why a row of an import was refused: what it means, and the server's sentence with the value. */
export function ImportReason({ code, reason }: Props) {
  const { t } = useTranslator();
  return (
    <Reason reason={reason} meaning={isImportCode(code) ? t(`import-finding.${code}`) : null} />
  );
}

/** The same for what is wrong with a definition. */
export function DefinitionReason({ code, reason }: Props) {
  const { t } = useTranslator();
  return (
    <Reason
      reason={reason}
      meaning={isDefinitionCode(code) ? t(`definition-finding.${code}`) : null}
    />
  );
}

/** The server speaks English; in other languages its sentence stands below the one of the page. */
function Reason({ meaning, reason }: { readonly meaning: string | null; readonly reason: string }) {
  const { language } = useTranslator();
  if (meaning === null || language.tag === 'en') return <span lang="en">{reason}</span>;
  return (
    <>
      {meaning}
      <br />
      <span className="quiet" lang="en">
        {reason}
      </span>
    </>
  );
}

function isImportCode(code: string): code is ImportFindingCode {
  return code in IMPORT_FINDINGS;
}

function isDefinitionCode(
  code: string,
): code is DefinitionFindingCode | 'calendar-blocks' | 'calendar-warns' {
  return code in DEFINITION_FINDINGS || code === 'calendar-blocks' || code === 'calendar-warns';
}
