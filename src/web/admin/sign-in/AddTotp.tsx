import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { confirmTotp, startTotp } from '#modules/staff/contract.ts'
import { useAttempt } from '#web/admin/sign-in/use-attempt.ts'
import { callWithProof } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { CodeField } from '#web/ui/form/CodeField.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

type Props = { onAdded: (recoveryCodes: readonly string[] | null) => void; onBack: () => void }

/** Adds an authenticator app: scan, then prove it with its first code. Used when enrolling and in the account. */
export function AddTotp({ onAdded, onBack }: Props) {
  const t = useText()
  const [code, setCode] = useState('')
  const { busy, problem, attempt } = useAttempt(t('signIn.second.wrong'))
  const start = useQuery({
    queryKey: ['enrol-totp'],
    queryFn: async () => {
      const { secret, uri } = await callWithProof(startTotp, {})
      const { toString } = await import('qrcode')
      const svg = await toString(uri, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' })
      return { secret, picture: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}` }
    },
    // A second secret would void the one just scanned.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })

  function confirm(given: string) {
    void attempt(async () => {
      try {
        onAdded((await callWithProof(confirmTotp, { code: given })).recoveryCodes)
      } catch (error) {
        setCode('')
        throw error
      }
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    confirm(code)
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Loaded of={start}>
        {({ secret, picture }) => (
          <div className="grid gap-3">
            <p className="font-medium">{t('signIn.enrol.scan')}</p>
            {/* Phones read dark on light only, so the ground stays white in the dark theme. */}
            <img
              src={picture}
              alt={t('signIn.enrol.qr')}
              className="size-44 justify-self-center rounded-md bg-white p-3"
            />
            <p className="text-sm text-soft">{t('signIn.enrol.scanHint')}</p>
            <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
              <span className="text-sm text-soft">{t('signIn.enrol.key')}</span>
              <code className="min-w-0 flex-1 font-mono text-sm break-all">
                {secret.match(/.{1,4}/g)?.join(' ')}
              </code>
              <CopyButton value={secret} />
            </p>
          </div>
        )}
      </Loaded>
      {problem && <Banner tone="bad" title={problem} />}
      <CodeField
        label={t('signIn.enrol.code')}
        value={code}
        onChange={setCode}
        onComplete={confirm}
      />
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="quiet" onClick={onBack}>
          {t('common.back')}
        </Button>
        <Button type="submit" look="primary" busy={busy}>
          {t('signIn.enrol.confirm')}
        </Button>
      </div>
    </form>
  )
}
