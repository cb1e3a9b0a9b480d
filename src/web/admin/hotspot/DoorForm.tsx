import { Package } from 'lucide-react'
import { useState } from 'react'
import { arrangeDoor, type Door } from '#modules/hotspot/contract.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { whole } from '#web/admin/vouchers/whole.ts'
import { useText } from '#web/i18n/index.ts'
import { Card } from '#web/ui/Card.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { toast } from '#web/ui/toast.ts'
import { Money } from '#web/ui/values.tsx'

type Arranging = ReturnType<typeof useArranging>
type Part = { door: Door; form: Arranging['form'] }

function useArranging(door: Door) {
  const t = useText()
  const [secret, setSecret] = useState('')
  const { siteId, isOpen, planIds, loginHosts, trial, sponsor, welcome, terms, version } = door
  const form = useContractForm(arrangeDoor, {
    defaults: { siteId, isOpen, planIds, loginHosts, trial, sponsor, welcome, terms, version },
    fixed: { siteId, version },
    prepare: (values) => (secret === '' ? values : { ...values, uamSecret: secret }),
    onDone: () => {
      setSecret('')
      toast.good(t('hotspot.saved'))
    },
  })
  return { form, secret, setSecret }
}

/** What a hotspot sells and gives away, and how its page greets. */
export function DoorForm({ door }: { door: Door }) {
  const t = useText()
  const { form, secret, setSecret } = useArranging(door)
  const hosts = form.field('loginHosts')
  const open = form.field('isOpen')
  return (
    <Card title={t('hotspot.arrange')}>
      <Form
        form={form}
        submit={t('hotspot.save')}
        permission={arrangeDoor}
        evenUnchanged={secret !== ''}
      >
        <StaleBanner form={form} />
        <CheckField label={t('hotspot.isOpen')} checked={open.value} onChange={open.onChange} />
        <Packages door={door} form={form} />
        <TextField
          label={t('hotspot.welcome')}
          hint={t('hotspot.welcomeHint')}
          optional
          {...form.field('welcome')}
        />
        <GivenAway door={door} form={form} />
        <TextArea
          label={t('hotspot.termsEn')}
          hint={t('hotspot.termsHint')}
          optional
          {...form.field('terms.en')}
        />
        <TextArea label={t('hotspot.termsSw')} optional {...form.field('terms.sw')} />
        <TextArea
          label={t('hotspot.loginHosts')}
          hint={t('hotspot.loginHostsHint')}
          optional
          name={hosts.name}
          error={hosts.error}
          value={hosts.value.join('\n')}
          onChange={(text) => hosts.onChange(text === '' ? [] : text.split('\n'))}
        />
        <TextField
          label={t('hotspot.uamSecret')}
          hint={t('hotspot.uamSecretHint')}
          optional
          value={secret}
          onChange={setSecret}
          autoComplete="off"
        />
      </Form>
    </Card>
  )
}

/** Which of what can be sold here is offered. */
function Packages({ door, form }: Part) {
  const t = useText()
  const chosen = form.field('planIds')
  if (door.offers.length === 0)
    return (
      <EmptyState icon={Package} title={t('hotspot.noPackages')}>
        {t('hotspot.noPackagesHint')}
      </EmptyState>
    )
  const choose = (planId: string, isIn: boolean) =>
    chosen.onChange(
      isIn ? [...chosen.value, planId] : chosen.value.filter((other) => other !== planId),
    )
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{t('hotspot.packages')}</legend>
      <p className="text-sm text-soft">{t('hotspot.packagesHint')}</p>
      {door.offers.map(({ planId, name, price }) => (
        <CheckField
          key={planId}
          label={
            <>
              {name} · <Money of={price} />
            </>
          }
          checked={chosen.value.includes(planId)}
          onChange={(isIn) => choose(planId, isIn)}
        />
      ))}
    </fieldset>
  )
}

/** Minutes to try, and those that somebody else pays for. */
function GivenAway({ door, form }: Part) {
  const t = useText()
  const plans = [
    { value: '', label: '–' },
    ...door.offers.map(({ planId, name }) => ({ value: planId, label: name })),
  ]
  const planField = (path: 'trial.planId' | 'sponsor.planId') => {
    const { value, onChange, ...bound } = form.field(path)
    return {
      ...bound,
      value: value ?? '',
      onChange: (next: string) => onChange(next === '' ? null : next),
    }
  }
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-3">
        <NumberField
          label={t('hotspot.trial')}
          hint={t('hotspot.trialHint')}
          {...whole(form.field('trial.minutes'))}
        />
        <NumberField label={t('hotspot.everyDays')} {...whole(form.field('trial.everyDays'))} />
        <SelectField label={t('hotspot.freePlan')} options={plans} {...planField('trial.planId')} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField
          label={t('hotspot.sponsor')}
          hint={t('hotspot.sponsorHint')}
          {...whole(form.field('sponsor.minutes'))}
        />
        <SelectField
          label={t('hotspot.freePlan')}
          options={plans}
          {...planField('sponsor.planId')}
        />
        <TextField label={t('hotspot.sponsorName')} optional {...form.field('sponsor.name')} />
        <TextField label={t('hotspot.sponsorWords')} optional {...form.field('sponsor.words')} />
        <NumberField label={t('hotspot.perDevice')} {...whole(form.field('sponsor.perDevice'))} />
        <NumberField label={t('hotspot.perDay')} {...whole(form.field('sponsor.perDay'))} />
      </div>
    </>
  )
}
