import { useState } from 'react'
import { removeTotp } from '#modules/staff/contract.ts'
import { isLastFactor, type Factors } from '#web/admin/account/factors.ts'
import { NewCodes } from '#web/admin/account/RecoveryCodesCard.tsx'
import { useTellFactors } from '#web/admin/account/use-tell-factors.ts'
import { AddTotp } from '#web/admin/sign-in/AddTotp.tsx'
import { refreshRooms, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { refreshSession } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { useClock } from '#web/ui/values.tsx'
import { formatInstant } from '#web/ui/format.ts'

export function TotpCard({ factors }: { factors: Factors }) {
  const t = useText()
  const clock = useClock()
  const [open, setOpen] = useState<'add' | 'remove'>()
  const [codes, setCodes] = useState<readonly string[]>()
  const tell = useTellFactors()
  const remove = useMutate(removeTotp, { onDone: () => void refreshSession() })
  const close = () => setOpen(undefined)

  async function onAdded(recoveryCodes: readonly string[] | null) {
    close()
    tell(t('account.totp.added'))
    if (recoveryCodes) setCodes(recoveryCodes)
    await Promise.all([refreshRooms(['staff']), refreshSession()])
  }

  return (
    <Card title={t('account.totp.title')} hint={t('account.totp.hint')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className={factors.totp ? 'font-medium' : 'text-soft'}>
          {factors.totp
            ? t('account.totp.since', {
                date: formatInstant(Temporal.Instant.from(factors.totp.addedAt), clock),
              })
            : t('account.totp.none')}
        </p>
        {factors.totp ? (
          <Button
            look="danger-quiet"
            onClick={() => setOpen('remove')}
            disabledBecause={isLastFactor(factors) && t('account.lastFactor')}
          >
            {t('account.totp.remove')}
          </Button>
        ) : (
          <Button look="primary" onClick={() => setOpen('add')}>
            {t('account.totp.add')}
          </Button>
        )}
      </div>
      <Dialog
        open={open === 'add'}
        onClose={close}
        title={t('account.totp.title')}
        hint={t('account.totp.hint')}
        size="sm"
      >
        <AddTotp onAdded={(given) => void onAdded(given)} onBack={close} />
      </Dialog>
      <Confirm
        open={open === 'remove'}
        onClose={close}
        title={t('account.totp.removeTitle')}
        action={t('account.totp.remove')}
        danger
        run={async () => {
          await remove.mutateAsync({})
          tell(t('account.totp.removed'))
        }}
      >
        {t('account.totp.removeBody')}
      </Confirm>
      <NewCodes codes={codes} onKept={() => setCodes(undefined)} />
    </Card>
  )
}
