import { KeyRound, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { AddPasskey } from '#web/admin/sign-in/AddPasskey.tsx'
import { AddTotp } from '#web/admin/sign-in/AddTotp.tsx'
import { Gate } from '#web/admin/sign-in/Gate.tsx'
import { RecoveryCodes } from '#web/admin/sign-in/RecoveryCodes.tsx'
import { useSignOut } from '#web/admin/sign-in/use-sign-out.ts'
import { StepUp } from '#web/admin/shell/StepUp.tsx'
import { useText } from '#web/i18n/index.ts'
import { safeReturn } from '#web/paths.ts'
import { MeContext, refreshSession, useSession } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { useGo } from '#web/ui/Link.tsx'

type Way = 'passkey' | 'totp'

/** Shown to whoever has a role that asks for a second factor and has none yet. */
export function EnrolPage() {
  const t = useText()
  const go = useGo()
  const session = useSession()
  const leave = useSignOut()
  const [way, setWay] = useState<Way>()
  const [codes, setCodes] = useState<readonly string[]>()

  async function enter() {
    await refreshSession()
    go(safeReturn(new URLSearchParams(window.location.search).get('then')))
  }

  function onAdded(recoveryCodes: readonly string[] | null) {
    if (recoveryCodes) setCodes(recoveryCodes)
    else void enter()
  }

  if (codes)
    return (
      <Gate title={t('signIn.enrol.codesTitle')} lead={t('signIn.enrol.codesLead')}>
        <RecoveryCodes codes={codes} onKept={() => void enter()} done={t('signIn.enrol.done')} />
      </Gate>
    )
  return (
    <MeContext value={session.data}>
      <Gate
        title={t('signIn.enrol.title')}
        lead={t('signIn.enrol.lead')}
        footer={
          <Button look="quiet" size="sm" onClick={() => void leave()}>
            {t('signIn.enrol.signOut')}
          </Button>
        }
      >
        {way === undefined && (
          <div className="grid gap-3">
            <p className="font-medium">{t('signIn.enrol.choose')}</p>
            <WayButton
              icon={<Smartphone />}
              title={t('signIn.enrol.totp')}
              hint={t('signIn.enrol.totpHint')}
              onClick={() => setWay('totp')}
            />
            <WayButton
              icon={<KeyRound />}
              title={t('signIn.enrol.passkey')}
              hint={t('signIn.enrol.passkeyHint')}
              onClick={() => setWay('passkey')}
            />
          </div>
        )}
        {way === 'totp' && <AddTotp onAdded={onAdded} onBack={() => setWay(undefined)} />}
        {way === 'passkey' && <AddPasskey onAdded={onAdded} onBack={() => setWay(undefined)} />}
      </Gate>
      <StepUp />
    </MeContext>
  )
}

type WayProps = { icon: React.ReactNode; title: string; hint: string; onClick: () => void }

function WayButton({ icon, title, hint, onClick }: WayProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex items-start gap-3 rounded-lg border p-4 text-left hover:border-field hover:bg-hover [&_svg]:mt-0.5 [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-accent-text"
    >
      {icon}
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-soft">{hint}</span>
      </span>
    </button>
  )
}
