import { Plus, ShoppingBag } from 'lucide-react'
import { useState } from 'react'
import {
  addProduct,
  changeProduct,
  listProducts,
  PRODUCT_KINDS,
  productContent,
  type Product,
} from '#modules/catalog/contract.ts'
import { ProductFields } from '#web/admin/catalog/ProductFields.tsx'
import { ProductVersions } from '#web/admin/catalog/ProductVersions.tsx'
import { StaleBanner } from '#web/admin/catalog/StaleBanner.tsx'
import { codeOf, moneyText, said } from '#web/admin/catalog/words.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { useMayNot } from '#web/session.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { CheckField } from '#web/ui/form/Check.tsx'
import { Form } from '#web/ui/form/Form.tsx'
import { RadioCards } from '#web/ui/form/RadioCards.tsx'
import { TextField } from '#web/ui/form/TextField.tsx'
import { useContractForm } from '#web/ui/form/use-contract-form.ts'
import { Page } from '#web/ui/Page.tsx'
import { DataTable } from '#web/ui/table/DataTable.tsx'
import type { Column } from '#web/ui/table/types.ts'
import { useList } from '#web/ui/table/use-list.ts'
import { toast } from '#web/ui/toast.ts'
import { useOpened } from '#web/ui/use-opened.ts'

