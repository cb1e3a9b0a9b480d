import { useState } from 'react'
import {
  COMPONENT_KINDS,
  listPlans,
  listSegments,
  type RuleInput,
} from '#modules/catalog/contract.ts'
import { useServiceTypes } from '#web/admin/catalog/choices.ts'
import { said } from '#web/admin/catalog/words.ts'
import { foundNow, useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'

type Scope = RuleInput['scope']
type Props = {
  scope: Scope
  issueAt: (path: string) => string | undefined
  onChange: (scope: Scope) => void
}

/** Which plans, kinds of service and prices a rule or coupon reaches; nothing chosen means all. */
export function ScopeFields({ scope, issueAt, onChange }: Props) {
  const t = useText()
  const types = useServiceTypes()
  const [q, setQ] = useState('')
  const found = useCall(listPlans, { limit: 200, ...(q && { q }) })
  const plans = (foundNow(found)?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <fieldset className="grid gap-4 border-t pt-4">
      <legend className="sr-only">{t('catalog.scope.title')}</legend>
      <MultiSelect
        label={t('catalog.scope.plans')}
        hint={t('catalog.scope.all')}
        optional
        options={plans}
        onSearch={setQ}
        searching={found.isFetching}
        value={scope.planIds ?? []}
        error={issueAt('scope.planIds')}
        onChange={(ids) => onChange({ ...scope, planIds: ids.length > 0 ? ids : null })}
      />
      <MultiSelect
        label={t('catalog.scope.serviceTypes')}
        hint={t('catalog.scope.all')}
        optional
        options={types}
        value={scope.serviceTypeIds ?? []}
        error={issueAt('scope.serviceTypeIds')}
        onChange={(ids) => onChange({ ...scope, serviceTypeIds: ids.length > 0 ? ids : null })}
      />
      <MultiSelect
        label={t('catalog.scope.kinds')}
        options={COMPONENT_KINDS.map((value) => ({ value, label: t(`catalog.kind.${value}`) }))}
        value={scope.kinds}
        error={issueAt('scope.kinds')}
        onChange={(chosen) =>
          onChange({ ...scope, kinds: COMPONENT_KINDS.filter((kind) => chosen.includes(kind)) })
        }
      />
    </fieldset>
  )
}

/** The group of subscribers that something is for. */
export function SegmentField({
  value,
  error,
  onChange,
}: {
  value: string | null
  error: string | undefined
  onChange: (segmentId: string | null) => void
}) {
  const t = useText()
  const language = useLanguage()
  const { data } = useCall(listSegments, {})
  return (
    <SelectField
      label={t('catalog.segment.one')}
      options={[
        { value: 'all', label: t('catalog.segment.everybody') },
        ...(data?.segments ?? []).map(({ id, name }) => ({
          ...{ value: id, label: said(name, language) },
        })),
      ]}
      value={value ?? 'all'}
      error={error}
      onChange={(id) => onChange(id === 'all' ? null : id)}
    />
  )
}
