import { useEffect, useState } from 'react'
import { call } from '#kernel/client.ts'
import { addPushAddress, readPushKey, removePushAddress } from '#modules/messaging/contract.ts'
import { useSay } from '#web/portal/texts.ts'
import { Switch, Wrong } from '#web/portal/ui.tsx'

const isPossible = 'serviceWorker' in navigator && 'PushManager' in window

/** Whether this browser is told things while the portal is closed. */
export function PushSwitch() {
  const say = useSay()
  const [state, setState] = useState<'looking' | 'on' | 'off' | 'never'>('looking')
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    if (!isPossible || Notification.permission === 'denied') return setState('never')
    navigator.serviceWorker.ready
      .then((worker) => worker.pushManager.getSubscription())
      .then((known) => setState(known ? 'on' : 'off'))
      .catch(() => setState('never'))
  }, [])
  if (state === 'looking') return null
  if (state === 'never') return <p className="text-sm text-soft">{say('pushNo')}</p>
  const change = async (to: boolean) => {
    setError(undefined)
    try {
      setState((await (to ? switchOn() : switchOff())) ? 'on' : 'off')
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <div>
      <Switch label={say('pushOn')} isOn={state === 'on'} onChange={(to) => void change(to)} />
      <Wrong error={error} />
    </div>
  )
}

async function switchOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const { publicKey } = await call(readPushKey, {})
  const worker = await navigator.serviceWorker.ready
  const made = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint, keys } = made.toJSON()
  if (endpoint === undefined || !keys?.['p256dh'] || !keys['auth']) return false
  await call(addPushAddress, {
    endpoint,
    keys: { p256dh: keys['p256dh'], auth: keys['auth'] },
    device: navigator.userAgent.slice(0, 100),
  })
  return true
}

async function switchOff(): Promise<boolean> {
  const worker = await navigator.serviceWorker.ready
  const known = await worker.pushManager.getSubscription()
  if (!known) return false
  await call(removePushAddress, { endpoint: known.endpoint })
  await known.unsubscribe()
  return false
}
