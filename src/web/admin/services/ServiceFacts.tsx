import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { changeDetails, putUnderContract, type Service } from '#modules/services/contract.ts'
import { listContracts } from '#modules/subscribers/contract.ts'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { StaleBanner } from '#web/admin/organization/StaleBanner.tsx'
import { ChooseContract } from '#web/admin/services/ChooseContract.tsx'
import { useSiteOptions } from '#web/admin/staff/use-site-options.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useCan, useMayNot } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { SwitchField } from '#web/ui/form/Check.tsx'
import { MultiSelect } from '#web/ui/form/Combobox.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Link } from '#web/ui/Link.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

type Props = { service: Service }

export function ServiceFacts({ service }: Props) {
  const t = useText()
  const mayNot = useMayNot()
  const sites = useSiteOptions()
  const [editing, setEditing] = useState(false)
  const { address } = service
  return (
    <Card
      title={t('services.details')}
      actions={
        service.status !== 'ended' && (
          <Button
            size="sm"
            look="quiet"
            icon={<Pencil />}
            onClick={() => setEditing(true)}
            disabledBecause={mayNot(changeDetails, service.siteId ?? undefined)}
          >
            {t('services.editDetails')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          {
            label: t('services.subscriber'),
            value: (
              <Link to={paths.subscriber(service.subscriber.id)}>{service.subscriber.name}</Link>
            ),
          },
          {
            label: t('services.plan'),
            value: `${service.plan.name} · ${t('services.planVersion', { number: service.plan.number })}`,
          },
          { label: t('services.access'), value: t(`services.accesses.${service.access}`) },
          { label: t('services.pay'), value: t(`services.pays.${service.pay}`) },
          ...(service.pay === 'prepaid'
            ? [
                {
                  label: t('services.paidUntil'),
                  value: service.paidUntil ? (
                    <DateTime at={service.paidUntil} />
                  ) : (
                    t('services.never')
                  ),
                },
              ]
            : []),
          {
            label: t('services.site'),
            value: sites.find((site) => site.value === service.siteId)?.label ?? '–',
          },
          {
            label: t('services.address'),
            value: address
              ? [address.line, address.town, address.county].filter((part) => part).join(', ')
              : t('services.noAddress'),
          },
          { label: t('services.contract.label'), value: <ContractOfService service={service} /> },
          {
            label: t('services.autoRenew'),
            value: service.autoRenew ? t('services.yes') : t('services.no'),
          },
          {
            label: t('services.sessionsMax'),
            value: service.sessionsMax ?? t('services.asPlan'),
          },
          {
            label: t('services.routers'),
            value: service.routers.map(({ name }) => name).join(', ') || t('services.anyRouter'),
          },
          { label: t('services.requestedAt'), value: <DateTime at={service.requestedAt} /> },
          ...(service.endedAt && service.endedBecause
            ? [
                {
                  label: t('services.endedAt'),
                  value: (
                    <span>
                      <DateTime at={service.endedAt} /> ·{' '}
                      {t(`services.end.reasons.${service.endedBecause}`)}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {editing && <EditDetails service={service} onClose={() => setEditing(false)} />}
    </Card>
  )
}

function EditDetails({ service, onClose }: Props & { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(changeDetails, {
    defaults: {
      serviceId: service.id,
      version: service.version,
      label: service.label,
      autoRenew: service.autoRenew,
      renewPriority: service.renewPriority,
      sessionsMax: service.sessionsMax,
      isBound: service.isBound,
      nasIds: service.routers.map((router) => router.id),
    },
    onDone: () => {
      toast.good(t('services.detailsChanged'))
      onClose()
    },
  })
  const priority = form.field('renewPriority')
  const atHand = useRouterOptions()
  // What it is limited to already is shown by its name, also where it is archived or at a site that I do not see.
  const others = service.routers.filter(({ id }) => !atHand.some(({ value }) => value === id))
  const routers = [...atHand, ...others.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Dialog open onClose={onClose} title={t('services.editDetails')} shape="side">
      <Form form={form} submit={t('common.save')} permission={changeDetails} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField
          label={t('services.called')}
          placeholder={t('services.labelHint')}
          {...form.textOrNull('label')}
        />
        <SwitchField
          label={t('services.autoRenew')}
          hint={t('services.autoRenewHint')}
          checked={form.values.autoRenew}
          onChange={(autoRenew) => form.set({ autoRenew })}
        />
        <NumberField
          label={t('services.priority')}
          hint={t('services.priorityHint')}
          {...priority}
          onChange={(value) => priority.onChange(value ?? Number.NaN)}
        />
        <NumberField
          label={t('services.sessionsMax')}
          hint={t('services.sessionsHint')}
          optional
          {...form.field('sessionsMax')}
        />
        <SwitchField
          label={t('services.bound')}
          checked={form.values.isBound}
          onChange={(isBound) => form.set({ isBound })}
        />
        <MultiSelect
          label={t('services.routers')}
          hint={t('services.routersHint')}
          optional
          options={routers}
          value={form.values.nasIds}
          error={form.issueAt('nasIds')}
          onChange={(nasIds) => form.set({ nasIds })}
        />
      </Form>
    </Dialog>
  )
}

/** The contract that a service stands under, and the way to change it. */
function ContractOfService({ service }: Props) {
  const t = useText()
  const can = useCan()
  const [choosing, setChoosing] = useState(false)
  const siteId = service.siteId ?? undefined
  const { data } = useCall(
    listContracts,
    { subscriberId: service.subscriber.id },
    { enabled: can(listContracts, siteId) && service.contractId !== null },
  )
  const found = data?.contracts.find(({ id }) => id === service.contractId)
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {found ? (
        <Link to={paths.subscriber(service.subscriber.id, 'contracts')}>{found.name}</Link>
      ) : (
        t('services.contract.none')
      )}
      {service.status !== 'ended' && can(putUnderContract, siteId) && (
        <Button size="sm" look="quiet" onClick={() => setChoosing(true)}>
          {t('services.contract.change')}
        </Button>
      )}
      {choosing && <ChooseContract service={service} onClose={() => setChoosing(false)} />}
    </span>
  )
}
