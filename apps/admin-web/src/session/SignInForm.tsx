import type { SessionState } from '@ovoz/contract';
import { signIn } from '@ovoz/contract';
import { checksIn, found } from '../forms/check.ts';
import { FormFrame } from '../forms/FormFrame.tsx';
import { TextInput } from '../forms/inputs.tsx';
import { useForm } from '../forms/use-form.ts';
import { useMessages } from '../language.ts';
import { useAct } from '../server/acting.ts';

type Props = {
  readonly username?: string;
  readonly onSignedIn: (session: SessionState) => void;
};

/** Name, password and one-time code. */
export function SignInForm({ username, onSignedIn }: Props) {
  const t = useMessages();
  const act = useAct(signIn);
  const checks = checksIn(t);
  const form = useForm({
    initial: { username: username ?? '', password: '', code: '' },
    check: (values) =>
      found({
        username: checks.required(values.username),
        password: checks.required(values.password),
        code: checks.code(values.code),
      }),
    send: ({ username: name, password, code }) =>
      act.run({ body: { username: name.trim().toLowerCase(), password, code: code.trim() } }),
    onDone: onSignedIn,
  });
  return (
    <FormFrame form={form} submitLabel={t('sign-in.submit')}>
      <TextInput
        field={form.bind('username')}
        label={t('sign-in.username')}
        autoComplete="username"
        maxLength={40}
      />
      <TextInput
        field={form.bind('password')}
        label={t('sign-in.password')}
        type="password"
        autoComplete="current-password"
        maxLength={200}
      />
      <TextInput
        field={form.bind('code')}
        label={t('sign-in.code')}
        hint={t('sign-in.code-hint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
      />
    </FormFrame>
  );
}
