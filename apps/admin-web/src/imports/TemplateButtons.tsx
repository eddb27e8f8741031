import { Button } from '@digdir/designsystemet-react';
import { download, writeCsv } from './csv.ts';

type Template = {
  readonly label: string;
  readonly fileName: string;
  readonly columns: readonly string[];
};

/** Empty files with the header that the import reads, to be filled in. */
export function TemplateButtons({ templates }: { readonly templates: readonly Template[] }) {
  return (
    <div className="button-row no-print">
      {templates.map(({ label, fileName, columns }) => (
        <Button
          key={fileName}
          variant="tertiary"
          data-size="sm"
          onClick={() => download(fileName, writeCsv(columns, []))}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
