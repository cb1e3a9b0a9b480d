import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { removePasskey, renamePasskey } from '#modules/staff/contract.ts'
import { isLastFactor, type Factors } from '#web/admin/account/factors.ts'
import { NewCodes } from '#web/admin/account/RecoveryCodesCard.tsx'
import { useTellFactors } from '#web/admin/account/use-tell-factors.ts'
import { AddPasskey } from '#web/admin/sign-in/AddPasskey.tsx'
import { PasskeyPlace } from '#web/admin/sign-in/PasskeyPlace.tsx'
import { refreshRooms, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { refreshSession } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { formatInstant } from '#web/ui/format.ts'
import { useClock } from '#web/ui/values.tsx'

type Passkey = Factors['passkeys'][number]
type Open =
  | { what: 'nothing' }
  | { what: 'add' }
  | { what: 'rename'; passkey: Passkey }
  | { what: 'remove'; passkey: Passkey }

export function PasskeysCard({ factors }: { factors: Factors }) {
  const t = useText()
  const [open, setOpen] = useState<Open>({ what: 'nothing' })
  const [codes, setCodes] = useState<readonly string[]>()
  const tell = useTellFactors()
  const remove = useMutate(removePasskey, { onDone: () => void refreshSession() })
  const close = () => setOpen({ what: 'nothing' })

  async function onAdded(recoveryCodes: readonly string[] | null) {
    close()
    tell(t('account.passkeys.added'))
    if (recoveryCodes) setCodes(recoveryCodes)
    await Promise.all([refreshRooms(['staff']), refreshSession()])
  }

  return (
    <Card
      title={t('account.passkeys.title')}
      hint={t('account.passkeys.hint')}
      actions={
        <Button onClick={() => setOpen({ what: 'add' })}>{t('account.passkeys.add')}</Button>
      }
    >
      <PasskeyPlace />
      {factors.passkeys.length === 0 && <p className="text-soft">{t('account.passkeys.none')}</p>}
      <ul className="grid divide-y">
        {factors.passkeys.map((passkey) => (
          <Row
            key={passkey.id}
            passkey={passkey}
            isLast={isLastFactor(factors)}
            onRename={() => setOpen({ what: 'rename', passkey })}
            onRemove={() => setOpen({ what: 'remove', passkey })}
          />
        ))}
      </ul>
      <Dialog
        open={open.what === 'add'}
        onClose={close}
        title={t('account.passkeys.add')}
        hint={t('account.passkeys.hint')}
        size="sm"
      >
        <AddPasskey onAdded={(given) => void onAdded(given)} onBack={close} />
      </Dialog>
      {open.what === 'rename' && <Rename passkey={open.passkey} onClose={close} />}
      {open.what === 'remove' && (
        <Confirm
          open
          onClose={close}
          title={t('account.passkeys.removeTitle', { name: open.passkey.name })}
          action={t('account.passkeys.remove')}
          danger
          run={async () => {
            await remove.mutateAsync({ passkeyId: open.passkey.id })
            tell(t('account.passkeys.removed'))
          }}
        >
          {t('account.passkeys.removeBody')}
        </Confirm>
      )}
      <NewCodes codes={codes} onKept={() => setCodes(undefined)} />
    </Card>
  )
}

type RowProps = { passkey: Passkey; isLast: boolean; onRename: () => void; onRemove: () => void }

function Row({ passkey, isLast, onRename, onRemove }: RowProps) {
  const t = useText()
  const clock = useClock()
  const day = (at: string) => formatInstant(Temporal.Instant.from(at), clock)
  const facts = [
    t('account.passkeys.addedOn', { date: day(passkey.addedAt) }),
    passkey.lastUsedAt
      ? t('account.passkeys.used', { date: day(passkey.lastUsedAt) })
      : t('account.passkeys.unused'),
    ...(passkey.synced ? [t('account.passkeys.synced')] : []),
  ]
  return (
    <li className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
      <KeyRound aria-hidden="true" className="size-5 text-soft" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium break-words">{passkey.name}</p>
        <p className="text-sm text-soft">{facts.join(' · ')}</p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" onClick={onRename}>
          {t('account.passkeys.rename')}
        </Button>
        <Button
          size="sm"
          look="danger-quiet"
          onClick={onRemove}
          disabledBecause={isLast && t('account.lastFactor')}
        >
          {t('account.passkeys.remove')}
        </Button>
      </div>
    </li>
  )
}

function Rename({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useText()
  const form = useContractForm(renamePasskey, {
    defaults: { passkeyId: passkey.id, name: passkey.name },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={t('account.passkeys.renameTitle')} size="sm">
      <Form form={form} submit={t('common.save')} onCancel={onClose} guard={false}>
        <TextField label={t('account.passkeys.name')} autoFocus {...form.field('name')} />
      </Form>
    </Dialog>
  )
}
