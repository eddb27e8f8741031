import { Paragraph } from '@digdir/designsystemet-react';
import { acceptInvitation, type AnswerOf, type openInvitation } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { CopyButton } from '../../values/CopyButton.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { QrCode } from '../../values/QrCode.tsx';
import { secretOf } from '../../values/qr-path.ts';

type Props = {
  readonly token: string;
  readonly invitation: AnswerOf<typeof openInvitation>;
  readonly onDone: (username: string) => void;
};

/** Three steps on one page: load the secret into an authenticator, choose a password, prove the code. */
export function AcceptInvitationForm({ token, invitation, onDone }: Props) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const act = useAct(acceptInvitation);
  const checks = checksIn(t);
  const form = useForm({
    initial: { username: invitation.username, password: '', repeated: '', code: '' },
    check: (values) =>
      found({
        password: checks.password(values.password),
        repeated:
          values.repeated === values.password ? undefined : t('invitation.password-differs'),
        code: checks.code(values.code),
      }),
    send: ({ password, code }) => act.run({ body: { token, password, code: code.trim() } }),
    onDone: ({ username }) => onDone(username),
    fieldOfCode: (code) =>
      code === 'password-too-weak' ? 'password' : code === 'code-wrong' ? 'code' : null,
    explainCode: (refusal) =>
      t(refusal.code === 'code-wrong' ? 'refusal.code-wrong' : 'refusal.password-too-weak'),
  });
  const secret = secretOf(invitation.otpauthUri);
  return (
    <FormFrame form={form} submitLabel={t('invitation.submit')}>
      <DefinitionList
        items={[
          { term: t('sign-in.username'), description: <code>{invitation.username}</code> },
          { term: t('invitation.expires'), description: ownTime(invitation.expiresAt) },
        ]}
      />
      <Section title={t('invitation.step-app')}>
        <Paragraph>{t('invitation.app-text')}</Paragraph>
        <div className="qr-block">
          <QrCode text={invitation.otpauthUri} label={t('invitation.qr-label')} />
          <div>
            <Paragraph>{t('invitation.secret-text')}</Paragraph>
            <code className="secret">{secret}</code>
            <CopyButton text={secret.replaceAll(' ', '')} />
          </div>
        </div>
      </Section>
      <Section title={t('invitation.step-password')}>
        {/* Password managers store the name beside the password when they see both in one form. */}
        <input type="hidden" name="username" autoComplete="username" value={invitation.username} />
        <TextInput
          field={form.bind('password')}
          label={t('invitation.password')}
          hint={t('invitation.password-hint')}
          type="password"
          autoComplete="new-password"
          maxLength={200}
        />
        <TextInput
          field={form.bind('repeated')}
          label={t('invitation.password-again')}
          type="password"
          autoComplete="new-password"
          maxLength={200}
        />
      </Section>
      <Section title={t('invitation.step-code')}>
        <TextInput
          field={form.bind('code')}
          label={t('sign-in.code')}
          hint={t('sign-in.code-hint')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
        />
      </Section>
    </FormFrame>
  );
}
