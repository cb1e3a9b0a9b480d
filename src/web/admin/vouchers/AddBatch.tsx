import { useState } from 'react'
import { randomId } from '#kernel/id.ts'
import { call } from '#kernel/client.ts'
import { kes, moneyToWire } from '#kernel/money.ts'
import { listPlans, readPlan } from '#modules/catalog/contract.ts'
import { addBatch, CODE_KINDS } from '#modules/vouchers/contract.ts'
import { useCall } from '#web/api.ts'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { whole } from '#web/admin/vouchers/whole.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Combobox, MultiSelect } from '#web/ui/form/Combobox.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { MoneyField, NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { useToday } from '#web/ui/zone.ts'

const PLANS_MAX = 200

/** Orders codes for a plan; what they cost is what the plan costs, unless somebody types another price. */
export function AddBatch({ onClose }: { onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const sites = useSiteOptions()
  const [id] = useState(randomId)
  const [planId, setPlanId] = useState('')
  const plans = useCall(listPlans, { limit: PLANS_MAX, payment: ['prepaid'] })
  const form = useContractForm(addBatch, {
    defaults: {
      ...{ id, name: '', planVersionId: '', siteIds: [], face: moneyToWire(kes(0n)) },
      ...{ codes: 'letters', devices: null, printableDays: 14, vouchers: 240 },
      lastDay: today.add({ months: 6 }).toString(),
    },
    fixed: { id },
    onDone: () => {
      toast.good(t('vouchers.ordered'))
      onClose()
    },
  })
  async function choose(next: string) {
    setPlanId(next)
    const { onSaleId } = await call(readPlan, { planId: next })
    const listed = plans.data?.items.find((plan) => plan.id === next)
    form.set({
      planVersionId: onSaleId ?? '',
      ...(listed && { face: moneyToWire(kes(BigInt(listed.listed))) }),
    })
  }
  const face = form.field('face')
  return (
    <Dialog open onClose={onClose} title={t('vouchers.add')} shape="side">
      <Form form={form} submit={t('vouchers.add')} permission={addBatch} onCancel={onClose}>
        <TextField label={t('vouchers.name')} autoFocus {...form.field('name')} />
        <Combobox
          label={t('vouchers.plan')}
          options={(plans.data?.items ?? []).map(({ id: value, name }) => ({ value, label: name }))}
          value={planId}
          error={form.issueAt('planVersionId')}
          onChange={(next) => void choose(next)}
        />
        <MoneyField
          label={t('vouchers.face')}
          hint={t('vouchers.faceHint')}
          {...face}
          onChange={(typed) => face.onChange(typed ?? moneyToWire(kes(0n)))}
        />
        <MultiSelect
          label={t('vouchers.sites')}
          hint={t('vouchers.sitesHint')}
          optional
          options={sites}
          value={form.values.siteIds}
          error={form.issueAt('siteIds')}
          onChange={(siteIds) => form.set({ siteIds })}
        />
        <NumberField label={t('vouchers.count')} {...whole(form.field('vouchers'))} />
        <SelectField
          label={t('vouchers.codes')}
          options={CODE_KINDS.map((value) => ({ value, label: t(`vouchers.codeKinds.${value}`) }))}
          {...form.field('codes')}
        />
        <NumberField
          label={t('vouchers.devices')}
          hint={t('vouchers.devicesHint')}
          optional
          {...form.field('devices')}
        />
        <DateField label={t('vouchers.lastDay')} {...form.field('lastDay')} />
        <NumberField
          label={t('vouchers.printableDays')}
          hint={t('vouchers.printableHint')}
          {...whole(form.field('printableDays'))}
        />
      </Form>
    </Dialog>
  )
}
