import { Eye, KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  addCredential,
  changeCredential,
  dials,
  freeAddress,
  removeCredential,
  removeDevice,
  revealCredential,
  type Service,
} from '#modules/services/contract.ts'
import { AddAccess, type AddKind } from '#web/admin/services/AddAccess.tsx'
import { useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { CopyButton } from '#web/ui/Copy.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { toastProblem } from '#web/ui/Problem.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service }

/** How a service gets in: names and passwords, devices, fixed addresses. */
export function AccessCards({ service }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [adding, setAdding] = useState<AddKind>()
  const siteId = service.siteId ?? undefined
  const isOver = service.status === 'ended'
  const add = (kind: AddKind, label: string, refused: string | false) =>
    !isOver && (
      <Button
        size="sm"
        look="quiet"
        icon={<Plus />}
        onClick={() => setAdding(kind)}
        disabledBecause={refused}
      >
        {label}
      </Button>
    )
  return (
    <>
      {dials(service.access) && (
        <Card
          title={t('services.credentials.title')}
          hint={t('services.credentials.hint')}
          actions={add('credential', t('services.credentials.add'), mayNot(addCredential, siteId))}
        >
          {service.credentials.length === 0 && (
            <p className="text-soft">{t('services.credentials.none')}</p>
          )}
          <ul className="divide-y">
            {service.credentials.map((one) => (
              <Credential key={one.id} service={service} credential={one} />
            ))}
          </ul>
        </Card>
      )}
      <Card
        title={t('services.devices.title')}
        actions={add('device', t('services.devices.add'), mayNot(removeDevice, siteId))}
      >
        {service.devices.length === 0 && <p className="text-soft">{t('services.devices.none')}</p>}
        <ul className="divide-y">
          {service.devices.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 py-2">
              <span className="min-w-0 flex-1 basis-40">
                {one.name} <span className="font-mono text-sm text-soft">{one.mac}</span>
              </span>
              <Badge>{t(`services.devices.roles.${one.role}`)}</Badge>
              <Remove
                endpoint={removeDevice}
                input={{ serviceId: service.id, deviceId: one.id }}
                label={t('services.devices.remove')}
                done={t('services.devices.removed')}
              />
            </li>
          ))}
        </ul>
      </Card>
      <Card
        title={t('services.addresses.title')}
        actions={add('address', t('services.addresses.add'), mayNot(freeAddress, siteId))}
      >
        {service.fixedAddresses.length === 0 && (
          <p className="text-soft">{t('services.addresses.none')}</p>
        )}
        <ul className="divide-y">
          {service.fixedAddresses.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 py-2">
              <span className="min-w-0 flex-1 font-mono text-sm">{one.net}</span>
              <Badge>{t(`services.addresses.kinds.${one.kind}`)}</Badge>
              <Remove
                endpoint={freeAddress}
                input={{ serviceId: service.id, fixedAddressId: one.id }}
                label={t('services.addresses.remove')}
                done={t('services.addresses.removed')}
              />
            </li>
          ))}
        </ul>
      </Card>
      {adding && <AddAccess kind={adding} service={service} onClose={() => setAdding(undefined)} />}
    </>
  )
}

type RemoveProps =
  | {
      endpoint: typeof removeDevice
      input: { serviceId: string; deviceId: string }
      label: string
      done: string
    }
  | {
      endpoint: typeof freeAddress
      input: { serviceId: string; fixedAddressId: string }
      label: string
      done: string
    }

function Remove({ endpoint, input, label, done }: RemoveProps) {
  const t = useText()
  const mayNot = useMayNot()
  const device = useMutate(removeDevice)
  const address = useMutate(freeAddress)
  if (mayNot(endpoint)) return null
  async function remove() {
    try {
      if ('deviceId' in input) await device.mutateAsync(input)
      else await address.mutateAsync(input)
      toast.good(done)
    } catch (error) {
      toastProblem(error, t)
    }
  }
  return (
    <IconButton size="sm" label={label} onClick={() => void remove()}>
      <Trash2 />
    </IconButton>
  )
}

function Credential({
  service,
  credential,
}: Props & { credential: Service['credentials'][number] }) {
  const t = useText()
  const mayNot = useMayNot()
  const [password, setPassword] = useState<string>()
  const [asking, setAsking] = useState<'renew' | 'remove'>()
  const which = { serviceId: service.id, credentialId: credential.id }
  const reveal = useMutate(revealCredential, {
    refresh: [],
    onDone: (shown) => setPassword(shown.password),
  })
  const renew = useMutate(changeCredential, {
    onDone: () => {
      setPassword(undefined)
      toast.good(t('services.credentials.renewed'))
    },
  })
  const remove = useMutate(removeCredential, {
    onDone: () => toast.good(t('services.credentials.removed')),
  })
  const refused = mayNot(revealCredential, service.siteId ?? undefined)
  return (
    <li className="grid gap-1 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-1 basis-40 font-mono">{credential.username}</span>
        <CopyButton value={credential.username} />
        <Button
          size="sm"
          look="quiet"
          icon={<Eye />}
          busy={reveal.isPending}
          disabledBecause={refused}
          onClick={() =>
            reveal.mutateAsync(which).catch((error: unknown) => toastProblem(error, t))
          }
        >
          {t('services.credentials.show')}
        </Button>
        <IconButton
          size="sm"
          label={t('services.credentials.renew')}
          onClick={() => setAsking('renew')}
        >
          <KeyRound />
        </IconButton>
        <IconButton
          size="sm"
          label={t('services.credentials.remove')}
          onClick={() => setAsking('remove')}
        >
          <Trash2 />
        </IconButton>
      </div>
      {password !== undefined && (
        <p className="flex items-center gap-2">
          <span className="text-sm text-soft">{t('services.credentials.password')}</span>
          <span className="font-mono">{password}</span>
          <CopyButton value={password} />
        </p>
      )}
      <Confirm
        open={asking === 'renew'}
        onClose={() => setAsking(undefined)}
        title={t('services.credentials.renewTitle', { name: credential.username })}
        action={t('services.credentials.renew')}
        run={() => renew.mutateAsync({ ...which, password: null })}
      >
        {t('services.credentials.renewBody')}
      </Confirm>
      <Confirm
        open={asking === 'remove'}
        onClose={() => setAsking(undefined)}
        title={t('services.credentials.removeTitle', { name: credential.username })}
        action={t('services.credentials.remove')}
        danger
        run={() => remove.mutateAsync(which)}
      >
        {t('services.credentials.removeBody')}
      </Confirm>
    </li>
  )
}
