import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  addTaxClass,
  addTaxRate,
  changeTaxClass,
  previewTaxRate,
  readTaxes,
  removeTaxRate,
  type TaxClassOnDesk,
  type TaxDesk,
} from '#modules/catalog/contract.ts'
import { AddTaxClass } from '#web/admin/catalog/AddTaxClass.tsx'
import { PercentField } from '#web/admin/catalog/PercentField.tsx'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { TaxSplit } from '#web/admin/catalog/TaxSplit.tsx'
import { moneyText, said } from '#web/admin/catalog/words.ts'
import { useCall, useMutate } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Banner } from '#web/ui/Banner.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Card } from '#web/ui/Card.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { DateField } from '#web/ui/form/DateField.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Loaded, toastProblem } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { toast } from '#web/ui/toast.ts'
import { Day } from '#web/ui/values.tsx'

export function TaxesPage() {
  const t = useText()
  const desk = useCall(readTaxes, {})
  return (
    <Page title={t('catalog.tax.title')} lead={t('catalog.tax.lead')}>
      <Loaded of={desk} skeleton={<PageSkeleton />}>
        {(loaded) => (
          <div className="grid gap-6">
            {!loaded.vatRegistered && (
              <Banner tone="warn" title={t('catalog.tax.noVatTitle')}>
                {t('catalog.tax.noVatBody')}
              </Banner>
            )}
            <div className="grid items-start gap-6 lg:grid-cols-2">
              <div className="grid gap-4">
                {loaded.taxes.map((tax) => (
                  <TaxCard key={tax.id} tax={tax} today={loaded.today} />
                ))}
              </div>
              <div className="grid gap-4">
                <Card title={t('catalog.tax.example')} hint={t('catalog.tax.exampleHint')}>
                  <TaxSplit
                    desk={loaded}
                    prices={[{ cents: 299_900n, taxClassId: 'internet', taxMode: 'inclusive' }]}
                  />
                </Card>
                <Classes desk={loaded} />
              </div>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

type Tax = TaxDesk['taxes'][number]

function TaxCard({ tax, today }: { tax: Tax; today: string }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const remove = useMutate(removeTaxRate)
  const [adding, setAdding] = useState(false)
  const current = tax.rates.find(({ from }) => from <= today)
  return (
    <Card
      title={said(tax.name, language)}
      hint={t(`catalog.taxKind.${tax.kind}`)}
      actions={
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => setAdding(true)}
          disabledBecause={mayNot(addTaxRate)}
        >
          {t('catalog.tax.addRate')}
        </Button>
      }
    >
      <p className="tnum text-2xl font-semibold">
        {tax.now_bp === null ? t('catalog.tax.notLevied') : `${tax.now_bp / 100} %`}
      </p>
      <ol className="mt-3 grid gap-1 text-sm">
        {tax.rates.map((rate) => (
          <li key={rate.from} className="flex flex-wrap items-center gap-x-3">
            <span className="w-28">
              <Day on={rate.from} />
            </span>
            <span className="tnum w-14 text-right font-medium">
              {rate.rate_bp === null ? '–' : `${rate.rate_bp / 100} %`}
            </span>
            <span className="order-last basis-full text-soft sm:order-none sm:min-w-0 sm:flex-1 sm:basis-0">
              {rate.note}
            </span>
            {rate === current && <Badge tone="good">{t('catalog.tax.inForce')}</Badge>}
            {rate.from > today && (
              <>
                <Badge tone="info">{t('catalog.versionState.to-come')}</Badge>
                <IconButton
                  size="sm"
                  label={t('catalog.remove')}
                  disabledBecause={mayNot(removeTaxRate)}
                  onClick={() =>
                    remove.mutate(
                      { taxId: tax.id, from: rate.from },
                      { onError: (error) => toastProblem(error, t) },
                    )
                  }
                >
                  <Trash2 />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ol>
      {adding && <AddRate tax={tax} today={today} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function AddRate({ tax, today, onClose }: { tax: Tax; today: string; onClose: () => void }) {
  const t = useText()
  const language = useLanguage()
  const form = useContractForm(addTaxRate, {
    defaults: { taxId: tax.id, from: today, rate_bp: tax.now_bp ?? 0, note: '' },
    onDone: () => {
      toast.good(t('catalog.tax.rateAdded'))
      onClose()
    },
  })
  const { from, rate_bp } = form.values
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(from) && rate_bp !== null && !Number.isNaN(rate_bp)
  const preview = useCall(
    previewTaxRate,
    { taxId: tax.id, from, ...(rate_bp !== null && { rate_bp }) },
    { enabled: isWhole },
  )
  return (
    <Dialog open onClose={onClose} title={said(tax.name, language)} size="lg">
      <Form
        form={form}
        submit={t('catalog.tax.addRate')}
        permission={addTaxRate}
        onCancel={onClose}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <PercentField
            label={t('catalog.tax.rate')}
            value={rate_bp ?? Number.NaN}
            error={form.issueAt('rate_bp')}
            onChange={(next) => form.set({ rate_bp: next })}
          />
          <DateField label={t('catalog.tax.from')} min={today} {...form.field('from')} />
        </div>
        <TextField
          label={t('catalog.tax.note')}
          hint={t('catalog.tax.noteHint')}
          {...form.field('note')}
        />
        {preview.data && (
          <section className="grid gap-2">
            <h3 className="font-medium">{t('catalog.tax.preview')}</h3>
            <div className="max-h-72 overflow-auto rounded-md border">
              <table className="w-full text-sm">
                <thead className="bg-sunken text-left text-soft">
                  <tr>
                    <th className="px-3 py-1.5 font-medium">{t('catalog.plan.one')}</th>
                    <th className="px-3 py-1.5 text-right font-medium">
                      {t('catalog.price.gross')}
                    </th>
                    <th className="px-3 py-1.5 text-right font-medium">{t('catalog.price.net')}</th>
                  </tr>
                </thead>
                <tbody>
                  {preview.data.plans.map((plan) => (
                    <tr key={plan.id} className="border-t">
                      <td className="px-3 py-1.5">{plan.name}</td>
                      <td className="tnum px-3 py-1.5 text-right">
                        <Moves from={plan.before.gross} to={plan.after.gross} />
                      </td>
                      <td className="tnum px-3 py-1.5 text-right">
                        <Moves from={plan.before.net} to={plan.after.net} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )}
      </Form>
    </Dialog>
  )
}

function Moves({ from, to }: { from: bigint; to: bigint }) {
  const language = useLanguage()
  if (from === to) return <span className="text-soft">{moneyText(to, language)}</span>
  return (
    <span>
      <span className="text-soft">{moneyText(from, language)} → </span>
      <span className="font-medium">{moneyText(to, language)}</span>
    </span>
  )
}

function Classes({ desk }: { desk: TaxDesk }) {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const [changing, setChanging] = useState<TaxClassOnDesk>()
  const [adding, setAdding] = useState(false)
  return (
    <Card
      title={t('catalog.tax.classes')}
      hint={t('catalog.tax.classesHint')}
      actions={
        <Button
          size="sm"
          icon={<Plus />}
          onClick={() => setAdding(true)}
          disabledBecause={mayNot(addTaxClass)}
        >
          {t('catalog.tax.addClass')}
        </Button>
      }
    >
      <ul className="grid gap-3">
        {desk.classes.map((one) => (
          <li key={one.id} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{said(one.name, language)}</p>
              <p className="text-sm text-soft">{one.note}</p>
            </div>
            <span className="flex flex-wrap gap-1.5">
              {one.taxes.map((id) => {
                const tax = desk.taxes.find((each) => each.id === id)
                return <Badge key={id}>{tax ? said(tax.name, language) : id}</Badge>
              })}
              {one.vat !== 'standard' && <Badge tone="info">{t(`catalog.vat.${one.vat}`)}</Badge>}
              <Badge>{t('catalog.tax.prices', { count: one.prices })}</Badge>
              {one.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
            </span>
            <Button
              size="sm"
              look="quiet"
              disabledBecause={mayNot(changeTaxClass)}
              onClick={() => setChanging(one)}
            >
              {t('catalog.change.one')}
            </Button>
          </li>
        ))}
      </ul>
      {changing && <ChangeClass of={changing} onClose={() => setChanging(undefined)} />}
      {adding && <AddTaxClass desk={desk} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function ChangeClass({ of, onClose }: { of: TaxClassOnDesk; onClose: () => void }) {
  const t = useText()
  const { id: classId, name, note, state, version } = of
  const form = useContractForm(changeTaxClass, {
    defaults: { classId, name, note, state, version },
    onDone: onClose,
  })
  return (
    <Dialog open onClose={onClose} title={name.en}>
      <Form form={form} submit={t('common.save')} permission={changeTaxClass} onCancel={onClose}>
        <StaleBanner form={form} />
        <TextField label={t('catalog.price.nameEn')} {...form.field('name.en')} />
        <TextField label={t('catalog.price.nameSw')} optional {...form.field('name.sw')} />
        <TextField label={t('catalog.tax.note')} optional {...form.field('note')} />
        <CheckField
          label={t('catalog.states.archived')}
          checked={form.values.state === 'archived'}
          onChange={(on) => form.set({ state: on ? 'archived' : 'open' })}
        />
      </Form>
    </Dialog>
  )
}
