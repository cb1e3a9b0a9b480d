/** What the keyed hash of a seal covers, in one fixed form: all that the row says. */
export function sealText(seal: {
  number: number
  day: Temporal.PlainDate
  from_journal: bigint
  to_journal: bigint
  journal_count: bigint
  hash: Buffer
}): string {
  return [
    seal.number,
    seal.day.toString(),
    seal.from_journal,
    seal.to_journal,
    seal.journal_count,
    seal.hash.toString('hex'),
  ].join('|')
}
