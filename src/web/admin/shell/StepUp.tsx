import { useState, type FormEvent } from 'react'
import { call, ProblemError } from '#kernel/client.ts'
import { proveIdentity, startProofPasskey } from '#modules/staff/contract.ts'
import { useText } from '#web/i18n/index.ts'
import { useMe } from '#web/session.ts'
import { answerProof, useProofAsked } from '#web/state/step-up.ts'
import { getPasskey } from '#web/state/passkey.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { PasswordField } from '#web/ui/form/PasswordField.tsx'
import { sentenceOf } from '#web/ui/Problem.tsx'

/** "Confirm it is you": shown when a call answers that it needs a fresh proof; the call is then made again. */
export function StepUp() {
  return useProofAsked() ? <Ask /> : null
}

const CODE_DIGITS = 6

/** Which of password and code was not right is not said, so neither are the server's words about the password. */
function isWrong({ status, code }: ProblemError): boolean {
  return status === 401 || code === 'staff.wrong_password'
}

function Ask() {
  const t = useText()
  const me = useMe()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [isTried, setTried] = useState(false)
  const proofs = me?.proofs ?? ['password']
  const wantsCode = proofs.includes('password-and-code')
  const wantsPassword = wantsCode || proofs.includes('password')

  async function prove(given: Parameters<typeof call<typeof proveIdentity>>[1]) {
    setBusy(true)
    setWrong(undefined)
    try {
      await call(proveIdentity, given)
      answerProof(true)
    } catch (error) {
      setWrong(
        error instanceof ProblemError && !isWrong(error)
          ? sentenceOf(error, t)
          : t('shell.stepUp.wrong'),
      )
    } finally {
      setBusy(false)
    }
  }

  async function provePasskey() {
    try {
      const { options } = await call(startProofPasskey, {})
      await prove({ passkey: await getPasskey(options) })
    } catch {
      setWrong(t('shell.stepUp.wrong'))
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (wantsCode && code.length < CODE_DIGITS) return
    void prove(wantsCode ? { password, code } : { password })
  }

  return (
    <Dialog
      open
      onClose={() => answerProof(false)}
      title={t('shell.stepUp.title')}
      hint={t('shell.stepUp.body')}
      size="sm"
    >
      <form onSubmit={submit} className="grid gap-4">
        {wantsPassword && (
          <PasswordField
            label={t('shell.stepUp.password')}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            error={wrong}
            autoFocus
          />
        )}
        {wantsCode && (
          <CodeField
            label={t('shell.stepUp.code')}
            value={code}
            onChange={setCode}
            error={isTried && code.length < CODE_DIGITS ? t('shell.stepUp.digits') : undefined}
          />
        )}
        {!wantsPassword && wrong && (
          <p role="alert" className="font-medium text-bad-text">
            {wrong}
          </p>
        )}
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={() => answerProof(false)}>{t('common.cancel')}</Button>
          {proofs.includes('passkey') && (
            <Button look={wantsPassword ? 'plain' : 'primary'} onClick={() => void provePasskey()}>
              {t('shell.stepUp.passkey')}
            </Button>
          )}
          {wantsPassword && (
            <Button type="submit" look="primary" busy={busy}>
              {t('shell.stepUp.confirm')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
