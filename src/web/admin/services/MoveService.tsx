import { useState } from 'react'
import { askChange, type Service } from '#modules/services/contract.ts'
import { addAddress, formatNumber, readSubscriber } from '#modules/subscribers/contract.ts'
import { WhenChange } from '#web/admin/services/WhenChange.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { AddAddress } from '#web/admin/subscribers/AddAddress.tsx'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

/** The service moves with its plan, name and password to another of the subscriber's addresses. */
export function MoveService({ service, onClose }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const sites = useSiteOptions()
  const [adding, setAdding] = useState(false)
  const { data: subscriber } = useCall(readSubscriber, { subscriberId: service.subscriber.id })
  const places = (subscriber?.addresses ?? []).filter(
    (one) => !one.archived && one.id !== service.address?.id,
  )
  const form = useContractForm(askChange, {
    defaults: {
      serviceId: service.id,
      ...{ effective: 'now', at: null },
      details: { what: 'relocation', addressId: '', siteId: service.siteId },
    },
    refresh: ['services', 'subscribers'],
    onDone: (moved) => {
      const waits = moved.pending.some(({ details }) => details.what === 'relocation')
      toast.good(waits ? t('services.changes.asked') : t('services.move.done'))
      onClose()
    },
  })
  const { details } = form.values
  if (details.what !== 'relocation') return null
  if (adding && subscriber)
    return <AddAddress subscriber={subscriber} onClose={() => setAdding(false)} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.move.title', { number: formatNumber(service.number) })}
      hint={t('services.move.body')}
    >
      <Form form={form} submit={t('services.move.do')} permission={askChange} onCancel={onClose}>
        {places.length === 0 ? (
          <p className="text-soft">{t('services.move.noOther')}</p>
        ) : (
          <RadioCards
            label={t('services.move.to')}
            error={form.issuesIn('details')('addressId')}
            options={places.map((one) => ({
              value: one.id,
              label: [one.line, one.town, one.county].filter((part) => part).join(', '),
              ...(one.landmark && { hint: one.landmark }),
            }))}
            value={details.addressId}
            onChange={(addressId) => form.set({ details: { ...details, addressId } })}
          />
        )}
        <Button
          className="justify-self-start"
          size="sm"
          onClick={() => setAdding(true)}
          disabledBecause={mayNot(addAddress, subscriber?.siteId ?? undefined)}
        >
          {t('subscribers.addresses.add')}
        </Button>
        <SelectField
          label={t('services.site')}
          hint={t('services.move.siteHint')}
          {...orNone(t('subscribers.anySite'), sites, details.siteId, (siteId) =>
            form.set({ details: { ...details, siteId } }),
          )}
        />
        <WhenChange
          service={service}
          value={form.values.effective}
          error={form.issueAt('at')}
          onChange={(when) => form.set(when)}
        />
      </Form>
    </Dialog>
  )
}
