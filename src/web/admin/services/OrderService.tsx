import { useState } from 'react'
import { call } from '#kernel/client.ts'
import { readPlan } from '#modules/catalog/contract.ts'
import { order } from '#modules/services/contract.ts'
import { formatNumber, type Subscriber } from '#modules/subscribers/contract.ts'
import type { Made } from '#web/admin/catalog/Composer.tsx'
import { noService, type ServiceChoice } from '#web/admin/services/service-choice.ts'
import { useRunningContracts } from '#web/admin/services/ChooseContract.tsx'
import { ServiceFields } from '#web/admin/services/ServiceFields.tsx'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = {
  subscriber: Subscriber
  /** A package that was composed for them; else a plan of the catalog is chosen. */
  made?: Made | undefined
  onClose: () => void
}

export function OrderService({ subscriber, made, onClose }: Props) {
  const t = useText()
  const go = useGo()
  const [choice, setChoice] = useState<ServiceChoice>({
    ...noService,
    siteId: subscriber.siteId ?? '',
  })
  const contracts = useRunningContracts(subscriber.id)
  const places = subscriber.addresses.filter((one) => !one.archived)
  const form = useContractForm(order, {
    defaults: {
      subscriberId: subscriber.id,
      planVersionId: made?.planVersionId ?? '',
      access: choice.access,
      waitsFor: 'installation',
      siteId: subscriber.siteId,
      addressId: places.find((one) => one.kind === 'installation')?.id ?? null,
      contractId: null,
      label: null,
      username: null,
      password: null,
    },
    onDone: (ordered) => {
      toast.good(t('services.ordered', { number: formatNumber(ordered.number) }))
      onClose()
      go(paths.service(ordered.id))
    },
  })

  async function choose(next: ServiceChoice) {
    setChoice(next)
    const { access, siteId } = next
    form.set({
      access,
      waitsFor: next.waitsFor === 'nothing' ? null : next.waitsFor,
      siteId: siteId === '' ? null : siteId,
    })
    if (next.planId === choice.planId || next.planId === '') return
    const { onSaleId } = await call(readPlan, { planId: next.planId })
    form.set({ access, planVersionId: onSaleId ?? '' })
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.orderFor', { name: subscriber.name })}
      shape="side"
    >
      <Form
        form={form}
        submit={t('services.order')}
        permission={order}
        evenUnchanged={made !== undefined}
        onCancel={onClose}
      >
        <ServiceFields
          value={choice}
          made={made}
          onChange={(next) => void choose(next)}
          error={form.issueAt('planVersionId')}
        />
        {places.length > 0 && (
          <SelectField
            label={t('services.address')}
            {...orNone(
              t('services.noAddress'),
              places.map((one) => ({
                value: one.id,
                label: [one.line, one.town, one.county].filter((part) => part).join(', '),
              })),
              form.values.addressId,
              (addressId) => form.set({ addressId }),
            )}
          />
        )}
        {contracts.length > 0 && (
          <SelectField
            label={t('services.contract.label')}
            {...orNone(
              t('services.contract.none'),
              contracts,
              form.values.contractId,
              (contractId) => form.set({ contractId }),
            )}
          />
        )}
        <TextField
          label={t('services.called')}
          placeholder={t('services.labelHint')}
          {...form.textOrNull('label')}
        />
        <TextField label={t('services.username')} {...form.textOrNull('username')} />
      </Form>
    </Dialog>
  )
}
