import { Spinner } from '@digdir/designsystemet-react';
import { ProgressBar } from '@ovoz/ui';
import { useMessages } from '../language.ts';
import type { UploadProgress } from '../server/upload.ts';

/** What a long import is doing now. */
export function UploadStatus({ progress }: { readonly progress: UploadProgress | null }) {
  const t = useMessages();
  if (progress === null) return null;
  if (progress.stage === 'sending') {
    const kilobytes = (bytes: number) => Math.round(bytes / 1024);
    return (
      <ProgressBar
        label={t('import.sending')}
        done={kilobytes(progress.sentBytes)}
        total={kilobytes(progress.totalBytes)}
      />
    );
  }
  return (
    <div className="loading" role="status">
      <Spinner aria-hidden="true" data-size="sm" />
      <span>{t('import.checking')}</span>
    </div>
  );
}
