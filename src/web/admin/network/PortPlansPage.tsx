import { Plus, Split } from 'lucide-react'
import { useState } from 'react'
import {
  addPortPlan,
  endPortPlan,
  listPortPlans,
  readPortPlanScript,
  type PortPlan,
} from '#modules/network/contract.ts'
import { PoolTabs } from '#web/admin/network/PoolTabs.tsx'
import { useRouterOptions } from '#web/admin/network/use-router-options.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Confirm } from '#web/ui/Confirm.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Combobox } from '#web/ui/form/Combobox.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { CodeBlock } from '#web/ui/Json.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton, Skeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { DateTime } from '#web/ui/values.tsx'

/** Plans of carrier-grade NAT, with the rules that make them true on a router. */
export function PortPlansPage() {
  const t = useText()
  const plans = useCall(listPortPlans, {})
  const [adding, setAdding] = useState(false)
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={useMayNot()(addPortPlan)}
    >
      {t('network.ports.add')}
    </Button>
  )
  return (
    <Page
      title={t('network.pools.title')}
      lead={t('network.ports.lead')}
      actions={add}
      tabs={<PoolTabs here={paths.pools('ports')} />}
    >
      <Loaded of={plans} skeleton={<PageSkeleton />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Split} title={t('network.ports.emptyTitle')} action={add}>
              {t('network.ports.emptyBody')}
            </EmptyState>
          ) : (
            <div className="grid gap-4">
              {items.map((plan) => (
                <OnePlan key={plan.id} plan={plan} />
              ))}
            </div>
          )
        }
      </Loaded>
      {adding && <AddPlan onClose={() => setAdding(false)} />}
    </Page>
  )
}

function OnePlan({ plan }: { plan: PortPlan }) {
  const t = useText()
  const [open, setOpen] = useState<'script' | 'end'>()
  const end = useMutate(endPortPlan)
  const refused = useMayNot()(endPortPlan)
  const close = () => setOpen(undefined)
  return (
    <Card
      title={
        <span className="inline-flex flex-wrap items-center gap-2">
          {plan.name}
          {plan.endsAt !== null && <Badge>{t('network.ports.ended')}</Badge>}
        </span>
      }
      actions={
        plan.endsAt === null && (
          <>
            <Button onClick={() => setOpen('script')}>{t('network.ports.script')}</Button>
            <Button look="danger-quiet" onClick={() => setOpen('end')} disabledBecause={refused}>
              {t('network.ports.end')}
            </Button>
          </>
        )
      }
    >
      <Facts
        columns={2}
        facts={[
          { label: t('network.ports.router'), value: plan.nasName },
          { label: t('network.ports.inside'), value: plan.inside },
          { label: t('network.ports.outside'), value: plan.outside },
          {
            label: t('network.ports.ports'),
            value: `${plan.ports} · ${t('network.ports.sharing', { count: plan.sharing })}`,
          },
          { label: t('network.ports.since'), value: <DateTime at={plan.startsAt} /> },
          {
            label: t('network.ports.ended'),
            value: plan.endsAt ? <DateTime at={plan.endsAt} /> : '–',
          },
        ]}
      />
      {open === 'script' && <PlanScript portPlanId={plan.id} onClose={close} />}
      <Confirm
        open={open === 'end'}
        onClose={close}
        title={t('network.ports.endTitle', { name: plan.name })}
        action={t('network.ports.end')}
        run={async () => {
          await end.mutateAsync({ portPlanId: plan.id })
          toast.good(t('network.ports.endedDone', { name: plan.name }))
        }}
      >
        {t('network.ports.endBody')}
      </Confirm>
    </Card>
  )
}

function PlanScript({ portPlanId, onClose }: { portPlanId: string; onClose: () => void }) {
  const t = useText()
  const script = useCall(readPortPlanScript, { portPlanId })
  return (
    <Dialog open onClose={onClose} title={t('network.ports.script')} size="lg">
      <Loaded of={script} skeleton={<Skeleton className="h-40 w-full" />}>
        {(read) => <CodeBlock label={t('network.ports.script')} code={read.script} />}
      </Loaded>
    </Dialog>
  )
}

function AddPlan({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addPortPlan, {
    defaults: { name: '', nasId: '', inside: '', outside: '', firstPort: 1024, ports: 2016 },
    onDone: ({ name }) => {
      toast.good(t('network.ports.added', { name }))
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={t('network.ports.add')} shape="side">
      <Form form={form} submit={t('network.ports.add')} permission={addPortPlan} onCancel={onClose}>
        <TextField label={t('network.ports.name')} autoFocus {...form.field('name')} />
        <Combobox
          label={t('network.ports.router')}
          options={useRouterOptions()}
          {...form.field('nasId')}
        />
        <TextField
          label={t('network.ports.inside')}
          hint={t('network.ports.insideHint')}
          spellCheck={false}
          {...form.field('inside')}
        />
        <TextField
          label={t('network.ports.outside')}
          hint={t('network.ports.outsideHint')}
          spellCheck={false}
          {...form.field('outside')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <NumberField
            label={t('network.ports.firstPort')}
            {...form.field('firstPort')}
            value={form.values.firstPort ?? null}
            onChange={(port) => form.set({ firstPort: port ?? Number.NaN })}
          />
          <NumberField
            label={t('network.ports.ports')}
            {...form.field('ports')}
            onChange={(ports) => form.set({ ports: ports ?? Number.NaN })}
          />
        </div>
      </Form>
    </Dialog>
  )
}
