import { Package, Router, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { call } from '#kernel/client.ts'
import type { Quotation, QuotedItem } from '#modules/billing/contract.ts'
import { listProducts, readPlan } from '#modules/catalog/contract.ts'
import { said } from '#web/admin/catalog/words.ts'
import { noService } from '#web/admin/services/service-choice.ts'
import { ServiceFields } from '#web/admin/services/ServiceFields.tsx'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useCan } from '#web/session.ts'
import { Button } from '#web/ui/Button.tsx'
import { Combobox, MultiSelect } from '#web/ui/form/Combobox.tsx'
import { NumberField } from '#web/ui/form/fields.tsx'
import type { Option } from '#web/ui/form/SelectField.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'

type Names = Quotation['names']
type PlanItem = Extract<QuotedItem, { kind: 'plan' }>
type ProductItem = Extract<QuotedItem, { kind: 'product' }>

const PRODUCTS_MAX = 200

const A_PLAN: PlanItem = {
  ...{ kind: 'plan', planVersionId: '', lines: 1, access: noService.access },
  ...{ waitsFor: 'payment', siteId: null, addons: [] },
}
const A_PRODUCT: ProductItem = { kind: 'product', productId: '', quantity: 1 }

/** Plans with what each of their services has, and products. */
export function QuotationItems({
  items,
  names,
  issueAt,
  error,
  onChange,
}: {
  items: readonly QuotedItem[]
  /** What is chosen already, by its id. */
  names: Names
  issueAt: (path: string) => string | undefined
  error: string | undefined
  onChange: (items: QuotedItem[]) => void
}) {
  const t = useText()
  const put = (place: number, item: QuotedItem) => onChange(items.with(place, item))
  return (
    <fieldset className="grid gap-4">
      <legend className="font-medium">{t('billing.quotation.items')}</legend>
      <p className="text-sm text-soft">{t('billing.quotation.itemsHint')}</p>
      {items.map((item, place) => (
        <Item
          key={place}
          title={t(`billing.quotation.${item.kind}Place`, { place: place + 1 })}
          error={issueAt(String(place))}
          onRemove={() => onChange(items.toSpliced(place, 1))}
        >
          {item.kind === 'plan' ? (
            <PlanFields
              item={item}
              names={names}
              issueAt={(path) => issueAt(`${place}.${path}`)}
              onChange={(next) => put(place, next)}
            />
          ) : (
            <ProductFields
              item={item}
              issueAt={(path) => issueAt(`${place}.${path}`)}
              onChange={(next) => put(place, next)}
            />
          )}
        </Item>
      ))}
      {error && (
        <p role="alert" className="text-sm text-bad-text">
          {error}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Package />} onClick={() => onChange([...items, A_PLAN])}>
          {t('billing.quotation.addPlan')}
        </Button>
        <Button size="sm" icon={<Router />} onClick={() => onChange([...items, A_PRODUCT])}>
          {t('billing.quotation.addProduct')}
        </Button>
      </div>
    </fieldset>
  )
}

function Item({
  title,
  error,
  onRemove,
  children,
}: {
  title: string
  error: string | undefined
  onRemove: () => void
  children: ReactNode
}) {
  const t = useText()
  return (
    <section className="grid gap-4 rounded-lg border p-4" aria-label={title}>
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        <IconButton label={`${t('billing.quotation.remove')}: ${title}`} onClick={onRemove}>
          <X />
        </IconButton>
      </div>
      {children}
      {error && (
        <p role="alert" className="text-sm text-bad-text">
          {error}
        </p>
      )}
    </section>
  )
}

type FieldsOf<Kind extends QuotedItem> = {
  item: Kind
  issueAt: (path: string) => string | undefined
  onChange: (item: Kind) => void
}

function PlanFields({ item, names, issueAt, onChange }: FieldsOf<PlanItem> & { names: Names }) {
  const t = useText()
  const language = useLanguage()
  const addons = useProducts('add-on')
  const [planId, setPlanId] = useState('')
  const kept = names[item.planVersionId]

  async function choose(chosenId: string) {
    setPlanId(chosenId)
    const { onSaleId } = await call(readPlan, { planId: chosenId })
    return onSaleId ?? ''
  }

  return (
    <>
      {planId === '' && kept && <p className="font-medium">{said(kept, language)}</p>}
      <ServiceFields
        value={{
          ...{ planId, access: item.access, siteId: item.siteId ?? '' },
          waitsFor: item.waitsFor ?? 'nothing',
        }}
        error={issueAt('planVersionId')}
        onChange={(next) => {
          const { access, siteId, waitsFor } = next
          const changed: PlanItem = {
            ...{ ...item, access, siteId: siteId === '' ? null : siteId },
            waitsFor: waitsFor === 'nothing' ? null : waitsFor,
          }
          if (next.planId === planId || next.planId === '') return onChange(changed)
          void choose(next.planId).then((planVersionId) => onChange({ ...changed, planVersionId }))
        }}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <NumberField
          label={t('billing.quotation.lines')}
          value={item.lines}
          error={issueAt('lines')}
          onChange={(lines) => onChange({ ...item, lines: lines ?? Number.NaN })}
        />
        <MultiSelect
          label={t('billing.quotation.addons')}
          hint={t('billing.quotation.addonsHint')}
          optional
          options={addons}
          error={issueAt('addons')}
          value={item.addons.map(({ productId }) => productId)}
          onChange={(chosen) =>
            onChange({
              ...item,
              addons: chosen.map(
                (productId) =>
                  item.addons.find((one) => one.productId === productId) ?? {
                    productId,
                    quantity: 1,
                  },
              ),
            })
          }
        />
        {item.addons.map((addon, place) => (
          <NumberField
            key={addon.productId}
            label={t('billing.quotation.addonCount', {
              name: addons.find(({ value }) => value === addon.productId)?.label ?? '…',
            })}
            value={addon.quantity}
            error={issueAt(`addons.${place}.quantity`)}
            onChange={(quantity) =>
              onChange({
                ...item,
                addons: item.addons.with(place, { ...addon, quantity: quantity ?? Number.NaN }),
              })
            }
          />
        ))}
      </div>
    </>
  )
}

function ProductFields({ item, issueAt, onChange }: FieldsOf<ProductItem>) {
  const t = useText()
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Combobox
        label={t('billing.quotation.product')}
        options={useProducts('one-off')}
        error={issueAt('productId')}
        value={item.productId}
        onChange={(productId) => onChange({ ...item, productId })}
      />
      <NumberField
        label={t('billing.quotation.quantity')}
        value={item.quantity}
        error={issueAt('quantity')}
        onChange={(quantity) => onChange({ ...item, quantity: quantity ?? Number.NaN })}
      />
    </div>
  )
}

/** What can be offered: add-ons that are charged with each period, or what is sold once. */
function useProducts(kind: 'add-on' | 'one-off'): Option[] {
  const can = useCan()
  const language = useLanguage()
  const { data } = useCall(
    listProducts,
    { kind: [kind], limit: PRODUCTS_MAX },
    { enabled: can(listProducts) },
  )
  return (data?.items ?? [])
    .filter(({ latest }) => kind === 'one-off' || latest.content.charged === 'each-period')
    .map(({ id, latest }) => ({ value: id, label: said(latest.content.name, language) }))
}
