/**
 * Puts a text on the clipboard; says whether it is there. Browsers hide their clipboard from plain http pages, where the
 * old way by a selection still works.
 */
export async function copyText(text: string): Promise<boolean> {
  // The types know no page without it.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (!clipboard) return copySelected(text)
  return clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  )
}

function copySelected(text: string): boolean {
  const before = document.activeElement
  const box = document.createElement('textarea')
  box.value = text
  // What lies outside a modal dialog cannot be selected.
  const place = before?.closest('dialog') ?? document.body
  place.append(box)
  box.select()
  const isCopied = document.execCommand('copy')
  box.remove()
  if (before instanceof HTMLElement) before.focus()
  return isCopied
}
