import { Lock, Pin, Undo2 } from 'lucide-react'
import { useState } from 'react'
import {
  fixAddress,
  freeAddress,
  listAddresses,
  reserveAddress,
  type AddressRow,
} from '#modules/network/contract.ts'
import { FixAddress, ReserveAddress } from '#web/admin/network/HoldAddress.tsx'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge, type Tone } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'
import { Sideways } from '#web/ui/Sideways.tsx'

const TONES: Record<AddressRow['state'], Tone> = {
  leased: 'accent',
  fixed: 'info',
  reserved: 'warn',
  free: 'neutral',
}

type Props = { poolId: string; from: string; onFrom: (from: string) => void }

/** Addresses of a pool that are held, from one of them on. */
export function AddressesCard({ poolId, from, onFrom }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const [open, setOpen] = useState<'reserve' | 'fix'>()
  const [freeing, setFreeing] = useState<string>()
  const addresses = useCall(listAddresses, { poolId, ...(from !== '' && { from }) })
  const free = useMutate(freeAddress)
  return (
    <Card
      title={t('network.pool.addresses')}
      actions={
        <>
          <Button
            icon={<Lock />}
            onClick={() => setOpen('reserve')}
            disabledBecause={mayNot(reserveAddress)}
          >
            {t('network.pool.reserve')}
          </Button>
          <Button
            icon={<Pin />}
            onClick={() => setOpen('fix')}
            disabledBecause={mayNot(fixAddress)}
          >
            {t('network.pool.fix')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        <TextField
          className="max-w-72"
          label={t('network.pool.from')}
          value={from}
          onChange={onFrom}
          spellCheck={false}
        />
        <Loaded of={addresses} skeleton={<Skeleton className="h-32 w-full" />}>
          {({ items, next }) =>
            items.length === 0 ? (
              <p className="text-soft">{t('network.pool.nobody')}</p>
            ) : (
              <>
                <Rows rows={items} onFree={setFreeing} />
                {next !== null && (
                  <div>
                    <Button onClick={() => onFrom(next)}>{t('network.pool.more')}</Button>
                  </div>
                )}
              </>
            )
          }
        </Loaded>
      </div>
      {open === 'reserve' && <ReserveAddress poolId={poolId} onClose={() => setOpen(undefined)} />}
      {open === 'fix' && <FixAddress poolId={poolId} onClose={() => setOpen(undefined)} />}
      <Confirm
        open={freeing !== undefined}
        onClose={() => setFreeing(undefined)}
        title={t('network.pool.freeTitle', { part: freeing ?? '' })}
        action={t('network.pool.free')}
        run={async () => {
          await free.mutateAsync({ poolId, part: freeing ?? '' })
          toast.good(t('network.pool.freed', { part: freeing ?? '' }))
        }}
      >
        {t('network.pool.freeBody')}
      </Confirm>
    </Card>
  )
}

function Rows({ rows, onFree }: { rows: readonly AddressRow[]; onFree: (part: string) => void }) {
  const t = useText()
  const refused = useMayNot()(freeAddress)
  return (
    <Sideways label={t('network.pool.addresses')}>
      <table className="w-full text-left">
        <thead className="text-sm text-soft">
          <tr>
            {(
              ['part', 'state', 'holder', 'key', 'routerOf', 'since', 'until', 'note'] as const
            ).map((name) => (
              <th key={name} scope="col" className="py-2 pr-4 font-medium whitespace-nowrap">
                {t(`network.pool.${name}`)}
              </th>
            ))}
            <th>
              <span className="sr-only">{t('common.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.part} className="border-t">
              <td className="py-1.5 pr-4 font-mono text-sm whitespace-nowrap">{row.part}</td>
              <td className="pr-4">
                <Badge tone={TONES[row.state]}>{t(`network.pools.${row.state}`)}</Badge>
              </td>
              <td className="pr-4 font-mono text-sm">{row.serviceId?.slice(-12) ?? '–'}</td>
              <td className="pr-4 font-mono text-sm">{row.key || '–'}</td>
              <td className="pr-4">{row.nasName ?? '–'}</td>
              <td className="pr-4 whitespace-nowrap">
                {row.since ? <DateTime at={row.since} /> : '–'}
              </td>
              <td className="pr-4 whitespace-nowrap">
                {row.until ? <DateTime at={row.until} /> : '–'}
              </td>
              <td className="pr-4">{row.note || '–'}</td>
              <td className="text-right">
                <IconButton
                  size="sm"
                  label={t('network.pool.free')}
                  disabledBecause={refused}
                  onClick={() => onFree(row.part)}
                >
                  <Undo2 />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  )
}
