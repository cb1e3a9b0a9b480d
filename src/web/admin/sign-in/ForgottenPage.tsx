import { useState, type FormEvent } from 'react'
import { call } from '#kernel/client.ts'
import { askPasswordReset, resetPassword } from '#modules/staff/contract.ts'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { useAttempt } from '#web/admin/sign-in/use-attempt.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { ButtonLink, Link } from '#web/ui/Link.tsx'

type Stage = 'address' | 'code' | 'done'

/** The answer never tells whether an address is known (ASVS 5.0 V6.3.8). */
export function ForgottenPage() {
  const t = useText()
  const [stage, setStage] = useState<Stage>('address')
  const [email, setEmail] = useState('')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const { busy, problem, attempt } = useAttempt(t('signIn.forgot.wrong'))

  function ask(event: FormEvent) {
    event.preventDefault()
    void attempt(async () => {
      await call(askPasswordReset, { email })
      setStage('code')
    })
  }

  function reset(event: FormEvent) {
    event.preventDefault()
    void attempt(async () => {
      await call(resetPassword, { email, code, password })
      setStage('done')
    })
  }

  const back = <Link to={paths.signIn()}>{t('signIn.backToSignIn')}</Link>
  if (stage === 'done')
    return (
      <Gate title={t('signIn.forgot.doneTitle')} lead={t('signIn.forgot.doneLead')}>
        <ButtonLink to={paths.signIn()} look="primary" size="lg" className="w-full">
          {t('signIn.submit')}
        </ButtonLink>
      </Gate>
    )
  if (stage === 'code')
    return (
      <Gate title={t('signIn.forgot.codeTitle')} lead={t('signIn.forgot.codeLead')} footer={back}>
        <form onSubmit={reset} className="grid gap-4">
          {problem && <Banner tone="bad" title={problem} />}
          <CodeField label={t('signIn.forgot.code')} value={code} onChange={setCode} autoFocus />
          <PasswordField
            label={t('signIn.forgot.password')}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            meter={{ about: [email] }}
            required
          />
          <Button type="submit" look="primary" size="lg" wide busy={busy}>
            {t('signIn.forgot.submit')}
          </Button>
        </form>
      </Gate>
    )
  return (
    <Gate title={t('signIn.forgot.title')} lead={t('signIn.forgot.lead')} footer={back}>
      <form onSubmit={ask} className="grid gap-4">
        {problem && <Banner tone="bad" title={problem} />}
        <TextField
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          required
          autoFocus
        />
        <Button type="submit" look="primary" size="lg" wide busy={busy}>
          {t('signIn.forgot.send')}
        </Button>
      </form>
    </Gate>
  )
}
