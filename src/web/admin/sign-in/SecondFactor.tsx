import { useEffect, useState, type FormEvent } from 'react'
import { call } from '#kernel/client.ts'
import {
  giveSecondFactor,
  sendEmailCode,
  signInWithPasskey,
  startPasskeySignIn,
  type SignInStep,
} from '#modules/staff/contract.ts'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { useAttempt } from '#web/admin/sign-in/use-attempt.ts'
import { useText } from '#web/i18n/index.ts'
import { getPasskey } from '#web/state/passkey.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'

export type Factor = Extract<SignInStep, { step: 'second-factor' }>['factors'][number]

const WAYS = {
  totp: 'signIn.second.useTotp',
  passkey: 'signIn.second.usePasskey',
  'email-code': 'signIn.second.useEmail',
  'recovery-code': 'signIn.second.useRecovery',
} as const satisfies Record<Factor, string>

type Props = {
  factors: readonly Factor[]
  onStep: (step: SignInStep) => Promise<void>
  onStartOver: () => void
}

export function SecondFactor({ factors, onStep, onStartOver }: Props) {
  const t = useText()
  const [chosen, setChosen] = useState<Factor>(factors[0] ?? 'totp')
  const others = factors.filter((factor) => factor !== chosen)
  return (
    <Gate
      title={t('signIn.second.title')}
      footer={
        <Button look="quiet" size="sm" onClick={onStartOver}>
          {t('signIn.startOver')}
        </Button>
      }
    >
      {chosen === 'passkey' ? (
        <PasskeyWay onStep={onStep} />
      ) : (
        // A fresh state for each way: a code typed for one is no code for another.
        <CodeWay key={chosen} factor={chosen} onStep={onStep} />
      )}
      {others.length > 0 && (
        <div className="mt-6 border-t pt-4">
          <p className="mb-2 text-sm text-soft">{t('signIn.second.another')}</p>
          <div className="flex flex-wrap gap-2">
            {others.map((factor) => (
              <Button key={factor} size="sm" onClick={() => setChosen(factor)}>
                {t(WAYS[factor])}
              </Button>
            ))}
          </div>
        </div>
      )}
    </Gate>
  )
}

function PasskeyWay({ onStep }: Pick<Props, 'onStep'>) {
  const t = useText()
  const { busy, problem, attempt } = useAttempt(t('signIn.passkeyFailed'))

  function confirm() {
    void attempt(async () => {
      const { options } = await call(startPasskeySignIn, {})
      const response = await getPasskey(options).catch(() => undefined)
      if (response) await onStep(await call(signInWithPasskey, { response }))
    })
  }

  return (
    <div className="grid gap-4">
      <p className="text-soft">{t('signIn.second.passkeyLead')}</p>
      {problem && <Banner tone="bad" title={problem} />}
      <Button look="primary" size="lg" wide busy={busy} onClick={confirm} autoFocus>
        {t('signIn.second.usePasskey')}
      </Button>
    </div>
  )
}

type CodeFactor = Exclude<Factor, 'passkey'>

function CodeWay({ factor, onStep }: { factor: CodeFactor; onStep: Props['onStep'] }) {
  const t = useText()
  const [code, setCode] = useState('')
  const { busy, problem, attempt } = useAttempt(t('signIn.second.wrong'))

  function give(given: string) {
    void attempt(async () => {
      try {
        await onStep(await call(giveSecondFactor, { factor, code: given }))
      } catch (error) {
        setCode('')
        throw error
      }
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    give(code)
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      {factor === 'totp' && <p className="text-soft">{t('signIn.second.totpLead')}</p>}
      {factor === 'recovery-code' && <p className="text-soft">{t('signIn.second.recoveryLead')}</p>}
      {factor === 'email-code' && <EmailCode />}
      {problem && <Banner tone="bad" title={problem} />}
      {factor === 'recovery-code' ? (
        <TextField
          label={t('signIn.second.recoveryCode')}
          value={code}
          onChange={setCode}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
      ) : (
        <CodeField
          label={t('signIn.second.code')}
          value={code}
          onChange={setCode}
          onComplete={give}
          autoFocus
        />
      )}
      <Button type="submit" look="primary" size="lg" wide busy={busy}>
        {t('signIn.second.submit')}
      </Button>
    </form>
  )
}

function EmailCode() {
  const t = useText()
  const [sentTo, setSentTo] = useState<string>()
  const [wait_s, setWait] = useState(0)
  const { busy, problem, attempt } = useAttempt(t('signIn.second.wrong'))
  useEffect(() => {
    if (wait_s <= 0) return
    const timer = setTimeout(() => setWait(wait_s - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait_s])

  function send() {
    void attempt(async () => {
      const sent = await call(sendEmailCode, {})
      setSentTo(sent.sentTo)
      setWait(sent.resendAfter_s)
    })
  }

  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-soft">
        {sentTo
          ? t('signIn.second.emailLead', { address: sentTo })
          : t('signIn.second.emailLeadUnsent')}
      </p>
      {problem && <Banner tone="bad" title={problem} />}
      <Button
        size="sm"
        busy={busy}
        onClick={send}
        disabledBecause={wait_s > 0 && t('signIn.second.resendIn', { seconds: wait_s })}
      >
        {sentTo ? t('signIn.second.resend') : t('signIn.second.sendCode')}
      </Button>
    </div>
  )
}
