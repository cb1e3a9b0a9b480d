import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { addSegment, changeSegment, listSegments, type Segment } from '#modules/catalog/contract.ts'
import { PriceTabs } from '#web/admin/catalog/PriceTabs.tsx'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { said } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { useOpened } from '#web/ui/use-opened.ts'

export function SegmentsPage() {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const segments = useCall(listSegments, {})
  const [adding, setAdding] = useOpened('new')
  const [changing, setChanging] = useState<Segment>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addSegment)}
    >
      {t('catalog.segment.add')}
    </Button>
  )
  return (
    <Page
      title={t('catalog.segment.title')}
      lead={t('catalog.segment.lead')}
      width="wide"
      actions={add}
      tabs={<PriceTabs here={paths.priceRules('segments')} />}
    >
      <Loaded of={segments} skeleton={<PageSkeleton />}>
        {(loaded) =>
          loaded.segments.length === 0 ? (
            <EmptyState icon={Users} title={t('catalog.segment.emptyTitle')} action={add}>
              {t('catalog.segment.emptyBody')}
            </EmptyState>
          ) : (
            <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
              {loaded.segments.map((segment) => (
                <Card
                  key={segment.id}
                  title={said(segment.name, language)}
                  actions={
                    <Button
                      size="sm"
                      look="quiet"
                      disabledBecause={mayNot(changeSegment)}
                      onClick={() => setChanging(segment)}
                    >
                      {t('catalog.change.one')}
                    </Button>
                  }
                >
                  <p className="text-soft">
                    {segment.proof.en === ''
                      ? t('catalog.segment.noProof')
                      : t('catalog.segment.proofIs', { proof: said(segment.proof, language) })}
                  </p>
                  <p className="mt-2 flex flex-wrap gap-1.5">
                    {segment.proofDays !== null && (
                      <Badge>{t('catalog.segment.days', { count: segment.proofDays })}</Badge>
                    )}
                    <Badge>{t('catalog.segment.rules', { count: segment.rules })}</Badge>
                    {segment.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
                  </p>
                </Card>
              ))}
            </div>
          )
        }
      </Loaded>
      {adding && <AddSegment onClose={() => setAdding(false)} />}
      {changing && <ChangeSegment segment={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}

function AddSegment({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addSegment, {
    defaults: { name: { en: '', sw: '' }, proof: { en: '', sw: '' }, proofDays: null },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={t('catalog.segment.add')}>
      <Form
        form={form}
        submit={t('catalog.segment.add')}
        permission={addSegment}
        onCancel={onClose}
      >
        <TextField label={t('catalog.price.nameEn')} autoFocus {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <TextField
          label={t('catalog.segment.proof')}
          hint={t('catalog.segment.proofHint')}
          optional
          {...form.field('proof.en')}
        />
        <NumberField label={t('catalog.segment.proofDays')} optional {...form.field('proofDays')} />
      </Form>
    </Dialog>
  )
}

function ChangeSegment({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const t = useText()
  const { id: segmentId, version, name, proof, proofDays, state } = segment
  const form = useContractForm(changeSegment, {
    defaults: { segmentId, version, name, proof, proofDays, state },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={name.en}>
      <Form form={form} submit={t('common.save')} permission={changeSegment} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField label={t('catalog.price.nameEn')} {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <TextField
          label={t('catalog.segment.proof')}
          hint={t('catalog.segment.proofHint')}
          {...form.field('proof.en')}
        />
        <TextField label={t('catalog.segment.proofSw')} optional {...form.field('proof.sw')} />
        <NumberField label={t('catalog.segment.proofDays')} optional {...form.field('proofDays')} />
        <CheckField
          label={t('catalog.states.archived')}
          checked={form.values.state === 'archived'}
          onChange={(on) => form.set({ state: on ? 'archived' : 'open' })}
        />
      </Form>
    </Dialog>
  )
}
