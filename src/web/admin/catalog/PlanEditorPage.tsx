import { useParams } from '@tanstack/react-router'
import type { Rate } from '#kernel/rate.ts'
import {
  addPlan,
  changeVersion,
  PAYMENT_KINDS,
  PLAN_AUDIENCES,
  planTerms,
  readPlan,
  saveDraft,
  type Plan,
  type PlanVersion,
} from '#modules/catalog/contract.ts'
import { useGoesOnline, useServiceTypes } from '#web/admin/catalog/choices.ts'
import { PlanPreview } from '#web/admin/catalog/PlanPreview.tsx'
import { MoreTerms, PriceTerms, SpeedTerms } from '#web/admin/catalog/TermsFields.tsx'
import { usualTerms, type TermsForm, type TermsInput } from '#web/admin/catalog/terms-values.ts'
import { codeOf } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useText } from '#web/i18n/index.ts'
import { paths } from '#web/paths.ts'
import { Banner } from '#web/ui/Banner.tsx'
import { Card } from '#web/ui/Card.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { SelectField } from '#web/ui/form/SelectField.tsx'
import { TextArea } from '#web/ui/form/TextArea.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm, type Bound, type ContractForm } from '#web/ui/form/use-contract-form.ts'
import { useGo } from '#web/ui/Link.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'

/** A new plan: name, price and speed are enough; everything else has a good start. */
export function NewPlanPage() {
  const t = useText()
  const go = useGo()
  const form = useContractForm(addPlan, {
    defaults: {
      ...{ code: '', name: '', description: { en: '', sw: '' }, serviceTypeId: 'fibre' },
      ...{ audience: 'everybody', siteIds: null, terms: usualTerms, notes: '' },
      ...{ speed: { down_bps: 20_000_000, up_bps: 10_000_000 }, release: 'publish' },
    },
    onDone: (plan) => {
      toast.good(t('catalog.plan.added', { name: plan.name }))
      go(paths.plan(plan.id))
    },
  })
  const { values, set, field } = form
  const online = useGoesOnline(values.serviceTypeId)
  const terms = termsForm(values.terms, form.issueAt as IssueAt, (next) => set({ terms: next }))
  return (
    <Page
      title={t('catalog.plan.add')}
      lead={t('catalog.plan.addLead')}
      crumbs={[{ label: t('catalog.plan.title'), to: paths.plans() }]}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form
          form={form}
          submit={t(values.release === 'publish' ? 'catalog.plan.sell' : 'catalog.plan.keepDraft')}
          permission={addPlan}
          onCancel={() => go(paths.plans())}
        >
          <WhatCard form={form} />
          <PriceTerms form={terms} />
          {online && (
            <SpeedTerms
              form={terms}
              speed={values.speed}
              onSpeed={(speed) => set({ speed })}
              wrongSpeed={form.issueAt('speed')}
            />
          )}
          <MoreTerms form={terms}>
            <div className="grid gap-5 sm:grid-cols-2">
              <TextArea
                label={t('catalog.plan.description')}
                optional
                {...field('description.en')}
              />
              <TextArea
                label={t('catalog.plan.descriptionSw')}
                optional
                {...field('description.sw')}
              />
            </div>
          </MoreTerms>
          <CheckField
            label={t('catalog.plan.keepDraft')}
            hint={t('catalog.plan.keepDraftHint')}
            checked={values.release === 'keep-draft'}
            onChange={(draft) => set({ release: draft ? 'keep-draft' : 'publish' })}
          />
        </Form>
        <PlanPreview name={values.name} terms={values.terms} speed={online ? values.speed : null} />
      </div>
    </Page>
  )
}

type NewPlanForm = ReturnType<typeof useContractForm<typeof addPlan>>

/** Name, kind and way of paying. The code follows the name until somebody types one. */
function WhatCard({ form: { values, set, field } }: { form: NewPlanForm }) {
  const t = useText()
  const types = useServiceTypes()
  const isFollowing = values.code === codeOf(values.name)
  return (
    <Card title={t('catalog.plan.what')}>
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={t('catalog.name')}
            autoFocus
            placeholder={t('catalog.plan.example')}
            {...field('name')}
            onChange={(name) => set(isFollowing ? { name, code: codeOf(name) } : { name })}
          />
          <TextField
            label={t('catalog.code')}
            hint={t('catalog.plan.codeHint')}
            autoCapitalize="characters"
            spellCheck={false}
            {...field('code')}
          />
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
        </div>
        <RadioCards
          label={t('catalog.plan.payment')}
          columns={2}
          value={values.terms.payment}
          onChange={(payment) => set({ terms: { ...values.terms, payment } })}
          options={PAYMENT_KINDS.map((value) => ({
            ...{ value, label: t(`catalog.payment.${value}`) },
            hint: t(`catalog.paymentHint.${value}`),
          }))}
        />
      </div>
    </Card>
  )
}

