/** How what became of a voucher is coloured. */
export const VOUCHER_TONES = {
  printed: 'neutral',
  sold: 'info',
  redeemed: 'good',
  void: 'bad',
  expired: 'warn',
} as const
