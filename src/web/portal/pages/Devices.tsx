import { useState } from 'react'
import {
  forgetMyDevice,
  listMyDevices,
  nameMyDevice,
  type MyDevice,
  type MyService,
} from '#modules/services/contract.ts'
import { useMoment } from '#web/portal/moment.ts'
import { useAsked, useDo } from '#web/portal/queries.ts'
import { useSay } from '#web/portal/texts.ts'
import { Button, Field, Loading, Wrong } from '#web/portal/ui.tsx'

/** What a service knows by its address: seen, called by a name, forgotten. */
export function Devices({ service }: { service: MyService }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{say('devices')}</Button>
  return (
    <div className="grid gap-3 rounded-lg bg-sunken p-3">
      <List serviceId={service.id} />
      <Button look="quiet" onClick={() => setOpen(false)}>
        {say('close')}
      </Button>
    </div>
  )
}

function List({ serviceId }: { serviceId: string }) {
  const say = useSay()
  const devices = useAsked(listMyDevices, { serviceId })
  if (!devices.data) return devices.error ? <Wrong error={devices.error} /> : <Loading />
  if (devices.data.devices.length === 0) return <p className="text-soft">{say('devicesNone')}</p>
  return (
    <ul className="grid gap-3">
      {devices.data.devices.map((device) => (
        <li key={device.id} className="grid gap-2 border-b pb-3 last:border-b-0 last:pb-0">
          <Device serviceId={serviceId} device={device} />
        </li>
      ))}
    </ul>
  )
}

function Device({ serviceId, device }: { serviceId: string; device: MyDevice }) {
  const say = useSay()
  const moment = useMoment()
  const [doing, setDoing] = useState<'name' | 'forget'>()
  const forget = useDo(forgetMyDevice)
  const ids = { serviceId, deviceId: device.id }
  return (
    <>
      <span>
        <span className="block font-medium">{device.name}</span>
        <span className="tnum text-sm text-soft">
          {device.mac} · {say(`device_${device.role}`)} ·{' '}
          {say('deviceSince', { at: moment(device.addedAt) })}
        </span>
      </span>
      {doing === 'name' && (
        <Rename {...ids} name={device.name} onDone={() => setDoing(undefined)} />
      )}
      {doing === 'forget' && <p className="text-soft">{say('deviceForgetHint')}</p>}
      {doing !== 'name' && (
        <span className="flex flex-wrap gap-2">
          {doing === undefined && (
            <Button onClick={() => setDoing('name')}>{say('deviceName')}</Button>
          )}
          <Button
            busy={forget.isPending}
            onClick={() => (doing === 'forget' ? forget.mutate(ids) : setDoing('forget'))}
          >
            {say('deviceForget')}
          </Button>
          {doing === 'forget' && (
            <Button look="quiet" onClick={() => setDoing(undefined)}>
              {say('cancel')}
            </Button>
          )}
        </span>
      )}
      <Wrong error={forget.error} />
    </>
  )
}

function Rename({
  serviceId,
  deviceId,
  name,
  onDone,
}: {
  serviceId: string
  deviceId: string
  name: string
  onDone: () => void
}) {
  const say = useSay()
  const [typed, setTyped] = useState(name)
  const rename = useDo(nameMyDevice, onDone)
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate({ serviceId, deviceId, name: typed })
      }}
    >
      <Field
        label={say('deviceCalled')}
        required
        maxLength={80}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Wrong error={rename.error} />
      <span className="flex gap-2">
        <Button type="submit" look="primary" busy={rename.isPending}>
          {say('save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {say('cancel')}
        </Button>
      </span>
    </form>
  )
}
