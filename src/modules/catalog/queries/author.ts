/** The author as the columns keep it. */
export function authorFrom(row: { by_kind: string; by_id: string }) {
  return { kind: row.by_kind === 'staff' ? ('staff' as const) : ('system' as const), id: row.by_id }
}

/** What can be edited, as every table of ours keeps it. */
export function editedFrom(row: {
  version: number
  changed_at: Temporal.Instant
  by_kind: string
  by_id: string
}) {
  return {
    version: row.version,
    changedAt: row.changed_at.toString(),
    changedBy: authorFrom(row),
  }
}
