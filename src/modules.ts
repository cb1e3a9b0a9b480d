/**
 * THE ORDER: the table of contents of the product, and its architecture. A room may import, join and
 * listen only to rooms above it. A room that does not exist yet is simply absent.
 */
export const ORDER = [
  'organization', // who we are: the ISP, its brand, tax identity, calendar, sites, settings
  'staff', // who works here: people, roles, sign-in, the audit trail
  'messaging', // our messages
  'catalog', // what we sell: plans, versions, prices, price rules, speeds, fair-use policies, taxes, coupons
  'network', // what we own: NAS, devices, links and their capacity, address pools
  'ledger', // how we count: accounts, journals, postings, balances
  'subscribers', // who buys: people and companies, contacts, contracts, consent
  'services', // what they hold: a plan, credentials, devices, validity, holds
  'usage', // what they consumed: counters, quotas, fair-use stage
  'shaping', // what speed each service deserves now, and what a site can carry
  'access', // how they get online: RADIUS, sessions, CoA and Disconnect
  'tills', // where cash lies: drawers, floats, counts, daily close
  'payments', // how they pay: money received, whose it is, money given back
  'banking', // what our banks say: statements, and the payments that their lines are
  'billing', // what they owe: charges, invoices, credit notes, renewals
  'documents', // what we put in writing: tax invoices, credit notes, receipts, statements, quotations
  'vouchers', // prepaid codes: batches, print, redemption
  'hotspot', // the walk-in door: captive page, purchase, devices
  'notices', // what we tell subscribers, and when
  'desk', // how it all looks from one chair: reports (reads only)
] as const
