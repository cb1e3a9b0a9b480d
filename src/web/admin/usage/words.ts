import { formatBytes } from '#kernel/bytes.ts'
import { useLanguage, useText } from '#web/i18n/index.ts'
import { formatDuration } from '#web/ui/format.ts'

type Volume = { readonly up: string; readonly down: string }

export function sumOf({ up, down }: Volume): bigint {
  return BigInt(up) + BigInt(down)
}

/** How amounts of a meter and volumes are written. */
export function useAmounts() {
  const t = useText()
  const language = useLanguage()
  const volume = (octets: bigint | string) => formatBytes(BigInt(octets), language)
  return {
    volume,
    amount: (meter: string, amount: string | bigint) =>
      meter === 'time' ? formatDuration(Number(amount), language) : volume(amount),
    bothWays: ({ up, down }: Volume) => t('usage.downUp', { down: volume(down), up: volume(up) }),
  }
}
