import { useState } from 'react'
import { renewRecoveryCodes } from '#modules/staff/contract.ts'
import { RecoveryCodes } from '#web/admin/sign-in/RecoveryCodes.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'

export function RecoveryCodesCard({ left }: { left: number }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const renew = useMutate(renewRecoveryCodes)
  return (
    <Card title={t('account.codes.title')} hint={t('account.codes.hint')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className={left > 0 ? 'font-medium' : 'text-soft'}>
          {left > 0 ? t('account.codes.left', { count: left }) : t('account.codes.none')}
        </p>
        <Button onClick={() => setAsking(true)}>{t('account.codes.renew')}</Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('account.codes.renewTitle')}
        action={t('account.codes.renew')}
        run={async () => setCodes((await renew.mutateAsync({})).recoveryCodes)}
      >
        {t('account.codes.renewBody')}
      </Confirm>
      <NewCodes codes={codes} onKept={() => setCodes(undefined)} />
    </Card>
  )
}

/** Fresh codes, shown once: the dialog closes only when they are said to be kept. */
export function NewCodes({
  codes,
  onKept,
}: {
  codes: readonly string[] | undefined
  onKept: () => void
}) {
  const t = useText()
  if (!codes) return null
  return (
    <Dialog
      open
      sticky
      onClose={onKept}
      title={t('signIn.enrol.codesTitle')}
      hint={t('signIn.enrol.codesLead')}
      size="sm"
    >
      <RecoveryCodes codes={codes} onKept={onKept} done={t('account.codes.done')} />
    </Dialog>
  )
}
