/** A text as a phone shows it. */
export function PhoneBubble({ from, text, label }: { from: string; text: string; label: string }) {
  return (
    <figure aria-label={label} className="max-w-xs rounded-2xl border bg-sunken p-3">
      <figcaption className="mb-2 text-center text-sm text-soft">{from}</figcaption>
      <p className="rounded-2xl rounded-bl-sm border bg-surface px-3 py-2 break-words whitespace-pre-wrap">
        {text}
      </p>
    </figure>
  )
}
