import { changePlan, PLAN_AUDIENCES, type Plan } from '#modules/catalog/contract.ts'
import { useServiceTypes } from '#web/admin/catalog/choices.ts'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useText } from '#web/i18n/index.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'

/** How a plan is called, who may buy it and where; what it promises changes by its next version. */
export function ChangePlanAbout({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const t = useText()
  const types = useServiceTypes()
  const sites = useSiteOptions()
  const { id: planId, version, name, description, serviceTypeId, audience, siteIds } = plan
  const form = useContractForm(changePlan, {
    defaults: { planId, version, name, description, serviceTypeId, audience, siteIds },
    onDone: onClose,
  })
  const { field, values, set } = form
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('catalog.plan.about')}
      hint={t('catalog.plan.aboutHint')}
      shape="side"
    >
      <Form form={form} submit={t('common.save')} permission={changePlan} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField label={t('catalog.name')} {...field('name')} />
        <SelectField
          label={t('catalog.plan.serviceType')}
          options={types}
          {...field('serviceTypeId')}
        />
        <SelectField
          label={t('catalog.plan.audience')}
          options={PLAN_AUDIENCES.map((value) => ({
            ...{ value, label: t(`catalog.audience.${value}`) },
          }))}
          {...field('audience')}
        />
        <MultiSelect
          label={t('catalog.plan.soldAt')}
          hint={t('catalog.plan.soldAtHint')}
          optional
          options={sites}
          value={values.siteIds ?? []}
          error={form.issueAt('siteIds')}
          onChange={(ids) => set({ siteIds: ids.length > 0 ? ids : null })}
        />
        <TextArea label={t('catalog.plan.description')} optional {...field('description.en')} />
        <TextArea label={t('catalog.plan.descriptionSw')} optional {...field('description.sw')} />
      </Form>
    </Dialog>
  )
}
