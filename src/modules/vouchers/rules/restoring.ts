/** Why a voucher that is void stays so; null: it may count again. Money that was given back does not come twice. */
export function restoreRefused(voucher: {
  state: string
  why: string | null
  isLastDayOver: boolean
}): 'not-void' | 'refunded' | 'last-day-over' | null {
  if (voucher.state !== 'void') return 'not-void'
  if (voucher.why === 'refunded') return 'refunded'
  return voucher.isLastDayOver ? 'last-day-over' : null
}
