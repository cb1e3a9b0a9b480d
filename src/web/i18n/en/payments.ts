export const payments = {
  title: 'Payments',
  lead: 'Money that came in, whose it is, and what was given back.',
  receipt: 'Receipt',
  empty: 'No payments yet',
  emptyHint: 'The first one that comes in is listed here.',
} as const
