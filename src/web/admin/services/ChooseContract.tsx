import { putUnderContract, type Service } from '#modules/services/contract.ts'
import { listContracts } from '#modules/subscribers/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { orNone } from '#web/admin/subscribers/choose-none.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'

type Props = { service: Service; onClose: () => void }

/** Which of the subscriber's running contracts a service stands under. */
export function ChooseContract({ service, onClose }: Props) {
  const t = useText()
  const running = useRunningContracts(service.subscriber.id)
  const form = useContractForm(putUnderContract, {
    defaults: {
      ...{ serviceId: service.id, version: service.version, contractId: service.contractId },
    },
    refresh: ['services', 'subscribers', 'billing'],
    onDone: () => {
      toast.good(t('services.contract.done'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('services.contract.title')}
      hint={t('services.contract.hint')}
    >
      <Form form={form} submit={t('common.save')} permission={putUnderContract} onCancel={onClose}>
        <StaleBanner form={form} />
        <SelectField
          label={t('services.contract.label')}
          {...(running.length === 0 && { hint: t('services.contract.noneRuns') })}
          {...orNone(t('services.contract.none'), running, form.values.contractId, (contractId) =>
            form.set({ contractId }),
          )}
        />
      </Form>
    </Dialog>
  )
}

export function useRunningContracts(subscriberId: string) {
  const { data } = useCall(listContracts, { subscriberId })
  return (data?.contracts ?? [])
    .filter(({ state }) => state === 'active')
    .map((one) => ({ value: one.id, label: `${one.name} · ${one.number}` }))
}
