/**
 * Statements of one unit of which none needs another's answer, given as they are begun: PostgreSQL does them in that order, and while it
 * does one the next is made here. All are waited for, also when one fails, because what is still on its way when a unit is undone would be
 * done outside of it.
 */
export async function inTurn(begun: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(begun)
  const failed = ends.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
