import { useState, type FormEvent } from 'react'
import { call, ProblemError } from '#kernel/client.ts'
import { setUpOwner } from '#modules/staff/contract.ts'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { useAttempt, useEnter } from '#web/admin/sign-in/use-attempt.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Link } from '#web/ui/Link.tsx'

/** The first owner of a new Kasi. Closed for good once there is one. */
export function SetUpOwnerPage() {
  const t = useText()
  const language = useLanguage()
  const enter = useEnter()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [gone, setGone] = useState(false)
  const { busy, problem, attempt } = useAttempt(t('signIn.second.wrong'))

  function submit(event: FormEvent) {
    event.preventDefault()
    void attempt(async () => {
      try {
        await enter(await call(setUpOwner, { code, name, email, password, language }))
      } catch (error) {
        if (error instanceof ProblemError && error.status === 410) setGone(true)
        else throw error
      }
    })
  }

  return (
    <Gate
      title={t('signIn.setUp.title')}
      lead={t('signIn.setUp.lead')}
      footer={gone && <Link to={paths.signIn()}>{t('signIn.backToSignIn')}</Link>}
    >
      <form onSubmit={submit} className="grid gap-4">
        {gone && <Banner tone="warn" title={t('signIn.setUp.done')} />}
        {problem && <Banner tone="bad" title={problem} />}
        <TextField
          label={t('signIn.setUp.code')}
          hint={t('signIn.setUp.codeHint')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <TextField
          label={t('signIn.setUp.name')}
          value={name}
          onChange={setName}
          autoComplete="name"
          required
        />
        <TextField
          label={t('signIn.setUp.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          required
        />
        <PasswordField
          label={t('signIn.setUp.password')}
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          meter={{ about: [name, email] }}
          required
        />
        <Button type="submit" look="primary" size="lg" wide busy={busy}>
          {t('signIn.setUp.submit')}
        </Button>
      </form>
    </Gate>
  )
}
