import { useState, type FormEvent } from 'react'
import { addPasskey, startPasskey } from '#modules/staff/contract.ts'
import { PasskeyPlace } from '#web/admin/sign-in/PasskeyPlace.tsx'
import { useAttempt } from '#web/admin/sign-in/use-attempt.ts'
import { callWithProof } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { makePasskey } from '#web/state/passkey.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

type Props = { onAdded: (recoveryCodes: readonly string[] | null) => void; onBack: () => void }

/** Adds a passkey. Used when enrolling and in the account. */
export function AddPasskey({ onAdded, onBack }: Props) {
  const t = useText()
  const [name, setName] = useState('')
  const [declined, setDeclined] = useState(false)
  const { busy, problem, attempt } = useAttempt(t('signIn.enrol.passkeyFailed'))

  function submit(event: FormEvent) {
    event.preventDefault()
    setDeclined(false)
    void attempt(async () => {
      const { options } = await callWithProof(startPasskey, {})
      const response = await makePasskey(options).catch(() => undefined)
      if (!response) return setDeclined(true)
      onAdded((await callWithProof(addPasskey, { name, response })).recoveryCodes)
    })
  }

  const wrong = problem ?? (declined ? t('signIn.enrol.passkeyFailed') : undefined)
  return (
    <form onSubmit={submit} className="grid gap-4">
      <PasskeyPlace />
      {wrong && <Banner tone="bad" title={wrong} />}
      <TextField
        label={t('signIn.enrol.passkeyName')}
        hint={t('signIn.enrol.passkeyNameHint')}
        value={name}
        onChange={setName}
        maxLength={60}
        required
        autoFocus
      />
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="quiet" onClick={onBack}>
          {t('common.back')}
        </Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('signIn.enrol.addPasskey')}
        </Button>
      </div>
    </form>
  )
}
