import {
  listTransfers,
  settleLine,
  undoArrival,
  type BankLine,
  type Transfer,
} from '#modules/banking/contract.ts'
import { REFRESH } from '#web/admin/banking/WentOut.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { DateTime, Money } from '#web/ui/values.tsx'

/** A line that may be money of ours: the transfers that it may be, or that it is a payment after all. Or one that is, to be taken back. */
export function OwnMoney({ line, onClose }: { line: BankLine; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog open onClose={onClose} title={t('banking.own.title')} hint={line.words} shape="side">
      {line.arrival ? <Arrived line={line} onClose={onClose} /> : <Which {...{ line, onClose }} />}
    </Dialog>
  )
}

function Which({ line, onClose }: { line: BankLine; onClose: () => void }) {
  const t = useText()
  const mayNot = useMayNot()(settleLine)
  const open = useCall(listTransfers, { state: ['on-its-way', 'late'], limit: 200 })
  const settle = useMutate(settleLine, { refresh: REFRESH })
  const say = (transferId: string | null) =>
    settle.mutate(
      { lineId: line.id, transferId },
      { onSuccess: onClose, onError: (error) => toastProblem(error, t) },
    )
  return (
    <div className="grid gap-5">
      <p>
        <Money of={line.amount} signed />
      </p>
      <Loaded of={open}>
        {({ items }) => {
          const same = items.filter(({ amount }) => amount.cents === line.amount.cents)
          if (same.length === 0) return <Banner tone="info" title={t('banking.own.none')} />
          return (
            <ul className="grid gap-2" aria-label={t('banking.own.which')}>
              {same.map((one) => (
                <li key={one.id}>
                  <Button
                    className="w-full justify-start"
                    busy={settle.isPending}
                    disabledBecause={mayNot}
                    onClick={() => say(one.id)}
                  >
                    <Left of={one} />
                  </Button>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      {line.payment === null && (
        <Button look="quiet" disabledBecause={mayNot} onClick={() => say(null)}>
          {t('banking.own.payment')}
        </Button>
      )}
    </div>
  )
}

function Left({ of: { at, memo, from } }: { of: Transfer }) {
  const t = useText()
  return (
    <span className="flex flex-wrap items-center gap-2">
      {t(`banking.own.from.${from}`)} <DateTime at={at} />
      {memo !== null && <span className="text-soft">{memo}</span>}
    </span>
  )
}

function Arrived({ line, onClose }: { line: BankLine; onClose: () => void }) {
  const t = useText()
  const mayNot = useMayNot()(undoArrival)
  const undo = useMutate(undoArrival, { refresh: REFRESH })
  return (
    <div className="grid gap-5">
      <p className="flex flex-wrap items-center gap-2">
        <Money of={line.amount} signed /> {line.arrival?.memo}
        {line.arrival && <Badge tone="neutral">{t(`banking.own.by.${line.arrival.by}`)}</Badge>}
      </p>
      <Button
        busy={undo.isPending}
        disabledBecause={mayNot}
        onClick={() =>
          undo.mutate(
            { lineId: line.id },
            { onSuccess: onClose, onError: (error) => toastProblem(error, t) },
          )
        }
      >
        {t('banking.own.undo')}
      </Button>
    </div>
  )
}
