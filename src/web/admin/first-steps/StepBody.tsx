import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import {
  openSite,
  readBrand,
  readCalendar,
  readOrganization,
  type SetupStep,
} from '#modules/organization/contract.ts'
import { BrandCards } from '#web/admin/organization/BrandCards.tsx'
import { HoursForm } from '#web/admin/organization/HoursForm.tsx'
import { IdentityForm } from '#web/admin/organization/IdentityForm.tsx'
import { RegionForm } from '#web/admin/organization/RegionForm.tsx'
import { SiteFields } from '#web/admin/sites/SiteFields.tsx'
import { emptySite, withoutEmptyContact } from '#web/admin/sites/site-values.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { ButtonLink } from '#web/ui/Link.tsx'
import { Loaded } from '#web/ui/Problem.tsx'

type Props = { onDone: () => void }

/** Each step is the very form of its page: there is no second way to say the same thing. */
export function StepBody({ step, onDone }: Props & { step: SetupStep }) {
  switch (step) {
    case 'identity':
      return <Identity onDone={onDone} />
    case 'region':
      return <Region onDone={onDone} />
    case 'brand':
      return <Brand onDone={onDone} />
    case 'hours':
      return <Hours onDone={onDone} />
    case 'first-site':
      return <FirstSite onDone={onDone} />
    case 'colleagues':
      return <Colleagues />
  }
}

function Identity({ onDone }: Props) {
  const stored = useCall(readOrganization, {})
  return <Loaded of={stored}>{(of) => <IdentityForm stored={of} onSaved={onDone} />}</Loaded>
}

function Region({ onDone }: Props) {
  const stored = useCall(readOrganization, {})
  // The step before changed the same record: whoever began on its old version could not save.
  const [isFresh, setFresh] = useState(!stored.isFetching)
  if (!isFresh && !stored.isFetching) setFresh(true)
  if (!isFresh) return null
  return <Loaded of={stored}>{(of) => <RegionForm stored={of} onSaved={onDone} />}</Loaded>
}

function Brand({ onDone }: Props) {
  const stored = useCall(readBrand, {})
  return <Loaded of={stored}>{(of) => <BrandCards brand={of} onSaved={onDone} />}</Loaded>
}

function Hours({ onDone }: Props) {
  const stored = useCall(readCalendar, {})
  return (
    <Card>
      <Loaded of={stored}>{(of) => <HoursForm calendar={of} onSaved={onDone} />}</Loaded>
    </Card>
  )
}

function FirstSite({ onDone }: Props) {
  const t = useText()
  const form = useContractForm(openSite, {
    defaults: emptySite,
    prepare: withoutEmptyContact,
    onDone,
  })
  return (
    <Card>
      <Form
        form={form}
        submit={t('organization.sites.open')}
        permission="organization.change-sites"
      >
        <SiteFields field={form.field} textOrNull={form.textOrNull} />
      </Form>
    </Card>
  )
}

function Colleagues() {
  const t = useText()
  return (
    <EmptyState
      icon={UserPlus}
      title={t('organization.steps.colleagues')}
      action={
        <ButtonLink to={`${paths.staff()}?open=invite`} look="primary">
          {t('organization.steps.go')}
        </ButtonLink>
      }
    >
      {t('organization.steps.colleaguesHint')}
    </EmptyState>
  )
}