type IssueAt = (path: string) => string | undefined

function termsForm(
  terms: TermsInput,
  issueAt: IssueAt,
  change: (next: TermsInput) => void,
): TermsForm {
  return {
    terms,
    change: (next) => change({ ...terms, ...next }),
    wrongAt: (path) => issueAt(`terms.${path}`),
  }
}

/** The next version of a plan: what is on sale stays as it is until this is published. */
export function PlanDraftPage() {
  const { planId = '' } = useParams({ strict: false })
  const plan = useCall(readPlan, { planId })
  return (
    <Loaded of={plan} skeleton={<PageSkeleton />}>
      {(loaded) => <DraftEditor plan={loaded} />}
    </Loaded>
  )
}

function DraftEditor({ plan }: { plan: Plan }) {
  const [latest] = plan.versions
  return latest?.state === 'draft' ? (
    <ChangeDraft plan={plan} draft={latest} />
  ) : (
    <NextVersion plan={plan} />
  )
}

/** The draft that is there, by its id: who saves after it was published is told so, and makes no next one unawares. */
function ChangeDraft({ plan, draft }: { plan: Plan; draft: PlanVersion }) {
  const form = useContractForm(changeVersion, {
    defaults: {
      ...{ planId: plan.id, planVersionId: draft.id, terms: planTerms.encode(draft.terms) },
      ...{ speed: null, notes: draft.notes },
    },
    onDone: useDraftSaved(),
  })
  const { values, set, field, issueAt } = form
  return (
    <DraftPage
      plan={plan}
      form={form}
      permission={changeVersion}
      terms={termsForm(values.terms, issueAt as IssueAt, (terms) => set({ terms }))}
      speed={values.speed}
      onSpeed={(speed) => set({ speed })}
      wrongSpeed={issueAt('speed')}
      notes={field('notes')}
    />
  )
}

/** A next version that begins as the last one is. */
function NextVersion({ plan }: { plan: Plan }) {
  const [latest] = plan.versions
  const from = latest ? planTerms.encode(latest.terms) : usualTerms
  const form = useContractForm(saveDraft, {
    defaults: { planId: plan.id, terms: from, speed: null, notes: '' },
    onDone: useDraftSaved(),
  })
  const { values, set, field, issueAt } = form
  return (
    <DraftPage
      plan={plan}
      form={form}
      permission={saveDraft}
      evenUnchanged
      terms={termsForm(values.terms, issueAt as IssueAt, (terms) => set({ terms }))}
      speed={values.speed}
      onSpeed={(speed) => set({ speed })}
      wrongSpeed={issueAt('speed')}
      notes={field('notes')}
    />
  )
}

function useDraftSaved() {
  const t = useText()
  const go = useGo()
  return (plan: Plan) => {
    toast.good(t('catalog.plan.draftSaved'))
    go(paths.plan(plan.id))
  }
}

type DraftPageProps = {
  plan: Plan
  form: ContractForm
  permission: typeof saveDraft | typeof changeVersion
  evenUnchanged?: boolean
  terms: TermsForm
  speed: Rate | null
  onSpeed: (speed: Rate | null) => void
  wrongSpeed: string | undefined
  notes: Bound<string>
}

function DraftPage(props: DraftPageProps) {
  const t = useText()
  const go = useGo()
  const { plan, form, terms, speed, permission, evenUnchanged = false } = props
  const online = useGoesOnline(plan.serviceTypeId)
  const shown = speed ?? plan.versions[0]?.profiles.speed?.rate ?? null
  return (
    <Page
      title={t('catalog.plan.nextVersion', { name: plan.name })}
      crumbs={[
        { label: t('catalog.plan.title'), to: paths.plans() },
        { label: plan.name, to: paths.plan(plan.id) },
      ]}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form
          form={form}
          submit={t('catalog.plan.saveDraft')}
          permission={permission}
          onCancel={() => go(paths.plan(plan.id))}
          evenUnchanged={evenUnchanged}
        >
          <Banner title={t('catalog.plan.draftTitle')}>{t('catalog.plan.draftBody')}</Banner>
          <PriceTerms form={terms} />
          {online && (
            <SpeedTerms
              form={terms}
              speed={speed}
              onSpeed={props.onSpeed}
              wrongSpeed={props.wrongSpeed}
            />
          )}
          <MoreTerms form={terms}>
            <TextArea label={t('catalog.plan.notes')} optional {...props.notes} />
          </MoreTerms>
        </Form>
        <PlanPreview name={plan.name} terms={terms.terms} speed={online ? shown : null} />
      </div>
    </Page>
  )
}
