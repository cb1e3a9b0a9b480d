import { useState } from 'react'
import { listPackages, type OfferedPackage } from '#modules/catalog/contract.ts'
import type { Subscriber } from '#modules/subscribers/contract.ts'
import { Composer, type Made } from '#web/admin/catalog/Composer.tsx'
import { said } from '#web/admin/catalog/words.ts'
import { OrderService } from '#web/admin/services/OrderService.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

type Props = {
  subscriber: Subscriber
  offers: readonly OfferedPackage[]
  onClose: () => void
}

/** First what it holds and costs, then where and how it gets in. */
export function SellPackage({ subscriber, offers, onClose }: Props) {
  const t = useText()
  const language = useLanguage()
  const [packageId, setPackageId] = useState(offers[0]?.id ?? '')
  const [made, setMade] = useState<Made>()
  const chosen = offers.find(({ id }) => id === packageId)
  if (made) return <OrderService subscriber={subscriber} made={made} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t('services.compose.title', { name: subscriber.name })}
      hint={t('services.compose.hint')}
    >
      <div className="grid gap-5">
        {offers.length > 1 && (
          <SelectField
            label={t('services.compose.which')}
            options={offers.map(({ id, content }) => ({
              value: id,
              label: said(content.name, language),
            }))}
            value={packageId}
            onChange={setPackageId}
          />
        )}
        {chosen && (
          <Composer
            key={chosen.id}
            of={chosen}
            action={t('services.compose.use')}
            onMade={setMade}
          />
        )}
      </div>
    </Dialog>
  )
}

/** Packages that staff can compose now. */
export function useOpenPackages(): readonly OfferedPackage[] {
  const can = useCan()
  const { data } = useCall(listPackages, {}, { enabled: can(listPackages) })
  return (data?.packages ?? []).filter(({ state }) => state === 'open')
}
