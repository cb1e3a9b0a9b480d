import type { ReactNode } from 'react'
import { fileUrl } from '#kernel/client.ts'
import { downloadDocument, readDocument, type IssuedKind } from '#modules/documents/contract.ts'
import { SheetDesk, useSheetLanguage } from '#web/admin/documents/SheetDesk.tsx'
import { useCall } from '#web/api.ts'

/** An invoice or credit note as it stands on paper. */
export function IssuedSheet({
  kind,
  id,
  more,
}: {
  kind: IssuedKind
  id: string
  /** What else one does with it. */
  more?: ReactNode
}) {
  const { language, choose } = useSheetLanguage()
  const asked = { kind, documentId: id, language }
  const sheet = useCall(readDocument, asked)
  return (
    <SheetDesk
      of={sheet}
      pdf={fileUrl(downloadDocument, asked)}
      language={language}
      onLanguage={choose}
      more={more}
    />
  )
}
