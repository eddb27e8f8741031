import { Tag } from '@digdir/designsystemet-react';
import type { DefinitionStatus, ElectionMode, GeographyVersionStatus } from '@ovoz/election-model';
import type { ProposalStatus } from '@ovoz/contract';
import { useMessages } from '../language.ts';

type Color = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

const VERSION_COLORS: Readonly<Record<DefinitionStatus | GeographyVersionStatus, Color>> = {
  draft: 'info',
  proposed: 'warning',
  sealed: 'success',
  current: 'success',
  superseded: 'neutral',
  discarded: 'neutral',
};

/** How a version of a definition or of a geography stands. */
export function VersionTag({
  status,
}: {
  readonly status: DefinitionStatus | GeographyVersionStatus;
}) {
  const t = useMessages();
  return <Tag data-color={VERSION_COLORS[status]}>{t(`version-status.${status}`)}</Tag>;
}

const PROPOSAL_COLORS: Readonly<Record<ProposalStatus, Color>> = {
  waiting: 'warning',
  approved: 'success',
  declined: 'danger',
  withdrawn: 'neutral',
  expired: 'neutral',
};

export function ProposalTag({ status }: { readonly status: ProposalStatus }) {
  const t = useMessages();
  return <Tag data-color={PROPOSAL_COLORS[status]}>{t(`proposal-status.${status}`)}</Tag>;
}

const MODE_COLORS: Readonly<Record<ElectionMode, Color>> = {
  live: 'danger',
  training: 'info',
  drill: 'warning',
};

export function ModeTag({ mode }: { readonly mode: ElectionMode }) {
  const t = useMessages();
  return <Tag data-color={MODE_COLORS[mode]}>{t(`mode.${mode}`)}</Tag>;
}