export function ProductsPage() {
  const t = useText()
  const language = useLanguage()
  const mayNot = useMayNot()
  const list = useList(listProducts, { filters: ['kind', 'state'] })
  const [adding, setAdding] = useOpened('new')
  const [changing, setChanging] = useState<Product>()
  const add = (
    <Button
      look="primary"
      icon={<Plus />}
      onClick={() => setAdding(true)}
      disabledBecause={mayNot(addProduct)}
    >
      {t('catalog.product.add')}
    </Button>
  )
  return (
    <Page
      title={t('catalog.product.title')}
      lead={t('catalog.product.lead')}
      width="wide"
      actions={add}
    >
      <DataTable
        name="products"
        label={t('catalog.product.title')}
        list={list}
        columns={useColumns(setChanging)}
        rowKey={(row) => row.id}
        rowName={(row) => said(row.latest.content.name, language)}
        filters={[
          {
            ...{ id: 'kind', label: t('catalog.product.kind') },
            options: PRODUCT_KINDS.map((value) => ({
              ...{ value, label: t(`catalog.productKind.${value}`) },
            })),
          },
          {
            ...{ id: 'state', label: t('catalog.state'), single: true },
            options: (['open', 'archived', 'all'] as const).map((value) => ({
              ...{ value, label: t(`catalog.states.${value}`) },
            })),
          },
        ]}
        searchIn={t('catalog.plan.searchIn')}
        empty={
          <EmptyState icon={ShoppingBag} title={t('catalog.product.emptyTitle')} action={add}>
            {t('catalog.product.emptyBody')}
          </EmptyState>
        }
      />
      {adding && <AddProduct onClose={() => setAdding(false)} />}
      {changing && <ChangeProduct product={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  )
}

function useColumns(onChange: (product: Product) => void): Column<Product>[] {
  const t = useText()
  const language = useLanguage()
  return [
    {
      ...{ id: 'name', header: t('catalog.name'), sort: 'name' },
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <button
            type="button"
            onClick={() => onChange(row)}
            className="rounded text-left font-medium hover:text-accent-text hover:underline"
          >
            {said(row.latest.content.name, language)}
          </button>
          {row.state === 'archived' && <Badge>{t('catalog.states.archived')}</Badge>}
        </span>
      ),
    },
    {
      ...{ id: 'code', header: t('catalog.code'), sort: 'code' },
      cell: (row) => <span className="font-mono text-sm">{row.code}</span>,
    },
    {
      ...{ id: 'kind', header: t('catalog.product.kind') },
      cell: (row) => t(`catalog.productKind.${row.kind}`),
    },
    {
      ...{ id: 'gives', header: t('catalog.product.gives') },
      cell: (row) => t(`catalog.gives.${row.latest.content.gives.kind}`),
    },
    {
      ...{ id: 'price', header: t('catalog.price.price'), align: 'end' },
      cell: (row) => (
        <span className="tnum whitespace-nowrap">
          {moneyText(row.latest.content.price.cents, language)}{' '}
          <span className="text-soft">{t(`catalog.charged.${row.latest.content.charged}`)}</span>
        </span>
      ),
    },
    {
      ...{ id: 'version', header: t('catalog.versions'), align: 'end' },
      cell: (row) => <span className="tnum">{row.latest.number}</span>,
    },
  ]
}

function AddProduct({ onClose }: { onClose: () => void }) {
  const t = useText()
  const form = useContractForm(addProduct, {
    defaults: {
      ...{ code: '', kind: 'add-on' },
      content: {
        ...{ name: { en: '', sw: '' }, description: { en: '', sw: '' } },
        ...{ price: { cents: '', currency: 'KES' }, taxMode: 'inclusive', taxClassId: 'internet' },
        ...{ charged: 'each-period', gives: { kind: 'static-ip' }, serviceTypeIds: null },
        perServiceMax: null,
      },
    },
    onDone: (product) => {
      toast.good(t('catalog.saved', { name: product.latest.content.name.en }))
      onClose()
    },
  })
  const { values, set } = form
  return (
    <Dialog open onClose={onClose} title={t('catalog.product.add')} shape="side">
      <Form
        form={form}
        submit={t('catalog.product.add')}
        permission={addProduct}
        onCancel={onClose}
      >
        <RadioCards
          label={t('catalog.product.kind')}
          columns={2}
          options={PRODUCT_KINDS.map((value) => ({
            ...{ value, label: t(`catalog.productKind.${value}`) },
            hint: t(`catalog.productKindHint.${value}`),
          }))}
          value={values.kind}
          onChange={(kind) =>
            set({
              kind,
              content:
                kind === 'one-off'
                  ? {
                      ...values.content,
                      ...{ charged: 'once', taxClassId: 'goods', gives: { kind: 'installation' } },
                    }
                  : {
                      ...values.content,
                      ...{ charged: 'each-period', taxClassId: 'internet' },
                      gives: { kind: 'static-ip' },
                    },
            })
          }
        />
        <ProductFields
          content={values.content}
          issueAt={form.issueAt as (path: string) => string | undefined}
          onChange={(content) => {
            const follows = values.code === codeOf(values.content.name.en)
            set(follows ? { content, code: codeOf(content.name.en) } : { content })
          }}
        />
        <TextField label={t('catalog.code')} spellCheck={false} {...form.field('code')} />
      </Form>
    </Dialog>
  )
}

function ChangeProduct({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useText()
  const { id: productId, version, state, latest } = product
  const form = useContractForm(changeProduct, {
    defaults: { productId, version, state, content: productContent.encode(latest.content) },
    onDone: (changed) => {
      toast.good(t('catalog.saved', { name: changed.latest.content.name.en }))
      onClose()
    },
  })
  const { values, set } = form
  return (
    <Dialog
      open
      onClose={onClose}
      title={latest.content.name.en}
      hint={t('catalog.product.keepHint')}
      shape="side"
    >
      <Form
        form={form}
        submit={t('catalog.product.save')}
        permission={changeProduct}
        onCancel={onClose}
      >
        <StaleBanner form={form} />
        <ProductFields
          content={values.content}
          issueAt={form.issueAt as (path: string) => string | undefined}
          onChange={(content) => set({ content })}
        />
        <CheckField
          label={t('catalog.states.archived')}
          hint={t('catalog.product.archivedHint')}
          checked={values.state === 'archived'}
          onChange={(on) => set({ state: on ? 'archived' : 'open' })}
        />
        {latest.number > 1 && <ProductVersions productId={productId} />}
      </Form>
    </Dialog>
  )
}
