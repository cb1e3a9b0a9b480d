import { Plus } from 'lucide-react'
import { useState } from 'react'
import {
  addServiceType,
  changeServiceType,
  listServiceTypes,
  type ServiceType,
} from '#modules/catalog/contract.ts'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { renamed, said } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { useOpened } from '#web/ui/use-opened.ts'

/** What plans are for: fibre, wireless, TV. Lists, price rules and products choose by them. */
export function ServiceTypesPage() {
  const t = useText()
  const mayNot = useMayNot()
  const types = useCall(listServiceTypes, {})
  const [adding, setAdding] = useOpened('new')
  return (
    <Page
      title={t('catalog.serviceType.title')}
      lead={t('catalog.serviceType.lead')}
      crumbs={[{ label: t('catalog.plan.title'), to: paths.plans() }]}
      actions={
        <Button
          look="primary"
          icon={<Plus />}
          onClick={() => setAdding(true)}
          disabledBecause={mayNot(addServiceType)}
        >
          {t('catalog.serviceType.add')}
        </Button>
      }
    >
      <Loaded of={types} skeleton={<PageSkeleton />}>
        {({ serviceTypes }) => <Types of={serviceTypes} />}
      </Loaded>
      {adding && <AddType onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Types({ of }: { of: readonly ServiceType[] }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const [changing, setChanging] = useState<ServiceType>()
  return (
    <Card>
      <ul className="grid divide-y">
        {of.map((type) => (
          <li key={type.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <span className="min-w-40 flex-1">
              <span className="font-medium">{said(type.name, language)}</span>{' '}
              <span className="font-mono text-sm text-soft">{type.id}</span>
            </span>
            <span className="flex flex-wrap items-center gap-1.5">
              <Badge {...(type.online && { tone: 'accent' as const })}>
                {t(type.online ? 'catalog.serviceType.online' : 'catalog.serviceType.notOnline')}
              </Badge>
              <Badge>{t('catalog.serviceType.plans', { count: type.plans })}</Badge>
              {type.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
            </span>
            <Button
              size="sm"
              look="quiet"
              disabledBecause={mayNot(changeServiceType)}
              onClick={() => setChanging(type)}
            >
              {t('catalog.change.one')}
            </Button>
          </li>
        ))}
      </ul>
      {changing && <ChangeType of={changing} onClose={() => setChanging(undefined)} />}
    </Card>
  )
}

function AddType({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addServiceType, {
    defaults: { id: '', name: { en: '', sw: '' }, online: true },
    onDone: onClose,
  })
  const { values, set, field } = form
  return (
    <Dialog open onClose={onClose} title={t('catalog.serviceType.add')}>
      <Form
        form={form}
        submit={t('catalog.serviceType.add')}
        permission={addServiceType}
        onCancel={onClose}
      >
        <TextField
          label={t('catalog.price.nameEn')}
          autoFocus
          {...field('name.en')}
          onChange={(en) => set(renamed(values, en))}
        />
        <TextField label={t('catalog.price.nameSw')} optional {...field('name.sw')} />
        <TextField
          label={t('catalog.code')}
          hint={t('catalog.serviceType.codeHint')}
          spellCheck={false}
          {...field('id')}
        />
        <CheckField
          label={t('catalog.serviceType.online')}
          hint={t('catalog.serviceType.onlineHint')}
          checked={values.online}
          onChange={(online) => set({ online })}
        />
      </Form>
    </Dialog>
  )
}

function ChangeType({ of, onClose }: { of: ServiceType; onClose: () => void }) {
  const t = useText()
  const { id: serviceTypeId, name, state, version } = of
  const form = useContractForm(changeServiceType, {
    defaults: { serviceTypeId, name, state, version },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={name.en}>
      <Form form={form} submit={t('common.save')} permission={changeServiceType} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField label={t('catalog.price.nameEn')} {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <CheckField
          label={t('catalog.states.archived')}
          hint={t('catalog.serviceType.archivedHint')}
          checked={form.values.state === 'archived'}
          onChange={(on) => form.set({ state: on ? 'archived' : 'open' })}
        />
      </Form>
    </Dialog>
  )
}
