export const ledger = {
  title: 'Ledger',
  lead: 'Every movement of money, as journals that balance.',
  number: 'Number',
  empty: 'No journals yet',
  emptyHint: 'The first payment or invoice makes the first one.',
} as const
