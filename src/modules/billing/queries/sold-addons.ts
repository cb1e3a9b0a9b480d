import { productContent, type ProductContent } from '#modules/catalog/contract.ts'
import { productsById } from '#modules/catalog/index.ts'
import type { HeldAddon } from '#modules/services/index.ts'
import type { Read } from '#platform/tx.ts'

/** An add-on, as it was sold. */
export type SoldAddon = { readonly addon: HeldAddon; readonly content: ProductContent }

/** The price that was agreed when it was sold stays; one from before such prices were kept costs what it costs now. */
export async function soldContents(read: Read, addons: readonly HeldAddon[]): Promise<SoldAddon[]> {
  const sold = addons.map((addon) => ({ addon, kept: productContent.safeDecode(priceOf(addon)) }))
  const missing = sold.filter(({ kept }) => !kept.success).map(({ addon }) => addon.productId)
  const products =
    missing.length === 0
      ? new Map<string, ProductContent>()
      : new Map(
          (await productsById(read, [...new Set(missing)])).map((one) => [
            one.id,
            one.latest.content,
          ]),
        )
  return sold.flatMap(({ addon, kept }) => {
    const content = kept.success ? kept.data : products.get(addon.productId)
    return content ? [{ addon, content }] : []
  })
}

function priceOf({ price }: HeldAddon) {
  return price as Parameters<typeof productContent.safeDecode>[0] // whatever was kept: it is parsed
}
