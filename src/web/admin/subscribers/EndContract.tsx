import { readContractLeaving } from '#modules/billing/contract.ts'
import { endContract, type Contract } from '#modules/subscribers/contract.ts'
import { LeavingNote } from '#web/admin/services/LeavingNote.tsx'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

type Props = { contract: Contract; siteId: string | null; onClose: () => void }

/** The last day of a contract, and what it costs to go before the term is over. */
export function EndContract({ contract, siteId, onClose }: Props) {
  const t = useText()
  const can = useCan()
  const { id: contractId, subscriberId, version } = contract
  const form = useContractForm(endContract, {
    defaults: { subscriberId, contractId, version, on: useToday().toString() },
    refresh: ['subscribers', 'services', 'billing'],
    onDone: () => {
      toast.good(t('subscribers.contracts.endedNow'))
      onClose()
    },
  })
  const { on } = form.values
  const { data } = useCall(
    readContractLeaving,
    { subscriberId, contractId, on },
    {
      enabled:
        contract.state === 'active' &&
        /^\d{4}-\d\d-\d\d$/.test(on) &&
        can(readContractLeaving, siteId ?? undefined),
    },
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('subscribers.contracts.endTitle', { name: contract.name })}
      hint={t('subscribers.contracts.endBody')}
    >
      <Form
        form={form}
        submit={t('subscribers.contracts.end')}
        permission={endContract}
        danger
        evenUnchanged
        onCancel={onClose}
      >
        <DateField label={t('subscribers.contracts.lastDay')} {...form.field('on')} />
        {data?.leaving && <LeavingNote leaving={data.leaving} />}
      </Form>
    </Dialog>
  )
}
