import type { Town } from './town.ts'

const HEADING =
  'Receipt No.,Completion Time,Initiation Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Balance Confirmed,Reason Type,Other Party Info,Linked Transaction ID,A/C No.'

/** What the organisation portal exports of a shortcode: what was paid to it, taken back and sent to others, the latest first. */
export function statementCsv(town: Town, number: string): string {
  let balance = 0n
  const sent = town.transfers
    .filter(({ from }) => from.number === number)
    .map(({ at, receipt, cents, to, account }) => ({
      ...{ at, receipt, cents: -cents, party: `${to} - SOMEBODY`, account, linked: '' },
      reason: 'Business Pay Bill',
    }))
  const came = town.payments
    .filter(({ to }) => to.number === number)
    .flatMap((paid) => {
      const { receipt, at, cents, account, phone, reversed } = paid
      const party = `${phone.msisdn.slice(0, 4)}****${phone.msisdn.slice(-3)} - ${phone.firstName.toUpperCase()}`
      const one = { at, receipt, cents, party, account, linked: '', reason: 'Pay Bill' }
      const went = {
        ...{ ...one, at: paid.reversedAt ?? at, receipt: `R${receipt.slice(1)}` },
        ...{ cents: -cents, linked: receipt, reason: 'Payment Reversal' },
      }
      return reversed ? [one, went] : [one]
    })
  const lines = [...came, ...sent]
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    .map(({ at, receipt, cents, party, account, linked, reason }) => {
      balance += cents
      const time = at
        .toZonedDateTimeISO('Africa/Nairobi')
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' })
        .replace('T', ' ')
      const details = `${reason} ${cents > 0n ? 'from' : 'to'} ${party} Acc. ${account}`
      const amounts = [cents > 0n ? shillings(cents) : '', cents < 0n ? shillings(cents) : '']
      return [
        ...[receipt, time, time, details, 'Completed', ...amounts, shillings(balance), 'true'],
        ...[reason, party, linked, account],
      ]
        .map(quoted)
        .join(',')
    })
  return [
    ...['Organization Name,Simulated,', `Short Code:,${number},`, HEADING],
    ...lines.toReversed(),
    '',
  ].join('\r\n')
}

const shillings = (cents: bigint) =>
  `${cents < 0n ? '-' : ''}${String((cents < 0n ? -cents : cents) / 100n).replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${String((cents < 0n ? -cents : cents) % 100n).padStart(2, '0')}`

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
