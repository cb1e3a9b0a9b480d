import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useEffect, useState, type FormEvent } from 'react'
import { call } from '#kernel/client.ts'
import {
  lookAtSetUp,
  signIn,
  signInWithPasskey,
  startPasskeySignIn,
  type SignInStep,
} from '#modules/staff/contract.ts'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { PasskeyPlace } from '#web/admin/sign-in/PasskeyPlace.tsx'
import { useAttempt } from '#web/admin/sign-in/use-attempt.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useBrand } from '#web/session.ts'
import { getPasskey, passkeyHome } from '#web/state/passkey.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { Link, useGo } from '#web/ui/Link.tsx'

export function Credentials({ onStep }: { onStep: (step: SignInStep) => Promise<void> }) {
  const t = useText()
  const brand = useBrand()
  useSetUpFirst()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [passkeyWanted, setPasskeyWanted] = useState(false)
  const { busy, problem, attempt } = useAttempt(t('signIn.wrong'))
  const passkey = useAttempt(t('signIn.passkeyFailed'))

  function submit(event: FormEvent) {
    event.preventDefault()
    void attempt(async () => onStep(await call(signIn, { email, password })))
  }

  function usePasskey() {
    setPasskeyWanted(true)
    if (passkeyHome(location.href) !== 'here') return
    void passkey.attempt(async () => {
      const { options } = await call(startPasskeySignIn, {})
      // The browser throws when the person declines; that is no fault.
      const response = await getPasskey(options).catch(() => undefined)
      if (response) await onStep(await call(signInWithPasskey, { response }))
    })
  }

  const wrong = problem ?? passkey.problem
  return (
    <Gate
      title={t('signIn.title')}
      lead={brand && t('signIn.lead', { name: brand.name })}
      footer={<Link to={paths.forgotten()}>{t('signIn.forgotten')}</Link>}
    >
      {wrong && <Banner tone="bad" title={wrong} className="mb-5" />}
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username webauthn"
          inputMode="email"
          required
          autoFocus
        />
        <PasswordField
          label={t('signIn.password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
        <Button type="submit" look="primary" size="lg" wide busy={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
      <div className="my-4 flex items-center gap-3 text-sm text-soft">
        <span className="h-px flex-1 bg-line" />
        {t('signIn.or')}
        <span className="h-px flex-1 bg-line" />
      </div>
      <Button wide size="lg" icon={<KeyRound />} busy={passkey.busy} onClick={usePasskey}>
        {t('signIn.passkey')}
      </Button>
      {passkeyWanted && (
        <div className="mt-4">
          <PasskeyPlace />
        </div>
      )}
    </Gate>
  )
}

/** A Kasi without an owner has nobody who could sign in: the first visitor is led to the set-up. */
function useSetUpFirst(): void {
  const go = useGo()
  const { data } = useQuery({
    queryKey: ['staff', 'look-at-set-up', {}],
    queryFn: () => call(lookAtSetUp, {}),
  })
  const owed = data?.owed ?? false
  useEffect(() => {
    if (owed) go(paths.setUp())
  }, [owed, go])
}
