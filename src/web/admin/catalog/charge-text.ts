import type { ChargeModel, Meter } from '#modules/catalog/contract.ts'
import { unitsFor } from '#web/admin/catalog/ChargeFields.tsx'
import { moneyText } from '#web/admin/catalog/words.ts'
import type { Language, Text } from '#web/i18n/index.ts'

/** A charge in a few words: `Ksh 5.00 per GB`, `from Ksh 3.00, in 3 tiers`. */
export function chargeText(
  t: Text,
  language: Language,
  charge: ChargeModel,
  meter: Meter | null,
): string {
  switch (charge.model) {
    case 'flat': {
      const amount = moneyText(charge.price.amount.cents, language)
      if (meter === null) return amount
      const unit = unitsFor(meter).find(({ per }) => BigInt(per) === charge.price.per)
      return unit ? `${amount} ${t(`catalog.unit.${unit.name}`)}` : amount
    }
    case 'package':
      return `${moneyText(charge.price.cents, language)} · ${t('catalog.model.package')}`
    case 'graduated':
    case 'volume':
      return `${t(`catalog.model.${charge.model}`)} · ${charge.tiers.length}`
  }
}
