/**
 * THE ORDER: the table of contents of the product, and its architecture. A room may import, join and
 * listen only to rooms above it. A room that does not exist yet is simply absent.
 */
export const ORDER = ['organization', 'staff', 'ledger'] as const
