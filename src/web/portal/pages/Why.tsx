import type { MyConnection } from '#modules/access/contract.ts'
import { goTo } from '#web/portal/address.ts'
import { useMoment } from '#web/portal/moment.ts'
import { useSay } from '#web/portal/texts.ts'
import { en, type PortalText } from '#web/portal/texts/en.ts'
import { Button } from '#web/portal/ui.tsx'

const PAYABLE = new Set([
  ...['in-grace', 'overdue-throttled', 'awaiting-payment', 'not-paid', 'paid-period-over'],
  ...['hold-nonpayment', 'hold-wallet', 'overdue-walled', 'quota-used-up', 'overdue-cut'],
])
const FINE = new Set(['paid', 'pays-later', 'pays-as-used', 'free'])

function isText(key: string): key is PortalText {
  return key in en
}

/** Why it is off or slow, most telling first: money, then the network, then the device at home. */
export function Why({ connection }: { connection: MyConnection }) {
  const say = useSay()
  const moment = useMoment()
  const { because, online, network, refused, steps } = connection
  const key = `because_${because}`
  const isFine = FINE.has(because)
  const lines = [
    ...(isFine ? [] : [say(isText(key) ? key : 'because_other')]),
    ...(network === 'silent' ? [say('networkDown')] : []),
    ...(isFine && !online && refused ? [say('refusedHint', { at: moment(refused.at) })] : []),
    ...(isFine && !online && !refused && network !== 'silent' ? [say('notDialling')] : []),
    ...(steps.length > 1 && online ? [say('slowStep')] : []),
  ]
  return (
    <div role="status" className="grid gap-2 rounded-lg bg-sunken p-3">
      {lines.length === 0 && <p>{say('whyFine')}</p>}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {PAYABLE.has(because) && (
        <Button look="primary" onClick={() => goTo('pay')}>
          {say('pay')}
        </Button>
      )}
    </div>
  )
}
