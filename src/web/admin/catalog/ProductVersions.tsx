import { listProductVersions, productContent, type Product } from '#modules/catalog/contract.ts'
import { moneyText } from '#web/admin/catalog/words.ts'
import { useCall } from '#web/api.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { DiffView } from '#web/ui/DiffView.tsx'
import { Loaded } from '#web/ui/Problem.tsx'
import { PageSkeleton } from '#web/ui/Skeleton.tsx'
import { DateTime } from '#web/ui/values.tsx'

type Version = Product['latest']

/** What a product was and cost before: those who bought a version then still hold it. */
export function ProductVersions({ productId }: { productId: string }) {
  const t = useText()
  const versions = useCall(listProductVersions, { productId })
  return (
    <details className="border-t pt-4">
      <summary className="cursor-pointer font-medium">{t('catalog.product.versions')}</summary>
      <Loaded of={versions} skeleton={<PageSkeleton />}>
        {({ versions: all }) => (
          <ol className="mt-3 grid gap-4">
            {all.map((version, place) => (
              <OneVersion key={version.id} of={version} before={all[place + 1]} />
            ))}
          </ol>
        )}
      </Loaded>
    </details>
  )
}

function OneVersion({ of, before }: { of: Version; before: Version | undefined }) {
  const t = useText()
  const language = useLanguage()
  return (
    <li className="grid gap-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">
          {t('catalog.plan.versionNumber', { number: of.number })}
        </span>
        <span className="text-sm text-soft">
          <DateTime at={of.madeAt} />
        </span>
        <span className="tnum ml-auto">{moneyText(of.content.price.cents, language)}</span>
      </p>
      {before && (
        <DiffView
          before={productContent.encode(before.content)}
          after={productContent.encode(of.content)}
          label={(path) => fieldName(t, path)}
        />
      )}
    </li>
  )
}

function fieldName(t: ReturnType<typeof useText>, path: string): string {
  const [field = ''] = path.split('.')
  const names: Record<string, string> = {
    name: path.endsWith('sw') ? t('catalog.price.nameSw') : t('catalog.price.nameEn'),
    description: t('catalog.plan.description'),
    price: t('catalog.price.price'),
    taxMode: t('catalog.price.taxMode'),
    taxClassId: t('catalog.price.taxClass'),
    charged: t('catalog.product.charged'),
    gives: t('catalog.product.gives'),
    serviceTypeIds: t('catalog.plan.serviceType'),
    perServiceMax: t('catalog.product.perService'),
  }
  return names[field] ?? path
}
